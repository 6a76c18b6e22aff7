"""What is kept is the same however it arrived: all at once, or one delivery after another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
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
    rows = engine.arrow(kept.read(engine, "payroll")).to_pylist()
    told = [r for r in rows if r["received_on"] <= day < r["superseded_on"]]
    assert {r["month"] for r in rows} == {2024 * 12 + 3}
    return {(r["uscc"], r["worker"], r["due_on"]) for r in told if r["owed"]}


def told_of(engine: Engine) -> dict[str, date]:
    rows = engine.arrow(kept.read(engine, "payroll")).to_pylist()
    told = sorted((r["received_on"], r["uscc"]) for r in rows if not r["owed"])
    return {uscc: on for on, uscc in reversed(told)}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is told later is few, though little was told before."""
    monkeypatch.setattr(kept, "FEW", 1e9)
    monkeypatch.setattr(kept, "FEW_OF_PAY", 1e9)


HOW = ("at once", "one after another", "beside")


@pytest.mark.parametrize("how", HOW)
def test_whoever_was_owed_on_a_day_is_found_however_the_deliveries_arrived(
    lake: Lake, engine: Engine, how: str, request: pytest.FixtureRequest
) -> None:
    at_once = how == "at once"
    if how == "beside":
        request.getfixturevalue("few")
    for on, delivery, rows in DELIVERIES:
        land(lake, on, delivery, *rows)
        if not at_once:
            assert len(kept.refresh(lake, engine)) == 1
    assert bool(kept.refresh(lake, engine)) is at_once
    assert len(kept.beside(lake, "payroll")) == (1 if how == "beside" else 0)
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


