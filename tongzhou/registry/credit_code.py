"""统一社会信用代码 — the unified social credit code of an employer. GB 32100-2015.

Eighteen characters: who registered it, what it is, six digits of region, nine of organisation, and
a check character modulo 31. The letters I, O, S, V and Z are not used.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
# 登记管理部门 — first characters in use; the second says what kind of entity it is.
REGISTRARS = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监管",
    "A": "中央军委改革和编制办公室",
    "N": "农业农村",
    "Y": "其他",
}
SOLE_TRADER = "92"  # 个体工商户


class NotACreditCode(ValueError):
    """What was given cannot be a credit code; the message says what to look at."""


def tidy(code: str) -> str:
    """Return a code as it is kept: half width, upper case, without spaces or dashes."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return "".join(c for c in plain if not c.isspace() and c != "-")


def check_character(seventeen: str) -> str:
    """Return the eighteenth character for the first seventeen. Raises ValueError outside ALPHABET."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(seventeen, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def check(code: str) -> str:
    """Return the code as it is kept. Raises NotACreditCode with a sentence for the officer."""
    code = tidy(code)
    if len(code) != LENGTH:
        raise NotACreditCode(f"统一社会信用代码应为18位，现为{len(code)}位，请核对营业执照。")
    wrong = "".join(dict.fromkeys(c for c in code if c not in ALPHABET))
    if wrong:
        raise NotACreditCode(
            f"统一社会信用代码只含数字和大写字母（不用I、O、S、V、Z），请核对其中的“{wrong}”。"
        )
    if code[0] not in REGISTRARS or not code[2:8].isdigit():
        raise NotACreditCode("统一社会信用代码的登记部门或行政区划段有误，请核对前8位。")
    if check_character(code[:-1]) != code[-1]:
        raise NotACreditCode(
            "统一社会信用代码的校验位不符，可能有一位抄错，请对照营业执照逐位核对。"
        )
    return code


def is_valid(code: str) -> bool:
    """Say whether a code, as it is kept, can be a credit code."""
    try:
        return check(code) == code
    except NotACreditCode:
        return False
