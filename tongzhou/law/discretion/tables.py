"""裁量基准表 — tables of an office, by region and day, and the one that comes with the house as an illustration."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import msgspec

from tongzhou.law.bilingual import Text
from tongzhou.law.penalties.items import ITEMS, Provision
from tongzhou.law.penalties.kinds import Per, Side
from tongzhou.law.reviewed import DATA, Unfit

NAMES = {
    1: Text("轻微", "minor"),
    2: Text("一般", "ordinary"),
    3: Text("较重", "heavier"),
    4: Text("严重", "serious"),
    5: Text("特别严重", "very serious"),
}
BUILT_IN = DATA / "discretion"


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A half-open interval: more than `over`, up to and with `upto`; without `upto` there is no end."""

    over: Decimal = Decimal(0)
    upto: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Say whether a value lies in the interval."""
        return self.over < value and (self.upto is None or value <= self.upto)

    def __str__(self) -> str:
        if self.upto is None:
            return f"＞{self.over:f}"
        return f"（{self.over:f}，{self.upto:f}］"


class Band(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"low": "from", "high": "to"},
):
    """One grade: from which to which rate, the intervals that lead to it, and the circumstances.

    `requires` must be there for the grade, else the next one applies; any of `raised_by` leads to it at least.
    """

    grade: int
    low: Decimal
    high: Decimal
    name: str = ""
    workers: Span | None = None
    amount: Span | None = None
    months: Span | None = None
    times: Span | None = None
    requires: list[str] = []
    raised_by: list[str] = []

    @property
    def title(self) -> Text:
        """Return the name of the grade; by number where the table gives none."""
        known = NAMES.get(self.grade, Text(f"第{self.grade}档", f"grade {self.grade}"))
        return Text(self.name, known.en) if self.name else known

    def span(self, measure: str) -> Span | None:
        """Return the interval of a measure, or None."""
        found: Span | None = getattr(self, measure)
        return found


class Rule(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"since": "from", "until": "to"},
):
    """The bands of one penalty item, for the unit or the persons responsible, lowest grade first.

    `per` is needed where an item has two kinds of fine. `lowered_by` and `heightened_by` move one grade; where the
    table says that an item is never waived, 首违不罚 is not offered.
    """

    item: str
    bands: list[Band]
    side: Side = "unit"
    per: Per = ""
    since: date | None = None
    until: date | None = None
    lowered_by: list[str] = []
    heightened_by: list[str] = []
    never_waived: bool = False
    code: str = ""
    note: str = ""


class Table(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"since": "from", "until": "to"},
):
    """A table of one office: where and when it holds, the paper it stands in, who took it over, its rules.

    `illustrative` marks a table that is no law. `region` is a prefix code; the closest one is asked first.
    """

    name: str
    region: str
    since: date
    items: list[Rule]
    until: date | None = None
    instrument: str = ""
    doc_no: str = ""
    illustrative: bool = False
    approved_by: str = ""
    approved_on: date | None = None
    note: str = ""

    def covers(self, day: date, region: str) -> bool:
        """Say whether the table holds on the day in the region."""
        in_time = self.since <= day and (self.until is None or day <= self.until)
        return in_time and region.startswith(self.region)

    def rules_of(self, provision: Provision, day: date) -> Iterator[Rule]:
        """Yield the rules for a provision on a day."""
        for rule in self.items:
            if (rule.item, rule.side) != (provision.item, provision.side):
                continue
            if rule.per and rule.per != provision.per:
                continue
            if (rule.since or self.since) <= day <= (rule.until or self.until or date.max):
                yield rule

    @property
    def source(self) -> str:
        """Return the name with its paper, as a reason cites it."""
        paper = f"《{self.instrument}》" if self.instrument else ""
        number = f"（{self.doc_no}）" if self.doc_no else ""
        return f"{self.name}{paper}{number}" + (
            "（示例，不是法律依据）" if self.illustrative else ""
        )


@dataclass(frozen=True)
class Ranged:
    """A provision whose range a rule divides."""

    provision: Provision
    least: Decimal
    most: Decimal


def ranged(rule: Rule, table: Table) -> list[Ranged]:
    """Return the provisions a rule divides: those of its item and side that overlap its validity, fixed sums apart.

    Raises `KeyError` if there is no such item.
    """
    since = rule.since or table.since
    until = rule.until or table.until or date.max
    return [
        Ranged(each, each.least, each.most)
        for each in ITEMS[rule.item].provisions
        if each.is_money
        and each.side == rule.side
        and (not rule.per or rule.per == each.per)
        and each.since <= until
        and since <= (each.until or date.max)
        and each.least is not None
        and each.most is not None
        and each.least < each.most
    ]


def local_folder() -> Path:
    """Return where imported tables are kept: TONGZHOU_LAW_DISCRETION, else the user's data folder."""
    if named := os.environ.get("TONGZHOU_LAW_DISCRETION"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tongzhou" / "discretion"


def tables() -> tuple[Table, ...]:
    """Return every table: those of the office first, the illustration last.

    Raises `Unfit` if a table that was taken in can no longer be read.
    """
    found = [table for folder in (local_folder(), BUILT_IN) for table in _tables_in(folder)]
    return tuple(sorted(found, key=lambda one: one.illustrative))


def _tables_in(folder: Path) -> Iterator[Table]:
    if folder.is_dir():
        for file in sorted(folder.glob("*.yaml")):
            told = file.stat()
            yield _table(file, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=64)
def _table(file: Path, _changed: int, _size: int) -> Table:
    from tongzhou.law.discretion.reading import read_table  # the reader knows this room

    reading = read_table(file)
    if reading.table is None or reading.rejects:
        told = "；".join(str(each) for each in reading.rejects[:3])
        raise Unfit(f"裁量基准表 {file.name} 有误：{told}")
    return reading.table


def tables_on(day: date, region: str) -> tuple[Table, ...]:
    """Return the tables that hold on a day in a region: of the office before the illustration, the closest region first."""
    held = [table for table in tables() if table.covers(day, region)]
    return tuple(sorted(held, key=lambda one: (one.illustrative, -len(one.region))))
