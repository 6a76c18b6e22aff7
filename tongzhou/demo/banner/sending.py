"""What banks, agencies, suppliers and courts deliver of the banner: the last half year through the loading that all deliveries take, what is older as taken over.

One delivery of pay has rows to mend and a row told twice; the court has been silent for more than two months.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from tongzhou.columns import deliveries, loading
from tongzhou.columns.declare import Flag, Money, Month, OneOf, Table
from tongzhou.demo.scene import at
from tongzhou.demo.synthetic.feeds import events_of, inspections_of
from tongzhou.demo.synthetic.happenings import happenings
from tongzhou.demo.synthetic.lakes import Filling
from tongzhou.demo.synthetic.region import Block
from tongzhou.registry import identity, sealing
from tongzhou.registry.models import Person
from tongzhou.warehouse.feeds import OUTSIDE
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warehouse.loading.landing import IntoLake
from tongzhou.warehouse.loading.tables import table_of

from .firms import SEED, names_of

KEEPER, LEAGUE = "b-shuju", "1502"
SINCE, SILENT = (
    190,
    70,
)  # days before the demo day: the first delivery through the loading; since when the court is silent
SENDERS = {
    "payroll": "示例农村商业银行", "insurance": "包头市社会保险经办机构（演示）", "utilities": "示例供电公司、示例供水公司",
    "tax": "包头市税务部门（演示）", "court": "包头市法院（演示）", "projects": "工资支付监控预警平台（演示）",
    "contact_reports": "土默特右旗人社局", "field_signs": "土默特右旗各苏木乡镇",
    "incidents": "土默特右旗信访局（演示）", "credit": "包头市人社局（演示）",
}  # fmt: skip
OUT = {table.name for table in OUTSIDE}


class Sending(Filling):
    """The feeds of the banner, filled up to the demo day."""

    def __init__(self, lake: Lake, folder: Path, one: Block, *, months: int, on: date) -> None:
        super().__init__(lake, months=months, seed=SEED, start=one.start, payroll=True)
        self.folder, self.on, self.names = folder, on, names_of(one)
        self.keeper = Person.objects.get(username=KEEPER)
        self.loaded = 0
        self._numbers: dict[str, str] = {}
        self._spoilt = False

    def fill(self, one: Block, say: Callable[[str], None] = lambda _: None) -> None:
        """Let everything be delivered that is due by the demo day."""
        self.add([one])
        events, visits = events_of(one, self.months, SEED), inspections_of(one, self.months, SEED)
        self.note(happenings(events, visits, one, SEED, self.months))
        heard = self.on - timedelta(days=SILENT + 15)
        self.note([("court", heard, {"number": "（演示）内0221执示例1号", "uscc": one.code[3], "happened_on": heard - timedelta(days=9), "kind": "enforcement", "amount_fen": 4_200_000})])  # fmt: skip
        self.finish()
        say(f"{self.loaded}")

    def _land(self, feed: str, tables: list[pa.Table], *, period: str, first: int, on: date) -> None:  # noqa: ARG002  # fmt: skip
        silent = feed == "court" and on > self.on - timedelta(days=SILENT)
        if on > self.on or silent:
            return
        table = self._with_numbers(feed, pa.concat_tables(tables))
        # Without rows there is nothing to load: that a week was quiet is told to the lake itself.
        if feed in OUT and table.num_rows and on >= self.on - timedelta(days=SINCE):
            self._load(feed, table, period=period, on=on)
            return
        if "worker" in table.column_names:
            at_ = table.column_names.index("worker")
            hidden = pa.array(sealing.pseudonyms(table["worker"].to_pylist()), pa.string())
            table = table.set_column(at_, "worker", hidden)
        self.lake.land(feed, table, period=period, delivery=f"DEMO-{on:%Y%m%d}", received_on=on)

    def _with_numbers(self, feed: str, table: pa.Table) -> pa.Table:
        """Put identity numbers nobody bears in the place of the hashes, and the names of the register."""
        if feed == "employers":
            at_ = table.column_names.index("name")
            named = pa.array([self.names[code] for code in table["uscc"].to_pylist()])
            return table.set_column(at_, "name", named)
        if "worker" not in table.column_names:
            return table
        at_ = table.column_names.index("worker")
        numbers = pa.array([self._number(one) for one in table["worker"].to_pylist()], pa.string())
        return table.set_column(at_, "worker", numbers)

    def _number(self, hashed: str) -> str:
        if hashed not in self._numbers:
            n = int(hashed[:12], 16)
            born = date(1966, 1, 1) + timedelta(days=n % 14_000)
            seventeen = f"150221{born:%Y%m%d}{n // 14_000 % 1000:03d}"
            self._numbers[hashed] = seventeen + identity.check_character(seventeen)
        return self._numbers[hashed]

    def _load(self, feed: str, table: pa.Table, *, period: str, on: date) -> None:
        declared = table_of(feed, period)
        rows = written(declared, table)
        if feed == "payroll" and not self._spoilt and on > self.on - timedelta(days=45):
            self._spoilt = True
            spoil(declared, rows)
        path = self.folder / f"{feed}-{period}-{on:%m%d}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        sender = deliveries.Sender(SENDERS[feed], LEAGUE, self.keeper.pk)
        delivery, _new = deliveries.begin(
            declared, path, by=sender, on=on, at=at(on), period=period
        )
        loading.load(declared, path, delivery, IntoLake(declared, delivery))
        self.loaded += 1


def written(declared: Table, table: pa.Table) -> list[list[str]]:
    """Return the rows as a supplier writes them, under the labels of the declaration."""
    columns = []
    for column in declared.columns:
        cells = table[column.code].to_pylist() if column.code in table.column_names else [None] * table.num_rows  # fmt: skip
        columns.append([_cell(column.type, cell) for cell in cells])
    return [[c.label for c in declared.columns], *map(list, zip(*columns, strict=True))]


def _cell(kind: Any, cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(kind, Money):
        return f"{cell // 100}.{cell % 100:02d}"
    if isinstance(kind, Month):
        return f"{cell:%Y-%m}"
    if isinstance(kind, Flag):
        return "是" if cell else "否"
    if isinstance(kind, OneOf):
        return next(word for word, code in kind.values if code == cell)
    return str(cell)


def spoil(declared: Table, rows: list[list[str]]) -> None:
    """Let a supplier make its usual mistakes: a digit, an amount above what was due, a day that is missing, a row told twice."""
    place = {c.code: n for n, c in enumerate(declared.columns)}
    paid = [n for n, row in enumerate(rows) if n and row[place["paid_on"]]]
    number = rows[paid[2]][place["worker"]]
    rows[paid[2]][place["worker"]] = number[:-1] + ("1" if number[-1] != "1" else "2")
    due = rows[paid[7]][place["due_fen"]]
    rows[paid[7]][place["paid_fen"]] = f"{float(due) + 500:.2f}"
    rows[paid[11]][place["paid_on"]] = ""
    rows.append(list(rows[paid[0]]))
