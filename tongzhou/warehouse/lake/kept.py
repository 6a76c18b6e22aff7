"""What is reduced once and kept: each feed by employer and month, with the span of days in which a version was the last one known.

A row says `received_on`, the day it became known, and `superseded_on`, the day something newer about the same thing did (the end of days where
nothing did, so that a comparison without exception says what was known). What was known on a day is then a filter, however often a month was told again. Kept files carry in their name the
deliveries they were made of; a month to which nothing was added is not touched, and what was known in the past does not change. Where more is told, what is
kept is continued, and what it was made of is not read a second time.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from . import owing
from .engines import Engine, Table
from .spans import FAR, continued, contracts_by_day, told_again, versions
from .store import Lake, Part

__all__ = ["EVENTS", "FAR", "MONTHLY", "files", "refresh"]

# What makes a row of a feed the row it is; a later delivery of the same key says anew what it said.
MONTHLY: dict[str, tuple[str, ...]] = {
    "payroll": ("uscc", "worker", "month"),
    "insurance": ("uscc", "month"),
    "utilities": ("uscc", "month", "kind"),
    "tax": ("uscc", "month"),
    "projects": ("project", "month"),
    "contact_reports": ("uscc", "month"),
}
EVENTS: dict[str, tuple[str, ...]] = {
    "employers": ("uscc",),
    "filings": ("contract",),
    "complaints": ("number",),
    "disputes": ("number",),
    "inspections": ("number",),
    "incidents": ("number",),
    "credit": ("number",),
    "court": ("number",),
    "field_signs": ("number",),
}


@dataclass(frozen=True)
class Kept:
    """One kept file: of which feed, which period (empty: all), and where."""

    feed: str
    period: str
    path: str


def refresh(lake: Lake, engine: Engine, *, say: Callable[[str], None] = lambda _: None) -> list[Kept]:  # fmt: skip
    """Reduce whatever has new deliveries; return the kept files that were made."""
    return Reducer(lake, engine).refresh(say)


def files(lake: Lake, feed: str, *, first: str = "", last: str = "9999-12") -> list[str]:
    """Return the kept files of a feed, those of some periods where the feed is kept by period."""
    found = lake.files.glob(posixpath.join(lake.path, "_kept", feed, "*.parquet"))
    told = [(posixpath.basename(path), path) for path in found]
    return sorted(p for n, p in told if n.startswith("all.") or first <= n.split(".")[0] <= last)


def marks(parts: list[Part]) -> list[str]:
    """Return, for each number of deliveries in the order they were received, the mark of what is made of these."""
    told, found = hashlib.sha256(), []
    for p in parts:
        told.update(f"{p.period}/{p.received_on}/{p.delivery}/{p.size}|".encode())
        found.append(told.hexdigest()[:16])
    return found


class Reducer:
    """Reduces one feed after another; a question is written into the engine's language once for each feed."""

    def __init__(self, lake: Lake, engine: Engine) -> None:
        self.lake, self.engine = lake, engine
        self._plans: dict[tuple[str, ...], tuple[str, pa.Schema]] = {}

    def refresh(self, say: Callable[[str], None]) -> list[Kept]:
        """Reduce whatever has new deliveries."""
        made: list[Kept] = []
        for feed in (*MONTHLY, *EVENTS):
            by_period: dict[str, list[Part]] = {}
            for part in self.lake.parts(feed):
                by_period.setdefault(part.period if feed in MONTHLY else "", []).append(part)
            there = set(files(self.lake, feed))
            for period, parts in sorted(by_period.items()):
                if kept := self._reduce(feed, period, parts, there):
                    made.append(kept)
            if made and made[-1].feed == feed:
                say(feed)
        return made

    def _reduce(self, feed: str, period: str, parts: list[Part], there: set[str]) -> Kept | None:
        parts = sorted(parts, key=lambda part: (part.received_on, part.delivery))
        folder, name = posixpath.join(self.lake.path, "_kept", feed), period or "all"
        *earlier, target = [posixpath.join(folder, f"{name}.{mark}.parquet") for mark in marks(parts)]  # fmt: skip
        if target in there:
            return None
        known = [n for n, path in enumerate(earlier, start=1) if path in there]
        if known and feed != "filings":
            question = self._continued(feed, earlier[known[-1] - 1], parts[known[-1] :])
        else:
            question = self._question(feed, parts)
        self.engine.write_sql(*question, target)
        for path in there:
            if posixpath.basename(path).startswith(f"{name}."):
                self.lake.files.rm_file(path)
        return Kept(feed, period, target)

    def _continued(self, feed: str, before: str, more: list[Part]) -> tuple[str, pa.Schema]:
        self.engine.point(f"{feed}_before", [before])
        self.engine.point(f"{feed}_more", [part.path for part in more])

        def ask() -> Table:
            told, new = self.engine.named(f"{feed}_before"), self.engine.named(f"{feed}_more")
            return _continued(feed, told, new)

        return self._plan((feed, "continued"), ask)

    def _question(self, feed: str, parts: list[Part]) -> tuple[str, pa.Schema]:
        first = [p for p in parts if feed in EVENTS or p.received_on == parts[0].received_on]
        later = [p.path for p in parts[len(first) :]]
        self.engine.point(f"{feed}_base", [p.path for p in first])
        if later:
            self.engine.point(f"{feed}_again", later)
        twice = feed in MONTHLY and len(first) > 1 and self._told_twice(feed)

        def ask() -> Table:
            again = self.engine.named(f"{feed}_again") if later else None
            return _reduced(feed, self.engine.named(f"{feed}_base"), again, twice=twice)

        return self._plan((feed, "again" if later else "", "twice" if twice else ""), ask)

    def _told_twice(self, feed: str) -> bool:
        """Return whether an employer stands in several deliveries of the first day."""

        def ask() -> Table:
            each = self.engine.named(f"{feed}_base").select("uscc", "delivery").distinct()
            told = each.group_by("uscc").agg(n=each.count()).filter(lambda t: t.n > 1)
            return told.agg(n=told.count())

        return bool(self.engine.run(*self._plan((feed, "twice?"), ask))["n"][0].as_py())

    def _plan(self, key: tuple[str, ...], ask: Callable[[], Table]) -> tuple[str, pa.Schema]:
        if key not in self._plans:
            asked = ask()
            self._plans[key] = (self.engine.sql(asked), asked.schema().to_pyarrow())
        return self._plans[key]


def _reduced(feed: str, base: Table, again: Table | None, *, twice: bool) -> Table:
    """Reduce the first delivery of a month, and what was told of it again later."""
    if feed == "filings":
        return contracts_by_day(versions(base, EVENTS[feed]))
    if feed in EVENTS:
        return versions(base, EVENTS[feed])
    base, again = _numbered(base), None if again is None else _numbered(again)
    if feed == "payroll":
        return owing.reduced(base, again, twice=twice)
    told = told_again(base, again, MONTHLY[feed], twice=twice)
    return told.order_by("kind") if feed == "utilities" else told  # asked together, lying together


def _continued(feed: str, before: Table, more: Table) -> Table:
    """Put to what is kept what was told later."""
    if feed == "payroll":
        return owing.continued(before, _numbered(more))
    if feed in EVENTS:
        return continued(before, more, EVENTS[feed])
    told = continued(before, _numbered(more), MONTHLY[feed])
    return told.order_by("kind") if feed == "utilities" else told


def _numbered(rows: Table) -> Table:
    return rows.mutate(month=(rows.month.year() * 12 + rows.month.month() - 1).cast("int64"))
