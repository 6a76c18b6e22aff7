"""日历表 — days taken apart and put together by look-up: what a column of dates is asked for. Loaded by jobs and commands only.

The tables hold each day and each month from 1900 to 2299. A look-up takes a tenth of the time of reckoning with the calendar, and
gives the same: the tables are made by the rules of `law.reckoning` and a test compares them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import polars as pl

SINCE, UNTIL = date(1900, 1, 1), date(2299, 12, 31)
BEFORE = (SINCE - date(1970, 1, 1)).days  # of the first day, as the engine counts days
DAYS = [SINCE + timedelta(days=n) for n in range((UNTIL - SINCE).days + 1)]
MONTHS = [(year, month) for year in range(SINCE.year, UNTIL.year + 1) for month in range(1, 13)]

MONTH = pl.Series([(d.year - SINCE.year) * 12 + d.month - 1 for d in DAYS], dtype=pl.Int32)
DAY = pl.Series([d.day for d in DAYS], dtype=pl.Int32)
NUMBER = pl.Series([d.year * 10_000 + d.month * 100 + d.day for d in DAYS], dtype=pl.Int32)
WRITTEN = pl.Series([d.isoformat() for d in DAYS], dtype=pl.String)
FIRST = pl.Series([(date(*month, 1) - date(1970, 1, 1)).days for month in MONTHS], dtype=pl.Int32)
LENGTH = pl.Series([monthrange(*month)[1] for month in MONTHS], dtype=pl.Int32)


def _at(table: pl.Series, day: pl.Expr) -> pl.Expr:
    return pl.lit(table).gather(day.cast(pl.Int32) - BEFORE)


def months_after(day: pl.Expr, months: Any) -> pl.Expr:
    """Return the corresponding day so many months on, or the last of a month that lacks it, as `law.reckoning.add_months`. 民法典 202."""
    month = _at(MONTH, day) + months
    in_month = pl.min_horizontal(_at(DAY, day), pl.lit(LENGTH).gather(month))
    # The least of nothing and something would be something.
    there = pl.lit(FIRST).gather(month) + in_month - 1
    return pl.when(day.is_not_null()).then(there).cast(pl.Date)


def whole_months(first: pl.Expr, until: pl.Expr) -> pl.Expr:
    """Return how many months have passed whole: the most that `months_after(first, …)` can add and not go beyond `until`."""
    month, day = _at(MONTH, until), _at(DAY, until)
    short = (day < _at(DAY, first)) & (day < pl.lit(LENGTH).gather(month))
    return month - _at(MONTH, first) - short.cast(pl.Int32)


def as_number(day: pl.Expr) -> pl.Expr:
    """Return a day as a number, 20261126: the difference of two, without its last four digits, is an age."""
    return _at(NUMBER, day)


def iso(days: pl.Series) -> pl.Series:
    """Return days as they are written, 2026-11-26."""
    return pl.select(_at(WRITTEN, pl.lit(days))).to_series().alias(days.name)
