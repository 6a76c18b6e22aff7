"""What is reduced once and kept: each feed by employer and month, with the span of days in which a version was the last one known.

A row says `received_on`, the day it became known, and `superseded_on`, the day something newer about the same thing did (the end of days where
nothing did, so that a comparison without exception says what was known). What was known on a day is then a filter, however often a month was told again. Kept files carry in their name the
deliveries they were made of; a month to which nothing was added is not touched, and what was known in the past does not change.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from .engines import Engine, Table
from .store import Lake, Part

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


FAR = date(9999, 12, 31)
PAY = ("due_on", "heads", "unpaid_people", "late_people", "due_fen", "paid_fen")


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


class Reducer:
    """Reduces one feed after another; the question is written into the engine's language once for each feed."""

    def __init__(self, lake: Lake, engine: Engine) -> None:
        self.lake, self.engine = lake, engine
        self._plans: dict[tuple[str, bool], tuple[str, pa.Schema]] = {}

    def refresh(self, say: Callable[[str], None]) -> list[Kept]:
        """Reduce whatever has new deliveries."""
        made: list[Kept] = []
        for feed in (*MONTHLY, *EVENTS):
            parts = self.lake.parts(feed)
            there = set(files(self.lake, feed))
            for period in sorted({p.period for p in parts}) if feed in MONTHLY else [""]:
                some = [p for p in parts if not period or p.period == period]
                if some and (kept := self._reduce(feed, period, some, there)):
                    made.append(kept)
            if made and made[-1].feed == feed:
                say(feed)
        return made

    def _reduce(self, feed: str, period: str, parts: list[Part], there: set[str]) -> Kept | None:
        told = "|".join(f"{p.period}/{p.received_on}/{p.delivery}/{p.size}" for p in parts)
        mark = hashlib.sha256(told.encode()).hexdigest()[:16]
        folder, name = posixpath.join(self.lake.path, "_kept", feed), period or "all"
        target = posixpath.join(folder, f"{name}.{mark}.parquet")
        if target in there:
            return None
        self.engine.write_sql(*self._question(feed, parts), target)
        for path in there:
            if posixpath.basename(path).startswith(f"{name}."):
                self.lake.files.rm_file(path)
        return Kept(feed, period, target)

    def _question(self, feed: str, parts: list[Part]) -> tuple[str, pa.Schema]:
        first = min(p.received_on for p in parts) if feed in MONTHLY else max(p.received_on for p in parts)  # fmt: skip
        base = self.engine.view(f"{feed}_base", [p.path for p in parts if p.received_on <= first])
        later = [p.path for p in parts if p.received_on > first]
        again = self.engine.view(f"{feed}_again", later) if later else None
        key = (feed, bool(later))
        if key not in self._plans:
            asked = _reduced(feed, base, again)
            self._plans[key] = (self.engine.sql(asked), asked.schema().to_pyarrow())
        return self._plans[key]


def _reduced(feed: str, base: Table, again: Table | None) -> Table:
    """Reduce the first delivery of a month, and what was told of it again later."""
    if feed == "filings":
        return contracts_by_day(versions(base, EVENTS[feed]))
    if feed in EVENTS:
        return versions(base, EVENTS[feed])
    if feed == "utilities":  # what is asked together lies together
        return _again_and_again(feed, base, again).order_by("kind")
    return _again_and_again(feed, base, again)


def _again_and_again(feed: str, base: Table, again: Table | None) -> Table:
    base, worker = _numbered(base), feed == "payroll"
    if again is None:
        return _never_again(pay_by_employer(base) if worker else base)
    again = _numbered(again)
    touched = again.select("uscc").distinct()
    if worker:
        calm = pay_by_employer(base).anti_join(touched, "uscc")
        moved = ibis.union(base.semi_join(touched, "uscc"), again)
        return ibis.union(_never_again(calm), pay_versions(moved))
    calm = base.anti_join(touched, "uscc")
    moved = ibis.union(base.semi_join(touched, "uscc"), again)
    return ibis.union(_never_again(calm), versions(moved, MONTHLY[feed]))


