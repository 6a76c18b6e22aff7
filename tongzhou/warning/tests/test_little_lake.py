"""What is owed, and what is not known, of one employer at a time: a lake of a few rows, each row written out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.conf import settings

from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning.indicators.known import Reader
from tongzhou.warning.indicators.values import values

FIRM = "91150221MA0000001X"
DAY, WHOLE, FLAG, WORD = pa.date32(), pa.int64(), pa.bool_(), pa.string()
SCHEMAS: dict[str, dict[str, Any]] = {
    "employers": {"uscc": WORD, "county": WORD, "industry": WORD, "headcount": WHOLE},
    "payroll": {
        "uscc": WORD, "worker": WORD, "month": DAY, "due_on": DAY, "due_fen": WHOLE, "paid_fen": WHOLE, "paid_on": DAY,
    },
    "complaints": {
        "number": WORD, "uscc": WORD, "happened_on": DAY, "people": WHOLE, "wages": FLAG, "owed_since": DAY, "amount_fen": WHOLE,
        "closed_on": DAY, "outcome": WORD,
    },
    "contact_reports": {
        "uscc": WORD, "month": DAY, "heads": WHOLE, "output_fen": WHOLE, "layoffs_planned": WHOLE, "arrears_people": WHOLE,
        "arrears_fen": WHOLE, "arrears_since": DAY,
    },
    "projects": {
        "project": WORD, "uscc": WORD, "month": DAY, "account": FLAG, "deposit": FLAG, "real_name": FLAG, "monthly_pay": FLAG,
    },
}  # fmt: skip


class Little:
    """A lake in which one employer stands, and what is told of it."""

    def __init__(self, place: Path) -> None:
        self.lake = Lake(str(place), durable=False)
        self.told = 0
        self.land("employers", date(2026, 1, 5), uscc=FIRM, county="150221", industry="C", headcount=80)  # fmt: skip

    def land(self, feed: str, on: date, **row: Any) -> None:
        self.told += 1
        asked = SCHEMAS[feed]
        rows = [{name: row.get(name, FIRM if name == "uscc" else None) for name in asked}]
        table = pa.Table.from_pylist(rows, pa.schema(list(asked.items())))
        period = (row.get("month") or on).isoformat()[:7]
        self.lake.land(feed, table, period=period, delivery=f"D{self.told}", received_on=on)

    def on(self, day: date) -> dict[str, Any]:
        engine = connect(self.lake, settings.ENGINE)
        try:
            kept.refresh(self.lake, engine)
            sql, schema = Reader(self.lake, engine).values([day], values)
            (row,) = engine.run(sql, schema).to_pylist()
            return row
        finally:
            engine.close()


@pytest.fixture
def little(tmp_path: Path) -> Iterator[Little]:
    return Little(tmp_path / "lake")


NOVEMBER = date(2026, 11, 20)


def test_pay_that_is_not_due_yet_is_not_in_arrears(little: Little) -> None:
    """A bank tells on the 5th of the sheet of October that is due on the 15th: until then nobody is unpaid."""
    told = {"month": date(2026, 10, 1), "due_on": date(2026, 11, 15), "due_fen": 500, "paid_fen": 0}
    for n in range(3):
        little.land("payroll", date(2026, 11, 5), worker=f"w{n}", **told)
    early, on_the_day, late = (little.on(date(2026, 11, d)) for d in (6, 15, 20))
    for row in (early, on_the_day):
        assert (row["wage_arrears_months"], row["wage_unpaid_people"]) == (0.0, 0)
    assert (late["wage_arrears_months"], late["wage_unpaid_people"]) == (0.17, 3)


def test_whoever_complains_without_saying_since_when_is_counted_all_the_same(
    little: Little,
) -> None:
    """Forty people unpaid, no day said: how many is known, how long is not; and a full pay sheet does not make it nought."""
    little.land("complaints", date(2026, 11, 10), number="1", happened_on=date(2026, 11, 9), people=40, wages=True)  # fmt: skip
    row = little.on(NOVEMBER)
    assert (row["wage_unpaid_people"], row["wage_arrears_months"]) == (40, None)
    little.land(
        "payroll", date(2026, 11, 12), worker="w", month=date(2026, 10, 1), due_on=date(2026, 11, 10), due_fen=500, paid_fen=500,
        paid_on=date(2026, 11, 10),
    )  # fmt: skip
    row = little.on(NOVEMBER)
    assert (row["wage_unpaid_people"], row["wage_arrears_months"]) == (40, None)


def test_a_day_to_come_from_which_wages_are_said_to_be_owed_says_nothing_yet(
    little: Little,
) -> None:
    little.land(
        "complaints", date(2026, 11, 10), number="1", happened_on=date(2026, 11, 9), people=2, wages=True,
        owed_since=date(2026, 12, 1),
    )  # fmt: skip
    row = little.on(NOVEMBER)
    assert (row["wage_unpaid_people"], row["wage_arrears_months"]) == (2, None)


def test_the_newest_report_of_a_contact_employer_says_how_things_stand(little: Little) -> None:
    """In September thirty-two were unpaid; the report of October says that nobody is: nothing is in arrears any more."""
    report = {"heads": 80, "layoffs_planned": 0}
    little.land(
        "contact_reports", date(2026, 10, 8), month=date(2026, 9, 1), arrears_people=32, arrears_since=date(2026, 8, 10), **report
    )  # fmt: skip
    before = little.on(date(2026, 10, 20))
    assert (before["wage_unpaid_people"], before["wage_arrears_months"]) == (32, 2.37)
    little.land("contact_reports", date(2026, 11, 8), month=date(2026, 10, 1), arrears_people=0, **report)  # fmt: skip
    after = little.on(NOVEMBER)
    assert (after["wage_unpaid_people"], after["wage_arrears_months"]) == (0, 0.0)


def test_what_a_project_does_not_tell_is_not_taken_for_being_there(little: Little) -> None:
    """The account is there, of the deposit nobody says anything: not nought. One that is known to be lacking counts."""
    whole = {"account": True, "deposit": True, "real_name": True, "monthly_pay": True}
    month = {"month": date(2026, 10, 1)}
    little.land("projects", date(2026, 11, 3), project="A", **month, **whole)
    row = little.on(NOVEMBER)
    assert (row["project_missing_items"], row["project_unpaid_months"]) == (0, 0)
    little.land("projects", date(2026, 11, 4), project="B", **month, **{**whole, "deposit": None, "monthly_pay": None})  # fmt: skip
    row = little.on(NOVEMBER)
    assert (row["project_missing_items"], row["project_unpaid_months"]) == (None, None)
    little.land("projects", date(2026, 11, 5), project="C", **month, **{**whole, "account": False, "monthly_pay": False})  # fmt: skip
    row = little.on(NOVEMBER)
    assert (row["project_missing_items"], row["project_unpaid_months"]) == (1, 1)
