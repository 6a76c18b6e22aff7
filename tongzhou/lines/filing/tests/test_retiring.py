"""Who is over age is asked of a file of many as it is asked of one: by the month of birth, for every birth month the law tells apart."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from django.utils.timezone import localdate

from tongzhou.columns.checking import LINE, Checker
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.bulk.table import FILINGS
from tongzhou.lines.filing.rules.retiring import past

from .cast import Town, number, terms

ON = date(2026, 11, 26)


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2026, 2, 28), ON, date(2040, 1, 31)])
def test_a_file_says_of_every_birth_month_what_one_declaration_says(on: date) -> None:
    born = [
        date(year, month, day)
        for year in range(on.year - 66, on.year - 48)
        for month in range(1, 13)
        for day in (1, 15, 28)
    ] + [add_months(date(1955, 1, 31), 12 * n) for n in range(35)]
    people = [(number(110 + n, born=b), b, n == 0) for b in born for n in (0, 1)]
    start = on.replace(year=on.year - 2) if on.day < 29 else date(on.year - 2, on.month, 28)
    texts = {
        "number": [n for n, _, _ in people],
        "starts_on": start.isoformat(),
        "term": "无固定期限",
    }
    rows = pl.DataFrame(texts).with_columns(pl.int_range(pl.len()).alias(LINE))
    found = Checker(FILINGS, on).check(rows)
    marked = {m.code: rows for m, rows in found.marked if m.code in ("F104", "F126")}
    for row, (_, b, woman) in enumerate(people):
        words = past(born=b, woman=woman, on=max(on, start))
        by_post = "按原五十周岁" in words
        told = {code for code, rows in marked.items() if rows[row]}
        assert told == ({"F126"} if by_post else {"F104"} if words else set()), (b, woman)


def test_a_worker_past_the_age_is_told_and_the_page_shows_both_ages_of_a_woman(town: Town) -> None:
    on = localdate()
    old = add_months(on, -12 * 57)
    done = declaring.hire(
        town.firm, number=number(2, born=old), name="萨如拉", phone="13700000002", terms=terms(),
        by=town.by,
    )  # fmt: skip
    assert "达到法定退休年龄" in " ".join(str(r) for r in done.remarks)
    page = town.at_phone().reads(f"/p/filing/employer/{town.firm.pk}/{done.row.pk}/")
    assert "原法定退休年龄五十周岁的女职工" in page
    assert "原法定退休年龄五十五周岁的女职工" in page
