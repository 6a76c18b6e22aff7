"""Days by look-up say what the law's reckoning says."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.columns import calendar
from tongzhou.law.reckoning import add_months

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ROWS = st.lists(st.tuples(st.none() | DAYS, st.integers(0, 60)), min_size=1, max_size=40)


@given(ROWS)
def test_so_many_months_after_a_day_is_the_day_the_civil_code_names(
    rows: list[tuple[date | None, int]],
) -> None:
    frame = pl.DataFrame(rows, schema={"day": pl.Date, "months": pl.Int64}, orient="row")
    found = frame.select(calendar.months_after(pl.col("day"), pl.col("months"))).to_series()
    assert found.to_list() == [day and add_months(day, months) for day, months in rows]


@given(DAYS, st.integers(0, 800))
def test_whole_months_are_the_most_that_can_be_added(first: date, later: int) -> None:
    until = date.fromordinal(min(first.toordinal() + later, date(2200, 12, 31).toordinal()))
    frame = pl.DataFrame({"first": [first], "until": [until]})
    months = frame.select(calendar.whole_months(pl.col("first"), pl.col("until"))).item()
    assert add_months(first, months) <= until < add_months(first, months + 1)


@given(DAYS, st.integers(-400, 400))
def test_so_many_days_after_a_day(day: date, many: int) -> None:
    column = pl.DataFrame({"day": [day, None]})
    found = column.select(calendar.days_after(pl.col("day"), many)).to_series()
    assert found.to_list() == [day + timedelta(days=many), None]


@given(DAYS)
def test_a_day_is_written_and_numbered_as_everywhere(day: date) -> None:
    column = pl.Series("day", [day, None])
    assert calendar.iso(column).to_list() == [day.isoformat(), None]
    number = column.to_frame().select(calendar.as_number(pl.col("day"))).to_series()
    assert number.to_list() == [int(f"{day:%Y%m%d}"), None]
