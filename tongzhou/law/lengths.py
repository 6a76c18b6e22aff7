"""期间的长度 — lengths of time as the law writes them, and how to find them in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tongzhou.law.articles import numeral

NUMERALS = "0123456789〇零一二两三四五六七八九十百千万"
UNITS = {"workday": "个工作日", "day": "日", "month": "个月", "year": "年", "hour": "小时"}

# The words a statute may use for a unit. 办案规则 80 reads the 五日 of another text as working
# days, so a length in working days may be written with 日 alone.
WRITTEN = {
    "workday": ("个工作日", "工作日", "日"),
    "day": ("日", "天", "个自然日"),
    "month": ("个月",),
    "year": ("年", "周年"),
    "hour": ("小时", "个小时"),
}


@dataclass(frozen=True)
class Length:
    """A number of working days 工作日, days 日, months 月, years 年 or hours 小时.

    Raises `ValueError` for an unknown unit or a negative count.
    """

    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"期间单位须为 {'、'.join(UNITS)} 之一，现为“{self.unit}”")
        if self.count < 0:
            raise ValueError(f"期间长度不得为负数，现为 {self.count}")

    def __str__(self) -> str:
        return f"{self.count}{UNITS[self.unit]}"

    def __add__(self, more: int) -> Length:
        """Return the length extended by `more` of its own unit (延长)."""
        return Length(self.count + more, self.unit)


def days(count: int) -> Length:
    """Return a length in calendar days 自然日."""
    return Length(count, "day")


def working_days(count: int) -> Length:
    """Return a length in working days 工作日."""
    return Length(count, "workday")


def months(count: int) -> Length:
    """Return a length in calendar months 月."""
    return Length(count, "month")


def years(count: int) -> Length:
    """Return a length in years 年."""
    return Length(count, "year")


def hours(count: int) -> Length:
    """Return a length in hours 小时, counted from a moment."""
    return Length(count, "hour")


def spoken(length: Length) -> tuple[str, ...]:
    """Return the forms in which a statute may write `length`: 十五日, 15日, 十五天, …"""
    numbers = [numeral(length.count), str(length.count)]
    if length.count == 2:
        numbers.append("两")
    forms = [number + unit for unit in WRITTEN[length.unit] for number in numbers]
    if length == Length(6, "month"):
        forms.append("半年")
    return tuple(forms)


def plain(text: str) -> str:
    """Return the text with full-width figures and odd spaces made plain: ３ 日 is 3日."""
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", text))


def stands_in(form: str, text: str) -> bool:
    """Say whether `form` stands in `text` as a figure of its own: 五日 does not stand in 十五日.

    Nor does it stand in a date: 5月15日 states no fifteen days.
    """
    form, text = plain(form), plain(text)
    if form[:1] not in NUMERALS:
        return form in text
    return re.search(rf"(?<![{NUMERALS}月])(?<![0-9][.,]){re.escape(form)}", text) is not None


def is_stated(length: Length, text: str) -> bool:
    """Say whether `text` states `length` in any of its spoken forms."""
    return any(stands_in(form, text) for form in spoken(length))