def _numbered(rows: Table) -> Table:
    return rows.mutate(month=(rows.month.year() * 12 + rows.month.month() - 1).cast("int64"))


def _never_again(rows: Table) -> Table:
    return rows.mutate(superseded_on=_day(FAR))


def _day(day: date) -> Table:
    return ibis.date(day.year, day.month, day.day)


def versions(rows: Table, key: tuple[str, ...]) -> Table:
    """Return the rows, each with the day on which a newer one of its key was received."""
    order = ibis.window(group_by=list(key), order_by=[rows.received_on, rows.delivery])
    return rows.mutate(superseded_on=rows.received_on.lead().over(order).fill_null(_day(FAR)))


def contracts_by_day(rows: Table) -> Table:
    """Return, for each employer and day, by how many the contracts in force changed, as far as they were known.

    A contract counts from the day it runs and is known until the day it ends, or until something newer is known of it. The sum of
    the changes up to a day is the number in force that was known on it.
    """
    begins = ibis.greatest(rows.starts_on, rows.received_on)
    far = _day(FAR)
    after_term = (rows.ends_on + ibis.interval(days=1)).cast("date")
    ends = ibis.least(rows.superseded_on, rows.ended_on.fill_null(far), after_term.fill_null(far))
    counted = rows.select("uscc", begins=begins, ends=ends).filter(lambda t: t.begins < t.ends)
    plus = counted.select("uscc", day="begins", change=ibis.literal(1, "int64"))
    minus = counted.filter(counted.ends < far).select("uscc", day="ends", change=ibis.literal(-1, "int64"))  # fmt: skip
    both = ibis.union(plus, minus)
    told = both.group_by(["uscc", "day"]).agg(change=both.change.sum().cast("int64"))
    return told.select("uscc", "change", received_on="day", superseded_on=far)


def pay_by_employer(rows: Table, *by: str) -> Table:
    """Return pay of one month by employer: heads, how many were paid less than due, and the sums in fen.

    Grouped by employer alone unless more is named: all rows of the period are of one month, and were received on one day.
    """
    short = (rows.paid_fen < rows.due_fen).ifelse(1, 0)
    late = rows.paid_on > rows.due_on
    told = rows.group_by(["uscc", *by]).agg(
        **{} if by else {"month": rows.month.min(), "received_on": rows.received_on.min()},
        due_on=rows.due_on.min(),
        heads=rows.count().cast("int64"),
        unpaid_people=short.sum().cast("int64"),
        late_people=late.ifelse(1, 0).sum().cast("int64"),
        due_fen=rows.due_fen.sum().cast("int64"),
        paid_fen=rows.paid_fen.sum().cast("int64"),
    )
    return told.select("uscc", "month", "received_on", *PAY)


def pay_versions(rows: Table) -> Table:
    """Return pay by employer and month as it stood on each day on which something about it was received."""
    days = rows.select("uscc", "month", known_on="received_on").distinct()
    seen = rows.join(days, [rows.uscc == days.uscc, rows.month == days.month, rows.received_on <= days.known_on])  # fmt: skip
    seen = seen.select(*[rows[c] for c in rows.columns], days.known_on)
    last = ibis.window(
        group_by=["uscc", "month", "worker", "known_on"],
        order_by=[seen.received_on.desc(), seen.delivery.desc()],
    )
    newest = seen.mutate(place=ibis.row_number().over(last)).filter(lambda t: t.place == 0)
    newest = newest.mutate(received_on=newest.known_on).drop("known_on", "place")
    told = pay_by_employer(newest, "month", "received_on")
    order = ibis.window(group_by=["uscc", "month"], order_by=told.received_on)
    return told.mutate(superseded_on=told.received_on.lead().over(order).fill_null(_day(FAR)))
