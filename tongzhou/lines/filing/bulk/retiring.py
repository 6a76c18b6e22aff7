"""超龄的列 — the age of retirement by month of birth as a question to whole columns, asked of `law.retirement` once for every birth month.

A day is a number here that orders as days do, of its month and its day; the last day of a month stands for those the month lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tongzhou.columns.declare import Check, Derived, Level
from tongzhou.law.retirement import MAN, WOMAN_50, WOMAN_55, YEAR, groups
from tongzhou.lines.filing.instruments import RETIREMENT

from .kinds import is_labour


def born(c: Any) -> Any:
    """Return the day of birth that the identity number tells, as it is written: 19660131."""
    return c.digits("number", 7, 8)


def is_woman(c: Any) -> Any:
    """Return the rows of women, by the seventeenth digit."""
    return c.digits("number", 17, 1) % 2 == 0


def asked_on(c: Any) -> Any:
    """Return the day on which the age is asked: today or the first day, whichever is later."""
    return c.choose((c.starts_on > c.today, c.starts_on), otherwise=c.today)


def months_reached(births: Sequence[tuple[Any, ...]]) -> list[tuple[int | None, ...]]:
    """Return for each month of birth (196601) the month in which a man reaches the age, a woman of each kind of post."""
    return [_reached(month) for (month,) in births]


def _reached(month: int | None) -> tuple[int | None, ...]:
    if month is None:
        return None, None, None
    since = month // 100 * YEAR + month % 100 - 1
    kinds = (groups()[code] for code in (MAN, WOMAN_55, WOMAN_50))
    return tuple(since + of.was * YEAR + of.delay(since) for of in kinds)


DERIVED = (
    Derived(("born",), reckon=born),
    Derived(("is_woman",), reckon=is_woman),
    Derived(("asked_on",), reckon=asked_on),
    Derived(("born_month",), reckon=lambda c: c.born // 100),
    Derived(
        ("man_reaches", "woman_55_reaches", "woman_50_reaches"),
        of=("born_month",),
        look_up=months_reached,
        gives=(int, int, int),
    ),
)


def _has(c: Any, reached: Any) -> Any:
    return c.month_and_day(c.asked_on) >= c.pair(reached, c.born % 100)


def _works(c: Any) -> Any:
    return is_labour(c) & c.ended_on.is_null()


def over_age(c: Any) -> Any:
    """Return the rows of those who are over age whatever their post."""
    reached = c.choose((c.is_woman, c.woman_55_reaches), otherwise=c.man_reaches)
    return _works(c) & _has(c, reached)


def over_age_by_post(c: Any) -> Any:
    """Return the rows of women who are over age unless their post is managerial or technical."""
    return _works(c) & c.is_woman & _has(c, c.woman_50_reaches) & ~_has(c, c.woman_55_reaches)


F104 = Check(
    "F104",
    "number",
    over_age,
    "已达到法定退休年龄",
    "请核对是否属于超龄劳动者用工",
    Level.WARN,
    RETIREMENT,
)
F126 = Check(
    "F126",
    "number",
    over_age_by_post,
    "女职工按原五十周岁退休的，已达到法定退休年龄",
    "管理、技术岗位（原五十五周岁）的不必处理；其他岗位请核对是否属于超龄劳动者用工",
    Level.WARN,
    RETIREMENT,
)