class Drawn:
    """Deliveries of pay and of insurance, drawn at random: of three months, some told again, some by two agencies on one day."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.days = [date(2024, 5, 3) + timedelta(days=12 * n) for n in range(9)]

    def deliver(self, lake: Lake, place: int) -> None:
        """Let arrive what is delivered on a day: the month of the first three, then of any month little or much."""
        for agency in range(self.draw.choice([1, 1, 2])):
            month = place + 4 if place < 3 else self.draw.choice([4, 5, 6])
            sent = {"period": f"2024-{month:02d}", "delivery": f"D{place}-{agency}", "received_on": self.days[place]}  # fmt: skip
            many = 60 if place < 3 else self.draw.choice([0, 1, 4])
            pays = {(self._one("E"), self._one("W")): self.draw.choice([0, 50, 100]) for _ in range(many)}  # fmt: skip
            rows = [{**pay(uscc, worker, paid), "month": date(2024, month, 1)} for (uscc, worker), paid in pays.items()]  # fmt: skip
            lake.land("payroll", pa.Table.from_pylist(rows, SCHEMA), **sent)
            heads = {self._one("E"): self.draw.randrange(99) for _ in range(many)}
            insured_ = [insured(uscc, number, month) for uscc, number in heads.items()]
            lake.land("insurance", pa.Table.from_pylist(insured_, INSURED), **sent)

    def _one(self, letter: str) -> str:
        return f"{letter}{self.draw.randrange(12)}"


INSURED = pa.schema([("uscc", pa.string()), ("month", pa.date32()), ("heads", pa.int64())])


Known = dict[str, list[tuple[str, ...]]]


def known(engine: Engine, days: Iterable[date]) -> dict[date, Known]:
    """What was known on each day: of insurance every row, of pay who was owed and who was told of."""
    rows = {n: engine.arrow(kept.read(engine, n)).to_pylist() for n in ("insurance", "payroll")}
    told: dict[date, Known] = {}
    for day in days:
        then = {n: [r for r in all_ if r["received_on"] <= day < r["superseded_on"]] for n, all_ in rows.items()}  # fmt: skip
        pays, of = then["payroll"], ("uscc", "worker", "month", "due_on", "received_on")
        told[day] = {
            "insurance": sorted(tuple(str(r[n]) for n in sorted(r) if n != "superseded_on") for r in then["insurance"]),
            "owed": sorted(tuple(str(r[n]) for n in of) for r in pays if r["owed"]),
            "told": sorted({(r["uscc"], str(r["month"])) for r in pays if not r["owed"]}),
        }  # fmt: skip
    return told


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("seed", range(3))
def test_what_was_known_on_each_day_is_the_same_beside_and_anew(
    lake: Lake, engine: Engine, tmp_path: Path, seed: int
) -> None:
    drawn, laid = Drawn(seed), 0
    past: dict[date, Known] = {}
    for place, day in enumerate(drawn.days):
        drawn.deliver(lake, place)
        kept.refresh(lake, engine)
        if place < 2:
            continue
        laid += len(kept.beside(lake, "payroll")) + len(kept.beside(lake, "insurance"))
        now = known(engine, [*past, day])
        assert {of: now[of] for of in past} == past  # what was known on a past day is not changed
        past = now
    assert laid > 4
    shutil.rmtree(tmp_path / "_kept")
    kept.refresh(lake, engine)
    assert kept.beside(lake, "payroll") == kept.beside(lake, "insurance") == []
    assert known(engine, past) == past


def insure(lake: Lake, on: date, delivery: str, heads: dict[str, int]) -> None:
    rows = [insured(uscc, number) for uscc, number in heads.items()]
    table = pa.Table.from_pylist(rows, INSURED)
    lake.land("insurance", table, period="2024-04", delivery=delivery, received_on=on)


def heads_of(engine: Engine, day: date) -> dict[str, int]:
    rows = engine.arrow(kept.read(engine, "insurance")).to_pylist()
    mine = [r for r in rows if r["received_on"] <= day < r["superseded_on"]]
    told = {r["uscc"]: r["heads"] for r in mine}
    assert len(told) == len(mine)
    return told


def test_few_rows_told_later_lie_beside_and_many_make_the_month_anew(
    lake: Lake, engine: Engine
) -> None:
    draw = random.Random(3)
    standing = {f"E{n:05d}": draw.randrange(10**9) for n in range(40_000)}
    insure(lake, MAY, "A", standing)
    kept.refresh(lake, engine)
    (base,) = kept.files(lake, "insurance")
    written = Path(base).stat()
    for n in range(kept.FEW_DELIVERIES):
        insure(lake, JUNE + timedelta(days=n), f"B{n}", {f"E{n:05d}": 1, "E99999": n})
        (made,) = kept.refresh(lake, engine)
        assert kept.beside(lake, "insurance") == [made.path]
        assert kept.files(lake, "insurance") == [base]
        standing |= {f"E{n:05d}": 1, "E99999": n}
    assert heads_of(engine, JULY) == standing
    assert (Path(base).stat().st_ino, Path(base).stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)  # fmt: skip
    before = heads_of(engine, JUNE)
    insure(lake, JULY, "C", {"E00077": 7})  # one more
    kept.refresh(lake, engine)
    assert kept.beside(lake, "insurance") == []
    (base,) = kept.files(lake, "insurance")
    assert heads_of(engine, JULY) == standing | {"E00077": 7}
    assert heads_of(engine, JUNE) == before
    many = {f"E{n:05d}": n for n in range(20_000)}  # more than few at once
    insure(lake, JULY, "D", many)
    kept.refresh(lake, engine)
    assert kept.beside(lake, "insurance") == []
    assert heads_of(engine, JULY) == standing | {"E00077": 7} | many
    assert kept.files(lake, "insurance") != [base]


@pytest.mark.parametrize("few_", [True, False], ids=["beside", "made anew"])
def test_a_crash_between_two_files_leaves_what_the_next_refreshing_sets_right(
    lake: Lake, engine: Engine, monkeypatch: pytest.MonkeyPatch, few_: bool
) -> None:
    monkeypatch.setattr(kept, "FEW", 1e9)
    insure(lake, MAY, "A", {"E1": 10, "E2": 20})
    kept.refresh(lake, engine)
    insure(lake, JUNE, "B", {"E1": 11})
    kept.refresh(lake, engine)
    assert len(kept.beside(lake, "insurance")) == 1
    insure(lake, JULY, "C", {"E1": 12, "E3": 30})
    monkeypatch.setattr(kept, "FEW", 1e9 if few_ else 0)

    def crash(path: str) -> None:
        raise OSError(path)

    with monkeypatch.context() as broken:
        broken.setattr(lake.files, "rm_file", crash)
        with pytest.raises(OSError, match="insurance"):
            kept.refresh(lake, engine)
    assert len(list(Path(lake.path).glob("_kept/insurance/*"))) == 3  # one too many
    if few_:  # it is the newest that counts
        assert heads_of(engine, JULY) == {"E1": 12, "E2": 20, "E3": 30}
    kept.refresh(lake, engine)
    assert len(list(Path(lake.path).glob("_kept/insurance/*"))) == (2 if few_ else 1)
    assert heads_of(engine, MAY) == {"E1": 10, "E2": 20}
    assert heads_of(engine, JUNE) == {"E1": 11, "E2": 20}
    assert heads_of(engine, JULY) == {"E1": 12, "E2": 20, "E3": 30}
