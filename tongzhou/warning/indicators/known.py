"""What was known on some days: the kept tables, each row with the days it counts for.

One question is asked of several days at once: a row of a month is put to every day from which that month is looked back at, and a day takes what had been
received by it and was not superseded yet. Employers are numbers within a question; what they are called is joined once a feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import ibis
import pyarrow as pa

from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import Engine
from tongzhou.warehouse.lake.store import Lake

from .catalogue import FEEDS as ASKED
from .catalogue import SILENT_AFTER_DAYS

Table = Any
Question = Callable[["Known"], Table]  # or None, where no feed speaks that it asks
YEAR = 12  # months
KEY = (
    "employer",
    "asked_month",
)  # one employer on one day: no two days that are asked about lie in one month
SPAN = ("received_on", "superseded_on")
REGISTERS = frozenset({"employers", "filings"})  # told anew only where something changes
# Told by the month, and whoever has no row there has nothing: but not before anything was told at all.
SILENT_IS_NOTHING = frozenset({"projects"})
FEEDS = ("employers", *ASKED)
RECKONED = "2026-11-28"  # the day from which indicators are reckoned as they are here: what was kept before is reckoned anew
# For how many months before that of the day each feed that tells by the month is asked. Of a meter, the months before those of a year ago too.
MONTHS = {
    "payroll": YEAR,
    "insurance": YEAR,
    "utilities": YEAR + 3,
    "tax": YEAR,
    "projects": YEAR,
    "contact_reports": 3,
}
ROWS_TOGETHER = 600_000  # employers on days in one answer, which memory holds


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
    """The lake as it was known on the days that are asked about. A feed that has told nothing by then, or fell silent, is absent.

    The days are tables, so that one expression, written once, is asked of others too. A row that counts for several days is told once for each.
    """

    days: Table  # asked_day, asked_month
    ages: Table  # the same for each month before: age, month
    numbers: Table  # uscc, employer
    tables: dict[str, Table]
    named: Callable[[str, Callable[[], Table]], Table]
    _numbered: dict[tuple[str, tuple[int, ...]], Table] = field(default_factory=dict)

    def apart(self, question: Question, *feeds: str) -> Table:
        """Return what a part of the question says, which asks these feeds alone. It is written for itself: what is written grows faster than it is long."""
        told = "_".join(feed for feed in feeds if feed in self.tables)
        return self.named(f"{question.__name__}__{told}", lambda: question(self))

    def kept(self, name: str, ages: tuple[int, ...] = ()) -> Table | None:
        """Return the rows of a feed as they are kept, by the number of the employer; whoever never stood in the register is left out.

        `ages`: of the months alone that lie so many months before any of the days, so that no others are read.
        """
        rows = self.tables.get(name)
        if rows is None:
            return None
        if (name, ages) not in self._numbered:
            if ages:
                months = self.ages.filter(self.ages.age.isin(ages)).select("month").distinct()
                rows = rows.semi_join(months, "month")
            self._numbered[name, ages] = rows.join(self.numbers, "uscc")
        return self._numbered[name, ages]

    def get(self, name: str) -> Table | None:
        """Return the rows of a feed that were the last known of their key, for each day."""
        rows = self.kept(name)
        return None if rows is None else self.on_days(rows)

    def on_days(self, rows: Table) -> Table:
        """Return kept rows for each day they count for, with how long before it they lie: `age`, in months, or `ago`, in days, of what happened."""
        if "month" in rows.columns:
            rows = rows.join(self.ages, "month")
            return cut(rows, rows.asked_day)
        rows = rows.cross_join(self.days)
        rows = cut(rows, rows.asked_day)
        if "happened_on" in rows.columns:
            return rows.mutate(ago=days_before(rows, rows.happened_on))
        return rows


def joined(left: Table, right: Table) -> Table:
    """Return the rows of one table with what another says of the same employer on the same day, if anything."""
    return left.left_join(right, list(KEY)).drop("employer_right", "asked_month_right")


class Reader:
    """Reads what was known on one set of days after another. The engine keeps a view for each feed, exchanged from set to set."""

    def __init__(self, lake: Lake, engine: Engine) -> None:
        self.lake, self.engine = lake, engine
        self._files: dict[str, dict[str, str]] = {}
        for feed in FEEDS:
            for path in kept.files(lake, feed):
                period = path.rsplit("/", 1)[1].split(".")[0]
                self._files.setdefault(feed, {})[period] = path
        self._later = {f: found for f in MONTHS if (found := kept.beside(lake, f))}
        self._parts = [p for feed in FEEDS for p in lake.parts(feed)]
        self._arrived: dict[str, list[date]] = {}
        for part in sorted(self._parts, key=lambda p: p.received_on):
            self._arrived.setdefault(part.feed, []).append(part.received_on)
        self._deliveries = [(p.received_on, f"{p.feed}/{p.period}/{p.received_on}/{p.delivery}") for p in self._parts]  # fmt: skip
        self._marks: dict[date, str] = {}
        self._plans: dict[tuple[str, ...], tuple[str, pa.Schema]] = {}
        self._parts_asked: dict[str, Table] = {}
        self._employers = self._number() if "employers" in self._files else 0

    def _number(self) -> int:
        """Number the employers that ever stood in the register; return how many."""
        rows = self.engine.view("registered", self._files["employers"].values())
        each = rows.select("uscc").distinct()
        number = ibis.row_number().over(ibis.window(order_by=each.uscc))
        told = self.engine.table(each.mutate(employer=number.cast("int64")), "employer_numbers")
        return int(self.engine.arrow(told.agg(n=told.count()))["n"][0].as_py())

    def first_month(self) -> int | None:
        """Return the month in which the register of employers was first known, or None."""
        told = self._arrived.get("employers")
        return month_number(told[0]) if told else None

    def together(self, days: Collection[date]) -> Iterator[list[date]]:
        """Yield days that one question may be asked of: on which the same feeds speak, and no more than memory holds the answers of."""
        for _, some in groupby(days, self._speaking):
            found = list(some)
            pieces = -(-len(found) * self._employers // ROWS_TOGETHER)
            most = -(-len(found) // max(1, pieces))
            yield from (found[at : at + most] for at in range(0, len(found), most))

    def _speaking(self, as_of: date) -> tuple[str, ...]:
        """Return the feeds that speak on a day: those of months of which any month is there, those of events that have told something of late."""
        monthly = [
            feed
            for feed in MONTHS
            if self._months(feed, [as_of]) and (feed not in SILENT_IS_NOTHING or self._told(feed, as_of))
        ]  # fmt: skip
        events = [feed for feed in FEEDS if feed in kept.EVENTS and self._speaks(feed, as_of)]
        return (*monthly, *events)

    def _told(self, feed: str, as_of: date) -> bool:
        """Say whether anything was received by a day about a month that is looked back at from it. What came later lies there now and was not known then."""
        now = month_number(as_of)
        asked = {period_of(now - age) for age in range(MONTHS[feed])}
        return any(p.feed == feed and p.period in asked and p.received_on <= as_of for p in self._parts)  # fmt: skip

    def _months(self, feed: str, days: Collection[date]) -> list[str]:
        """Return the kept files of the months that are looked back at from some days."""
        files = self._files.get(feed, {})
        asked = {month_number(day) - age for day in days for age in range(MONTHS[feed])}
        return [files[p] for month in sorted(asked) if (p := period_of(month)) in files]

    def _speaks(self, feed: str, as_of: date) -> bool:
        arrived = [day for day in self._arrived.get(feed, ()) if day <= as_of]
        if feed in REGISTERS:
            return bool(arrived)
        return bool(arrived) and (as_of - arrived[-1]).days <= SILENT_AFTER_DAYS

    def values(self, days: Collection[date], question: Question) -> tuple[str, pa.Schema]:
        """Return the question about days that go together, in the engine's language, written once for each set of feeds that speak."""
        key = self._speaking(next(iter(days)))
        self.engine.point("asked_days", pa.table(_asked(days, [0])))
        self.engine.point("asked_ages", pa.table(_asked(days, range(max(MONTHS.values())))))
        for feed in key:
            monthly = feed in MONTHS
            files = self._months(feed, days) if monthly else self._files[feed].values()
            self.engine.point(f"kept_{feed}", files)
            if feed in self._later:
                self.engine.point(f"later_{feed}", self._later[feed])
        if key not in self._plans:
            asked = question(self._named(key))
            self._plans[key] = (self.engine.sql(asked), asked.schema().to_pyarrow())
        return self._plans[key]

    def _named(self, feeds: tuple[str, ...]) -> Known:
        days = self.engine.named("asked_days").select("asked_day", "asked_month")
        ages, numbers = self.engine.named("asked_ages"), self.engine.named("employer_numbers")
        tables = {feed: self._kept(feed) for feed in feeds}
        return Known(days, ages, numbers, tables, self._apart)

    def _kept(self, feed: str) -> Table:
        """Return what is kept of a feed, with what lies beside it, if anything: of whichever months, since a row says which it is about."""
        told = self.engine.named(f"kept_{feed}")
        if feed not in self._later:
            return told
        later = self.engine.named(f"later_{feed}")
        return self._apart(f"known_{feed}", lambda: kept.together(feed, told, later))

    def _apart(self, name: str, ask: Callable[[], Table]) -> Table:
        if name not in self._parts_asked:
            asked = ask()
            if asked is not None:
                asked = self.engine.put(asked, name)
            self._parts_asked[name] = asked
        return self._parts_asked[name]

    def mark(self, as_of: date) -> str:
        """Return a mark of all deliveries received by a day, and of how they are reckoned: the answer is the same where the mark is."""
        if as_of not in self._marks:
            told = "|".join(told for on, told in self._deliveries if on <= as_of)
            self._marks[as_of] = hashlib.sha256(f"{RECKONED}|{told}".encode()).hexdigest()[:16]
        return self._marks[as_of]


def _asked(days: Collection[date], ages: Collection[int]) -> dict[str, list[Any]]:
    """Return the table of days, each as often as months are looked back at from it."""
    each = [(day, month_number(day), age) for day in days for age in ages]
    return {
        "asked_day": [day for day, _, _ in each],
        "asked_month": [month for _, month, _ in each],
        "age": [age for _, _, age in each],
        "month": [month - age for _, month, age in each],
    }


def days_before(rows: Table, day: Table) -> Table:
    """Return how many days before the day that is asked about another lies."""
    return rows.asked_day.delta(day, unit="day").cast("int64")


def cut(rows: Table, day: Table) -> Table:
    """Return the rows received by a day and not yet superseded on it."""
    return rows.filter(rows.received_on <= day, rows.superseded_on > day)
