"""A delivery is in the lake whole or not at all, and what was known on a day stays what it was."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import _registry as known

from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake, WrongDelivery

ON = date(2026, 11, 20)


def pay(*rows: tuple[str, str, int]) -> pa.Table:
    return pa.table(
        {
            "uscc": [r[0] for r in rows],
            "worker": [r[1] for r in rows],
            "paid_fen": pa.array([r[2] for r in rows], pa.int64()),
        }
    )


@pytest.mark.parametrize("place", ["disk", "memory"])
def test_no_thread_of_arrow_is_left_with_a_file_of_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """One that lets go of a piece of it while the interpreter ends aborts a command after all its work was done."""
    root = str(tmp_path) if place == "disk" else f"memory://{tmp_path.name}/lake"
    lake = Lake(root)
    told = pay(("A", "w", 1), ("B", "w", 2), ("C", "w", 3))
    lake.land("payroll", told, period="2026-10", delivery="B1", received_on=ON)
    (part,) = lake.parts("payroll")
    given: list[tuple[bool, Any, Any]] = []
    whole = pq.ParquetFile

    class Watched(whole):  # type: ignore[misc]
        def __init__(self, file: Any, **more: Any) -> None:
            self.mine = isinstance(file, str)
            given.append((self.mine, "opened", more["pre_buffer"]))
            super().__init__(file, **more)

        def read(self, columns: Any, *, use_threads: bool) -> pa.Table:
            given.append((self.mine, "read", use_threads))
            return super().read(columns, use_threads=use_threads)

        def iter_batches(self, rows: int, *, use_threads: bool) -> Any:
            given.append((self.mine, "batches", use_threads))
            return super().iter_batches(rows, use_threads=use_threads)

    monkeypatch.setattr(pq, "ParquetFile", Watched)
    assert lake.table(part.path, ["uscc", "paid_fen"])["paid_fen"].to_pylist() == [1, 2, 3]
    assert [b.num_rows for b in lake.batches(part.path, 2)] == [2, 1]
    mine = place == "disk"
    assert given == [(mine, "opened", mine), (mine, "read", mine), (mine, "opened", mine), (mine, "batches", mine)]  # fmt: skip


def test_a_bank_that_sends_its_delivery_twice_changes_nothing(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path))
    assert lake.land("payroll", pay(("A", "w", 1)), period="2026-10", delivery="B1", received_on=ON)
    again = {"period": "2026-10", "delivery": "B1", "received_on": date(2026, 11, 25)}
    assert not lake.land("payroll", pay(("A", "w", 1)), **again)
    (part,) = lake.parts("payroll")
    assert (part.delivery, part.received_on, lake.rows_of(part)) == ("B1", ON, 1)


def test_a_delivery_that_breaks_off_leaves_nothing_and_can_be_sent_again(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path))

    def break_off() -> None:
        with lake.landing("payroll", period="2026-10", delivery="B1", received_on=ON) as landing:
            landing.write(pay(("A", "w", 1)))
            raise RuntimeError("断电")

    with pytest.raises(RuntimeError, match="断电"):
        break_off()
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    with lake.landing("payroll", period="2026-10", delivery="B1", received_on=ON) as landing:
        landing.write(pay(("A", "w", 1)))
        landing.write(pay(("A", "x", 2)))
    assert lake.rows_of(*lake.parts("payroll")) == 2


def test_what_a_killed_process_left_behind_is_no_delivery(tmp_path: Path) -> None:
    lake = Lake(str(tmp_path))
    folder = tmp_path / "payroll" / "period=2026-10"
    folder.mkdir(parents=True)
    (folder / "20261120.B1.parquet.0f0f0f.landing").write_bytes(b"PAR1 half")
    assert lake.parts("payroll") == []
    assert lake.land("payroll", pay(("A", "w", 1)), period="2026-10", delivery="B1", received_on=ON)
    assert lake.sweep(before=datetime.now(UTC) - timedelta(days=1)) == 0  # it may still be written
    assert lake.sweep(before=datetime.now(UTC) + timedelta(days=1)) == 1
    assert [path.name for path in folder.iterdir()] == ["20261120.B1.parquet"]


@pytest.mark.parametrize(
    ("feed", "period", "delivery", "says"),
    [
        ("../x", "2026-10", "B1", "不是数据源名称"),
        ("payroll", "2026-13", "B1", "应写作2026-10"),
        ("payroll", "2026-10", "../../B1", "不能作批次号"),
    ],
)
def test_a_name_that_would_lead_elsewhere_is_refused(
    tmp_path: Path, feed: str, period: str, delivery: str, says: str
) -> None:
    with pytest.raises(WrongDelivery, match=says):
        Lake(str(tmp_path)).land(
            feed, pay(("A", "w", 1)), period=period, delivery=delivery, received_on=ON
        )


def test_nobody_else_states_when_a_row_was_received(tmp_path: Path) -> None:
    told = pay(("A", "w", 1)).append_column("received_on", pa.array([date(2020, 1, 1)]))
    with pytest.raises(WrongDelivery, match="由系统填写"):
        Lake(str(tmp_path)).land("payroll", told, period="2026-10", delivery="B1", received_on=ON)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_lake_in_a_store_of_objects_is_read_like_one_on_a_disk() -> None:
    fsspec.filesystem("memory").store.clear()
    lake = Lake("memory://bucket/lake")
    for delivery, amount in (("B1", 1), ("B2", 41)):
        lake.land("payroll", pay(("A", delivery, amount)), period="2026-10", delivery=delivery, received_on=ON)  # fmt: skip
    assert not [name for name in lake.files.find("/") if name.endswith(".landing")]
    engine = connect(lake)
    rows = engine.read(p.path for p in lake.parts("payroll"))
    assert engine.arrow(rows.agg(all=rows.paid_fen.sum().cast("int64")))["all"][0].as_py() == 42
    engine.close()


class Remembering(MemoryFileSystem):  # type: ignore[misc]
    """A store of objects as a driver of S3 shows it: what was listed once is remembered, unless it is told not to."""

    protocol = "s3"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    cachable = False

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.removeprefix("s3:/")))

    def find(self, path: str, *given: Any, **options: Any) -> Any:
        """List what lies below a folder, as it was when it was asked first."""
        path = self._strip_protocol(path)
        if path not in self.dircache:
            self.dircache[path] = super().find(path, *given, **options)
        return (
            self.dircache[path] if path in self.dircache else super().find(path, *given, **options)
        )


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(known, "s3", Remembering)
    monkeypatch.setattr(Remembering, "store", {})


@pytest.mark.usefixtures("s3")
def test_what_another_process_lands_in_a_store_of_objects_is_seen_at_once() -> None:
    worker, command = Lake("s3://bucket/lake"), Lake("s3://bucket/lake")
    for delivery in ("B1", "B2"):
        command.land("payroll", pay(("A", delivery, 1)), period="2026-10", delivery=delivery, received_on=ON)  # fmt: skip
        assert worker.parts("payroll")[-1].delivery == delivery
        assert worker.holds("payroll", "2026-10", delivery)


@pytest.mark.usefixtures("s3")
def test_duckdb_reads_a_store_of_objects_without_asking_its_makers_for_an_extension() -> None:
    lake = Lake("s3://bucket/lake")
    lake.land("payroll", pay(("A", "w", 42)), period="2026-10", delivery="B1", received_on=ON)
    engine = connect(lake)
    rows = engine.read(p.path for p in lake.parts("payroll"))
    assert engine.arrow(rows.agg(all=rows.paid_fen.sum().cast("int64")))["all"][0].as_py() == 42
    engine.close()


def test_the_driver_of_s3_that_the_cluster_is_given_is_of_the_age_of_fsspec() -> None:
    lock = (Path(__file__).parents[3] / "requirements" / "cluster.txt").read_text("utf-8")
    versions = dict(re.findall(r"^(s3fs|fsspec)==(\S+)", lock, re.MULTILINE))
    assert versions["s3fs"] == versions["fsspec"]
