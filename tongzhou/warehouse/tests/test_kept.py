"""What is kept is the same however it arrived: all at once, or one delivery after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.conf import settings

from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import Engine, connect
from tongzhou.warehouse.lake.store import Lake, WrongDelivery

MAY, JUNE, JULY = date(2024, 5, 20), date(2024, 6, 20), date(2024, 7, 20)
SCHEMA = pa.schema(
    [
        ("uscc", pa.string()),
        ("worker", pa.string()),
        ("month", pa.date32()),
        ("due_on", pa.date32()),
        ("due_fen", pa.int64()),
        ("paid_fen", pa.int64()),
        ("paid_on", pa.date32()),
    ]
)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(str(tmp_path), durable=False)


@pytest.fixture
def engine(lake: Lake) -> Iterator[Engine]:
    opened = connect(lake, settings.ENGINE)
    yield opened
    opened.close()


def pay(uscc: str, worker: str, paid: int, *, due_day: int = 10) -> dict[str, Any]:
    """Pay of April, due in May."""
    return {"uscc": uscc, "worker": worker, "month": date(2024, 4, 1), "due_on": date(2024, 5, due_day), "due_fen": 100, "paid_fen": paid, "paid_on": None}  # fmt: skip


def land(lake: Lake, on: date, delivery: str, *rows: dict[str, Any]) -> None:
    table = pa.Table.from_pylist(list(rows), SCHEMA)
    lake.land("payroll", table, period="2024-04", delivery=delivery, received_on=on)


DELIVERIES = (
    (MAY, "A", [pay("E1", "saren", 0), pay("E1", "bater", 100), pay("E1", "wuyun", 40, due_day=5), pay("E2", "nara", 100)]),
    (JUNE, "B", [pay("E1", "saren", 100), pay("E2", "nara", 20, due_day=15), pay("E3", "temur", 0)]),
    (JUNE, "C", [pay("E3", "temur", 100), pay("E2", "dulan", 100)]),
    (JULY, "D", [pay("E1", "wuyun", 100), pay("E2", "nara", 100), pay("E1", "bater", 90)]),
)  # fmt: skip


def owed_on(engine: Engine, day: date) -> set[tuple[str, str, date]]:
    (path,) = kept.files(engine.lake, "payroll")
    rows = engine.arrow(engine.read([path])).to_pylist()
    told = [r for r in rows if r["received_on"] <= day < r["superseded_on"]]
    assert {r["month"] for r in rows} == {2024 * 12 + 3}
    return {(r["uscc"], r["worker"], r["due_on"]) for r in told if r["owed"]}


def told_of(engine: Engine) -> dict[str, date]:
    (path,) = kept.files(engine.lake, "payroll")
    rows = engine.arrow(engine.read([path])).to_pylist()
    return {r["uscc"]: r["received_on"] for r in rows if not r["owed"]}


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one after another"])
def test_whoever_was_owed_on_a_day_is_found_however_the_deliveries_arrived(
    lake: Lake, engine: Engine, at_once: bool
) -> None:
    for on, delivery, rows in DELIVERIES:
        land(lake, on, delivery, *rows)
        if not at_once:
            assert len(kept.refresh(lake, engine)) == 1
    assert bool(kept.refresh(lake, engine)) is at_once
    saren, wuyun = ("E1", "saren", date(2024, 5, 10)), ("E1", "wuyun", date(2024, 5, 5))
    assert owed_on(engine, MAY) == {saren, wuyun}
    # 萨仁 was paid; 那拉 turned out not to have been paid in full; what a later delivery of a day says stands.
    assert owed_on(engine, JUNE) == {wuyun, ("E2", "nara", date(2024, 5, 15))}
    assert owed_on(engine, JULY) == {("E1", "bater", date(2024, 5, 10))}
    assert told_of(engine) == {"E1": MAY, "E2": MAY, "E3": JUNE}


def test_a_month_told_again_is_continued_from_what_is_kept_and_not_read_again(
    lake: Lake, engine: Engine
) -> None:
    (first, *later) = DELIVERIES
    land(lake, first[0], first[1], *first[2])
    kept.refresh(lake, engine)
    (part,) = lake.parts("payroll")
    size = Path(part.path).stat().st_size
    Path(part.path).write_bytes(b"\0" * size)  # whoever reads it now, fails
    for on, delivery, rows in later:
        land(lake, on, delivery, *rows)
    kept.refresh(lake, engine)
    assert owed_on(engine, JULY) == {("E1", "bater", date(2024, 5, 10))}


def test_a_delivery_that_arrives_after_a_newer_one_takes_its_place_before_it(
    lake: Lake, engine: Engine
) -> None:
    a, b, c, d = DELIVERIES
    for on, delivery, rows in (a, d, b, c):
        land(lake, on, delivery, *rows)
        kept.refresh(lake, engine)
    assert owed_on(engine, JUNE) == {("E1", "wuyun", date(2024, 5, 5)), ("E2", "nara", date(2024, 5, 15))}  # fmt: skip
    assert owed_on(engine, JULY) == {("E1", "bater", date(2024, 5, 10))}


def test_the_later_of_two_deliveries_of_the_first_day_stands(lake: Lake, engine: Engine) -> None:
    land(lake, MAY, "A", pay("E1", "saren", 0), pay("E2", "nara", 0))
    land(lake, MAY, "B", pay("E1", "saren", 100))
    kept.refresh(lake, engine)
    assert owed_on(engine, MAY) == {("E2", "nara", date(2024, 5, 10))}


def test_a_complaint_that_turns_out_to_be_about_another_employer_leaves_the_first(
    lake: Lake, engine: Engine
) -> None:
    for on, delivery, uscc in ((MAY, "A", "E1"), (JUNE, "B", "E2")):
        table = pa.table({"number": ["T1"], "uscc": [uscc], "happened_on": [MAY]})
        lake.land("complaints", table, period="2024-05", delivery=delivery, received_on=on)
        kept.refresh(lake, engine)
    rows = engine.arrow(engine.read(kept.files(lake, "complaints"))).to_pylist()
    spans = {r["uscc"]: (r["received_on"], r["superseded_on"]) for r in rows}
    assert spans == {"E1": (MAY, JUNE), "E2": (JUNE, kept.FAR)}


def insured(uscc: str, heads: int, month: int = 4) -> dict[str, Any]:
    return {"uscc": uscc, "month": date(2024, month, 1), "heads": heads}


def test_of_two_agencies_that_tell_of_one_employer_on_one_day_the_later_stands(
    lake: Lake, engine: Engine
) -> None:
    for period, delivery, rows in (
        ("2024-04", "A", [insured("E1", 10), insured("E2", 20)]),
        ("2024-04", "B", [insured("E1", 11), insured("E3", 30)]),
        ("2024-05", "A", [insured("E1", 12, 5)]),
    ):
        table = pa.Table.from_pylist(rows)
        lake.land("insurance", table, period=period, delivery=delivery, received_on=JUNE)
    assert [one.period for one in kept.refresh(lake, engine)] == ["2024-04", "2024-05"]
    standing = [
        {row["uscc"]: row["heads"] for row in rows if row["superseded_on"] > JUNE}
        for path in kept.files(lake, "insurance")
        for rows in [engine.arrow(engine.read([path])).to_pylist()]
    ]
    assert standing == [{"E1": 11, "E2": 20, "E3": 30}, {"E1": 12}]


def test_a_row_about_a_month_it_was_not_delivered_for_is_told_and_not_lost(
    lake: Lake, engine: Engine
) -> None:
    for period, month in (("2024-04", 4), ("2024-05", 6)):
        table = pa.Table.from_pylist([insured("E1", 10, month)])
        lake.land("insurance", table, period=period, delivery="A", received_on=JUNE)
    with pytest.raises(WrongDelivery, match="所属期"):
        kept.refresh(lake, engine)
