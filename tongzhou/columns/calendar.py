"""日历表 — days taken apart and put together by look-up: what a column of dates is asked for. Loaded by jobs and commands only.

The tables hold each day and each month from 1900 to 2299. A look-up takes a tenth of the time of reckoning with the calendar, and
gives the same as `law.reckoning`: a test compares them.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple

import polars as pl

SINCE, UNTIL = date(1900, 1, 1), date(2299, 12, 31)
BEFORE = (SINCE - date(1970, 1, 1)).days  # of the first day, as the engine counts days
# Two numbers in one, so that one look-up gives both: the second is below 32.
SECOND = 32


class Tables(NamedTuple):
    """What is looked up: of each day four answers, of each month its first day, as the engine counts days, and how many it has."""

    month_day: pl.Series
    month_end: pl.Series  # the same, the last day of a month as its thirty-first
    number: pl.Series
    written: pl.Series
    first_length: pl.Series


@cache
def tables() -> Tables:
    """Make the tables. Not while this module is loaded: the engine's threads do not live through a fork."""
    days = pl.date_range(SINCE, UNTIL, eager=True)
    year, month = days.dt.year(), days.dt.month().cast(pl.Int32)
    day, is_last = days.dt.day().cast(pl.Int32), days.dt.month_end() == days
    months = ((year - SINCE.year) * 12 + month - 1) * SECOND
    return Tables(
        month_day=months + day,
        month_end=months + day.set(is_last, 31),
        number=year * 10_000 + month * 100 + day,
        written=days.dt.to_string("iso"),
        first_length=days.filter(day == 1).cast(pl.Int32) * SECOND + day.filter(is_last),
    )


def _at(table: pl.Series, day: pl.Expr) -> pl.Expr:
    return pl.lit(table).gather(day.cast(pl.Int32) - BEFORE)


def month_day(day: pl.Expr) -> pl.Expr:
    """Return month and day of a day, as one number (see `pair`)."""
    return _at(tables().month_day, day)


def month_end(day: pl.Expr) -> pl.Expr:
    """Return the same, the last day of a month as its thirty-first."""
    return _at(tables().month_end, day)


def pair(month: Any, day: Any) -> Any:
    """Return a month, counted from the year nought, and a day in it as the number that `month_day` gives."""
    return (month - SINCE.year * 12) * SECOND + day


def month_on(here: pl.Expr, months: Any) -> pl.Expr:
    """Return of the month so many months on its first day, as the engine counts, and how many it has, as one number."""
    return pl.lit(tables().first_length).gather(here // SECOND + months)


def day_in(there: pl.Expr, here: pl.Expr) -> pl.Expr:
    """Return in a month that `month_on` gave the day that `month_day` gave, or its last."""
    day, last = here & (SECOND - 1), there & (SECOND - 1)
    in_month = pl.when(day < last).then(day).otherwise(last)
    return (there // SECOND + in_month - 1).cast(pl.Date)


def days_after(day: pl.Expr, many: int) -> pl.Expr:
    """Return the day so many days on; a tenth of the time of adding a duration."""
    return (day.cast(pl.Int32) + many).cast(pl.Date)


def months_after(day: pl.Expr, months: Any) -> pl.Expr:
    """Return the corresponding day so many months on, or the last of a month that lacks it, as `law.reckoning.add_months`. 民法典 202."""
    here = month_day(day)
    return day_in(month_on(here, months), here)


def months_between(begun: pl.Expr, ended: pl.Expr) -> pl.Expr:
    """Return how many months have passed whole from what `month_day` gave of one day to what `month_end` gave of another."""
    return (ended - begun) // SECOND


def whole_months(first: pl.Expr, until: pl.Expr) -> pl.Expr:
    """Return how many months have passed whole: the most that `months_after(first, …)` can add and not go beyond `until`.

    A month that begins on a later day than `until` has is not whole, but for the last day of a month, which ends any.
    """
    return months_between(month_day(first), month_end(until))


def as_number(day: pl.Expr) -> pl.Expr:
    """Return a day as a number, 20261126: the difference of two, without its last four digits, is an age."""
    return _at(tables().number, day)


def iso(days: pl.Series) -> pl.Series:
    """Return days as they are written, 2026-11-26."""
    return pl.select(_at(tables().written, pl.lit(days))).to_series().alias(days.name)
