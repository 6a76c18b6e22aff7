"""条文 — articles of the law, as they are cited, and the Chinese numerals they are cited in."""

from __future__ import annotations

import re
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
WRITTEN = re.compile(
    r"^第?(?P<number>[0-9]{1,4}|[零一二三四五六七八九十百千]+)(?P<unit>条|部分)?"
    r"(?:之(?P<inserted>[0-9]{1,2}|[一二三四五六七八九十]+))?$"
)


def numeral(number: int) -> str:
    """Return `number` (0 to 9999) as the law writes it: 54 → 五十四, 10 → 十, 201 → 二百零一.

    Raises `ValueError` outside that range: no statute has so many articles.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"条文序号须在 0 至 9999 之间，现为 {number}")
    if number < 10:
        return DIGITS[number]
    text, gap = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text[1:] if text.startswith("一十") else text


def count_of(written: str) -> int:
    """Read a number as the law writes it, the inverse of `numeral`, or in figures.

    Raises `ValueError` for anything else.
    """
    if written.isascii() and written.isdigit():
        return int(written)
    total, digit = 0, 0
    for sign in written:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in PLACES:
            total += (digit or 1) * 10 ** PLACES.index(sign)
            digit = 0
        else:
            raise ValueError(f"“{written}”不是数字")
    if not written or numeral(total + digit) != written:
        raise ValueError(f"“{written}”不是数字")
    return total + digit


@dataclass(frozen=True)
class Article:
    """One article 条 of an instrument. `verified` says that a person opened the text and read it.

    `inserted` is the 之一 of an article inserted later: 刑法第二百七十六条之一 is number 276,
    inserted 1. `paragraph` is the 款, counted from one. Policy papers are divided into 部分: `unit`.
    """

    instrument: str
    number: int
    paragraph: int | None = None
    verified: bool = True
    inserted: int = 0
    unit: str = "条"

    @property
    def heading(self) -> str:
        """Return the words the article begins with in the text: 第五十四条, 第二百七十六条之一."""
        return f"第{numeral(self.number)}{self.unit}" + (
            f"之{numeral(self.inserted)}" if self.inserted else ""
        )

    def __str__(self) -> str:
        paragraph = f"第{numeral(self.paragraph)}款" if self.paragraph else ""
        return f"《{self.instrument}》{self.heading}{paragraph}" + (
            "" if self.verified else "（待核）"
        )


def read_article(instrument: str, written: str) -> Article:
    """Cite an article from what a person types: 54, 五十四, 第五十四条, 276之一, 第五部分.

    Raises `ValueError` if no number can be read from it.
    """
    found = WRITTEN.match(written.strip())
    if not found:
        raise ValueError(f"条号“{written}”无法识别，请写成 54、五十四 或 276之一")
    inserted = count_of(found["inserted"]) if found["inserted"] else 0
    return Article(
        instrument, count_of(found["number"]), inserted=inserted, unit=found["unit"] or "条"
    )


def article(
    instrument: str,
    number: int,
    *,
    paragraph: int | None = None,
    verified: bool = True,
    inserted: int = 0,
    unit: str = "条",
) -> Article:
    """Cite an article: `article("劳动合同法", 54)`. Pass `verified=False` if nobody has read it."""
    return Article(instrument, number, paragraph, verified, inserted, unit)
