"""What was known on a day: the kept tables, cut at `as_of`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import Engine
from tongzhou.warehouse.lake.store import Lake

from .catalogue import FEEDS as ASKED
from .catalogue import SILENT_AFTER_DAYS

Table = Any
Question = Callable[["Known"], Table]
YEAR = 12  # months
REGISTERS = frozenset({"employers", "filings"})  # told anew only where something changes
FEEDS = ("employers", *ASKED)
# What is asked of a feed that tells by the month: under which name, of which feed, and how many months before that of the day.
# Meters are asked twice: what was read now and a year before, and what was paid within the year.
MONTHS = {
    "payroll": ("payroll", range(YEAR)),
    "insurance": ("insurance", range(YEAR)),
    "utilities": ("utilities", range(YEAR)),
    "readings": ("utilities", (*range(3), *range(YEAR, YEAR + 3))),
    "tax": ("tax", range(YEAR)),
    "projects": ("projects", range(YEAR)),
    "contact_reports": ("contact_reports", range(3)),
}


def month_number(day: date) -> int:
    """Return the month of a day as one number."""
    return day.year * 12 + day.month - 1


def period_of(month: int) -> str:
    """Return the period of a month number, 2026-10."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_end(month: int) -> date:
    """Return the last day of a month."""
    after = month + 1
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """The lake as it was known on a day. A feed that has told nothing by then, or fell silent, is absent.

    Of each row it is said how long before the day it lies: `age`, in months, and `ago`, in days, of what happened. The day itself is a
    table of one row, so that one expression, written once, is asked of one day after another.
    """

    asked: Table  # asked_day, asked_month
    tables: dict[str, Table]

    def get(self, name: str) -> Table | None:
        """Return the rows of a feed that were the last known of their key."""
        return self.tables.get(name)


def asked_on(as_of: date) -> dict[str, list[Any]]:
    """Return the table of one row that names the day."""
    return {"asked_day": [as_of], "asked_month": [month_number(as_of)]}


class Reader:
    """Reads what was known on one day after another. The engine keeps a view for each feed, exchanged from day to day."""

    def __init__(self, lake: Lake, engine: Engine) -> None:
        self.lake, self.engine = lake, engine
        self._files: dict[str, dict[str, str]] = {}
        for feed in FEEDS:
            for path in kept.files(lake, feed):
                period = path.rsplit("/", 1)[1].split(".")[0]
                self._files.setdefault(feed, {})[period] = path
        self._parts = [p for feed in FEEDS for p in lake.parts(feed)]
        self._arrived: dict[str, list[date]] = {}
        for part in sorted(self._parts, key=lambda p: p.received_on):
            self._arrived.setdefault(part.feed, []).append(part.received_on)
        self._plans: dict[tuple[str, ...], tuple[str, pa.Schema]] = {}

    def first_month(self) -> int | None:
        """Return the month in which the register of employers was first known, or None."""
        told = self._arrived.get("employers")
        return month_number(told[0]) if told else None

    def known(self, as_of: date) -> Known:
        """Return the lake as it was known on a day; whatever was returned before is from then on about this day."""
        return self._named(self._point(as_of))

    def _named(self, names: tuple[str, ...]) -> Known:
        asked = self.engine.named("asked_on")
        return Known(asked, {n: _aged(self.engine.named(f"kept_{n}"), asked) for n in names})

    def _point(self, as_of: date) -> tuple[str, ...]:
        """Let the names be about a day, and return those of the feeds that speak on it."""
        self.engine.point("asked_on", pa.table(asked_on(as_of)))
        now, told = month_number(as_of), {}
        for name, (feed, ages) in MONTHS.items():
            files = self._files.get(feed, {})
            told[name] = [files[p] for age in ages if (p := period_of(now - age)) in files]
        for feed in FEEDS:
            if feed in kept.EVENTS and self._speaks(feed, as_of):
                told[feed] = list(self._files[feed].values())
        for name, paths in told.items():
            if paths:
                self.engine.point(f"kept_{name}", paths)
        return tuple(name for name, paths in told.items() if paths)

    def _speaks(self, feed: str, as_of: date) -> bool:
        arrived = [day for day in self._arrived.get(feed, ()) if day <= as_of]
        if feed in REGISTERS:
            return bool(arrived)
        return bool(arrived) and (as_of - arrived[-1]).days <= SILENT_AFTER_DAYS

    def values(self, as_of: date, question: Question) -> tuple[str, pa.Schema]:
        """Return the question about a day in the engine's language, written once for each set of feeds that speak."""
        key = self._point(as_of)
        if key not in self._plans:
            asked = question(self._named(key))
            self._plans[key] = (self.engine.sql(asked), asked.schema().to_pyarrow())
        return self._plans[key]

    def mark(self, as_of: date) -> str:
        """Return a mark of all deliveries received by a day: what was known on it is the same where the mark is."""
        told = "|".join(
            f"{p.feed}/{p.period}/{p.received_on}/{p.delivery}"
            for p in self._parts
            if p.received_on <= as_of
        )
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def _aged(rows: Table, asked: Table) -> Table:
    rows = rows.cross_join(asked)
    rows = cut(rows, rows.asked_day)
    if "month" in rows.columns:
        return rows.mutate(age=rows.asked_month - rows.month)
    if "happened_on" in rows.columns:
        return rows.mutate(ago=days_before(rows, rows.happened_on))
    return rows


def days_before(rows: Table, day: Table) -> Table:
    """Return how many days before the day that is asked about another lies."""
    return rows.asked_day.delta(day, unit="day").cast("int64")


def cut(rows: Table, day: Table) -> Table:
    """Return the rows received by a day and not yet superseded on it."""
    return rows.filter(rows.received_on <= day, rows.superseded_on > day)
