"""姓名和名称 — names: written one way, found in three (characters, pinyin, initials)."""

from __future__ import annotations

import re
import unicodedata

MIDDLE_DOT = "·"  # U+00B7, as GB 18030 and the identity card write it
# What keyboards and old systems put in its place between the parts of a name.
LIKE_A_DOT = re.compile("[•‧∙⋅・･．.]")
HAN = re.compile("[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
SPACES_IN_HAN = re.compile(r"(?<=[㐀-鿿·])\s+|\s+(?=[㐀-鿿·])")
NOT_SPELT = (
    "\0"  # before what is no Chinese character: it stands whole among initials, as it is written
)
# Forms of company at the end of a name, longest first: two writings of one firm often differ here.
COMPANY_FORMS = ("股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "公司")


def tidy_name(name: str) -> str:
    """Return a person's name as it is kept: of any length, the parts joined by U+00B7.

    “阿拉坦其其格 • 巴雅尔” and “阿拉坦其其格.巴雅尔” are one name. Latin names keep their spaces, and
    their full stops where no Chinese character stands beside.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if HAN.search(name):
        name = LIKE_A_DOT.sub(MIDDLE_DOT, name)
        name = SPACES_IN_HAN.sub("", name)
    return name.strip(MIDDLE_DOT + " ")


def pinyin_of(name: str) -> str:
    """Return the pinyin of a name without tones or gaps: “萨仁” gives "saren"."""
    from pypinyin import lazy_pinyin  # sixty megabytes of dictionaries, which few processes need

    return _letters(lazy_pinyin(name))


def initials_of(name: str) -> str:
    """Return the first letter of each syllable: “巴特尔” gives "bte"."""
    from pypinyin import Style, lazy_pinyin

    return _letters(lazy_pinyin(name, style=Style.FIRST_LETTER))


def spelt(name: str) -> tuple[str, str]:
    """Return what `pinyin_of` and `initials_of` give, in half their time: for registers filled by the hundred thousand."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name, errors=lambda others: f"{NOT_SPELT}{others}")
    firsts = [one if one.startswith(NOT_SPELT) else one[:1] for one in syllables]
    return _letters(syllables), _letters(firsts)


def _letters(syllables: list[str]) -> str:
    return "".join(c for c in "".join(syllables).lower() if c.isascii() and c.isalnum())


def company_key(name: str) -> str:
    """Return what two writings of one firm's name have in common.

    Full width becomes half width, brackets, dots and spaces go, and the form of company at the end
    goes: “示例（包头）矿业有限责任公司” and “示例(包头)矿业有限公司” agree.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(c for c in plain if c.isalnum())
    for form in COMPANY_FORMS:
        if plain.endswith(form) and len(plain) > len(form) + 1:
            return plain.removesuffix(form)
    return plain
