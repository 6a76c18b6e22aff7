"""数额表 — how the reviewed tables of amounts are read, and what makes them unfit.

Each series is without gap or overlap; what nobody has found is written down as `missing` with the
reason, so that it is asked for instead of guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from tongzhou.law.articles import Article
from tongzhou.law.calendar import DAY
from tongzhou.law.reviewed import DATA, Unfit, read


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a value is laid down."""

    instrument: str
    doc_no: str = ""
    article: int | None = None

    def __str__(self) -> str:
        named = f"《{self.instrument}》" + (f"（{self.doc_no}）" if self.doc_no else "")
        if self.article is None:
            return named
        return named + Article(self.instrument, self.article).heading


class Value(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}
):
    """One version of an amount: one `amount`, or `amounts` by key, or `missing` and why."""

    since: date
    until: date | None
    source: Source
    verified: bool
    verified_on: date | None = None
    note: str = ""
    amount: Decimal | None = None
    amounts: dict[str, Decimal] = {}
    missing: str = ""
    states: list[str] = []


class Series(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amount through time. `by` says what it depends on: nothing, region, class, or a key.

    `between` is the range within which the law lets a region fix the figure.
    """

    name: str
    label: str
    unit: str
    values: list[Value]
    by: str = ""
    classes: str = ""
    note: str = ""
    between: tuple[Decimal, Decimal] | None = None


class ClassMap(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}
):
    """Which banners and counties belong to which class, in one version; by class, code and name.

    `unread` are the classes whose members nobody read in the source.
    """

    since: date
    until: date | None
    source: Source
    verified: bool
    classes: dict[str, dict[str, str]]
    verified_on: date | None = None
    note: str = ""
    unread: list[str] = []


class Classing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A division of the region into classes, through time."""

    name: str
    label: str
    versions: list[ClassMap]


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    amounts: list[Series] = []
    classes: list[Classing] = []


@dataclass(frozen=True)
class Tables:
    """Everything read from the folder, by name."""

    series: dict[str, Series]
    classings: dict[str, Classing]


def load(folder: Path = DATA / "amounts") -> Tables:
    """Read every table of the folder.

    Raises `Unfit` for a value without source, a gap or an overlap in a series, an entry marked
    verified without the day, an area in two classes, or anything badly written.
    """
    tables = [read(file, _Table) for file in sorted(folder.glob("*.yaml"))]
    series = [one for table in tables for one in table.amounts]
    classings = [one for table in tables for one in table.classes]
    _check_names([*(one.name for one in series), *(one.name for one in classings)])
    for one in series:
        _check_series(one)
    for classing in classings:
        _check_classing(classing)
    for one in series:
        if one.by == "class":
            _check_classes(one, {classing.name: classing for classing in classings})
    return Tables({one.name: one for one in series}, {one.name: one for one in classings})


def _check_names(names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unfit(f"数额表中名称重复：{'、'.join(twice)}")


def _check_series(one: Series) -> None:
    said = f"“{one.label}”（{one.name}）"
    if not one.values:
        raise Unfit(f"{said}没有一个数值")
    for value in one.values:
        _check_entry(said, value)
        given = [value.amount is not None, bool(value.amounts), bool(value.missing)]
        if sum(given) != 1:
            raise Unfit(f"{said}自 {value.since} 的一项须恰有 amount、amounts、missing 之一")
        if bool(value.amount is not None) == bool(one.by) and not value.missing:
            raise Unfit(f"{said}自 {value.since} 的一项与取值方式（by: {one.by or '无'}）不符")
    _check_succession(said, [(value.since, value.until) for value in one.values])


def _check_classes(one: Series, classings: dict[str, Classing]) -> None:
    said = f"“{one.label}”（{one.name}）"
    if one.classes not in classings:
        raise Unfit(f"{said}按类区取值，却没有类区表“{one.classes}”")
    versions = classings[one.classes].versions
    begins = min(value.since for value in one.values) < min(each.since for each in versions)
    ends = max(value.until or date.max for value in one.values) > max(
        each.until or date.max for each in versions
    )
    if begins or ends:
        raise Unfit(f"{said}有数值的日期，类区表“{one.classes}”没有版本")


def _check_classing(one: Classing) -> None:
    said = f"“{one.label}”（{one.name}）"
    for version in one.versions:
        _check_entry(said, version)
        codes = [code for areas in version.classes.values() for code in areas]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise Unfit(f"{said}自 {version.since} 起，地区 {'、'.join(twice)} 同属两类")
    _check_succession(said, [(version.since, version.until) for version in one.versions])


def _check_entry(said: str, entry: Value | ClassMap) -> None:
    if not entry.source.instrument.strip():
        raise Unfit(f"{said}自 {entry.since} 的一项没有出处（source）")
    if entry.until is not None and entry.until < entry.since:
        raise Unfit(f"{said}自 {entry.since} 的一项止日早于起日")
    if entry.verified and entry.verified_on is None:
        raise Unfit(f"{said}自 {entry.since} 的一项标为已核对，却没有核对日期（verified_on）")


def _check_succession(said: str, spells: list[tuple[date, date | None]]) -> None:
    for (since, until), (after, _) in pairwise(sorted(spells, key=lambda spell: spell[0])):
        if until is None or until >= after:
            raise Unfit(f"{said}自 {since} 与自 {after} 的两项有效期重叠")
        if until + DAY != after:
            raise Unfit(
                f"{said}在 {until + DAY} 至 {after - DAY} 之间没有数值；未查到的须写明 missing"
            )


@cache
def tables() -> Tables:
    """Return the reviewed tables of the house."""
    return load()
