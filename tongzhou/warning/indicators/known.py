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

from .catalogue import SILENT_AFTER_DAYS

Table = Any
Question = Callable[["Known"], Table]
YEAR = 12  # months
MONTHS_READ = YEAR + 3
SPANS = (30, 90, 365)  # days before the day that are asked about
REGISTERS = frozenset({"employers", "filings"})  # told anew only where something changes


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

    The day is a table of one row, so that one expression, written once, is asked of one day after another.
    """

    asked: Table  # day, month, and the days 30, 90 and 365 before
    tables: dict[str, Table]

    @property
    def day(self) -> Table:
        """Return the day, as a scalar."""
        return self.asked.day.as_scalar()

    @property
    def month(self) -> Table:
        """Return the number of its month, as a scalar."""
        return self.asked.month.as_scalar()

    def before(self, days: int) -> Table:
        """Return the day 30, 90 or 365 days earlier, as a scalar."""
        return self.asked[f"before_{days}"].as_scalar()

    def get(self, feed: str) -> Table | None:
        """Return the rows of a feed that were the last known of their key."""
        return self.tables.get(feed)


def asked_on(as_of: date) -> dict[str, list[Any]]:
    """Return the table of one row that names the day."""
    told: dict[str, list[Any]] = {"day": [as_of], "month": [month_number(as_of)]}
    return told | {f"before_{n}": [as_of - timedelta(days=n)] for n in SPANS}


class Reader:
    """Reads what was known on one day after another. The engine keeps a view for each feed, exchanged from day to day."""

    def __init__(self, lake: Lake, engine: Engine) -> None:
        self.lake, self.engine = lake, engine
        self._files: dict[str, dict[str, str]] = {}
        for feed in (*kept.MONTHLY, *kept.EVENTS):
            for path in kept.files(lake, feed):
                period = path.rsplit("/", 1)[1].split(".")[0]
                self._files.setdefault(feed, {})[period] = path
        self._parts = [p for feed in (*kept.MONTHLY, *kept.EVENTS) for p in lake.parts(feed)]
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
        asked = self.engine.view("asked_on", pa.table(asked_on(as_of)))
        now = month_number(as_of)
        first, last = period_of(now - MONTHS_READ), period_of(now)
        told: dict[str, Table] = {}
        for feed, files in self._files.items():
            if feed in kept.EVENTS and not self._speaks(feed, as_of):
                continue
            paths = [p for period, p in files.items() if period == "all" or first <= period <= last]
            if paths:
                told[feed] = self.engine.view(f"kept_{feed}", paths)
        day = asked.day.as_scalar()
        return Known(asked, {feed: cut(rows, day) for feed, rows in told.items()})

    def _speaks(self, feed: str, as_of: date) -> bool:
        arrived = [day for day in self._arrived.get(feed, ()) if day <= as_of]
        if feed in REGISTERS:
            return bool(arrived)
        return bool(arrived) and (as_of - arrived[-1]).days <= SILENT_AFTER_DAYS

    def values(self, as_of: date, question: Question) -> tuple[str, pa.Schema]:
        """Return the question about a day in the engine's language, written once for each set of feeds that speak."""
        known = self.known(as_of)
        key = tuple(sorted(known.tables))
        if key not in self._plans:
            asked = question(known)
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


def cut(rows: Table, day: Table) -> Table:
    """Return the rows received by a day and not yet superseded on it."""
    return rows.filter(rows.received_on <= day, rows.superseded_on > day)
