"""超龄的列 — the age of retirement by month of birth as a question to whole columns, equal to `law.retirement` for every birth month."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import Check, Level
from tongzhou.law.retirement import MAN, SINCE, WOMAN_50, WOMAN_55, YEAR, groups
from tongzhou.lines.filing.instruments import RETIREMENT

from .kinds import is_labour


def reached(c: Any, code: str) -> Any:
    """Return the rows whose worker, were they of a group, has reached the age by today or the first day, whichever is later."""
    of = groups()[code]
    born = c.born // 10_000 * YEAR + c.born // 100 % 100 - 1
    day = c.born % 100
    # How many whole steps of `every` months lie since the first month that is concerned; none before it.
    begins = (SINCE[0] - of.was) * YEAR + SINCE[1] - 1
    delay = ((born - begins) // of.every + 1).clip(0, (of.becomes - of.was) * YEAR)
    since = born + of.was * YEAR + delay
    return _passed(c.starts_on, since, day) | _passed(c.today, since, day)


def _passed(on: Any, since: Any, born_day: Any) -> Any:
    """Say where a day lies on or after the corresponding day of a month, or on its last where the month lacks that day."""
    month = on.dt.year().cast(int) * YEAR + on.dt.month().cast(int) - 1
    is_last = on.dt.month_end() == on
    return (month > since) | ((month == since) & ((on.dt.day().cast(int) >= born_day) | is_last))


def born(c: Any) -> Any:
    """Return the day of birth that the identity number tells, as a number: 19660131."""
    return c.number.str.slice(6, 8).cast(int, strict=False)


def is_woman(c: Any) -> Any:
    """Return the rows of women, by the seventeenth digit."""
    return c.number.str.slice(16, 1).cast(int, strict=False) % 2 == 0


def _works(c: Any) -> Any:
    return is_labour(c) & c.ended_on.is_null()


def over_age(c: Any) -> Any:
    """Return the rows of those who are over age whatever their post."""
    return _works(c) & ((~is_woman(c) & reached(c, MAN)) | (is_woman(c) & reached(c, WOMAN_55)))


def over_age_by_post(c: Any) -> Any:
    """Return the rows of women who are over age unless their post is managerial or technical."""
    return _works(c) & is_woman(c) & reached(c, WOMAN_50) & ~reached(c, WOMAN_55)


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
