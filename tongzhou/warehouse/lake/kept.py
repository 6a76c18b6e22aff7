"""What is reduced once and kept: each feed by employer and month, with the span of days in which a version was the last one known.

A row says `received_on`, the day it became known, and `superseded_on`, the day something newer about the same thing did (the end of days where
nothing did, so that a comparison without exception says what was known). What was known on a day is then a filter, however often a month was told again. Kept files carry in their name the
deliveries they were made of; a month to which nothing was added is not touched, and what was known in the past does not change. Where more is told, what is
kept is continued, and what it was made of is not read a second time.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from . import owing
from .engines import Engine, Table
from .spans import FAR, continued, contracts_by_day, told_again, versions
from .store import Lake, Part, WrongDelivery

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
BYTES_TOGETHER = 48 * 2**20  # of deliveries, in one question


@dataclass(frozen=True)
class Kept:
    """One kept file: of which feed, which period (empty: all), and where."""

    feed: str
    period: str
    path: str


@dataclass(frozen=True)
class Wanted:
    """A kept file that is to be made: of which deliveries, and what was kept of the earlier ones, if anything."""

    kept: Kept
    parts: list[Part]  # in the order they were received; those that are not in `before`
    before: str = ""

    @property
    def size(self) -> int:
        """Return how many bytes of deliveries must be read."""
        return sum(part.size for part in self.parts)


def refresh(
    lake: Lake, engine: Engine, *, feeds: Collection[str] = (*MONTHLY, *EVENTS), say: Callable[[str], None] = lambda _: None
) -> list[Kept]:  # fmt: skip
    """Reduce whatever has new deliveries, of some feeds; return the kept files that were made."""
    reducer = Reducer(lake, engine)
    made: list[Kept] = []
    for feed in feeds:
        if some := reducer.reduce(feed):
            made += some
            say(feed)
    return made


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
    """Reduces one feed after another, many months of it at once; a question is written into the engine's language once for each feed."""

    def __init__(self, lake: Lake, engine: Engine) -> None:
        self.lake, self.engine = lake, engine
        self._plans: dict[tuple[str, ...], tuple[str, pa.Schema]] = {}

    def reduce(self, feed: str) -> list[Kept]:
        """Reduce the months of a feed to which anything was added."""
        there = files(self.lake, feed)
        wanted = list(self._wanted(feed, set(there)))
        anew = [one for one in wanted if not one.before]
        more = [one for one in wanted if one.before]
        for some in _together(anew):
            self._write(some, self._anew(feed, some), there)
        for some in _together(more):
            self._write(some, self.engine.run(*self._continued(feed, some)), there)
        return [one.kept for one in wanted]

    def _wanted(self, feed: str, there: set[str]) -> Iterator[Wanted]:
        by_period: dict[str, list[Part]] = {}
        for part in self.lake.parts(feed):
            by_period.setdefault(part.period if feed in MONTHLY else "", []).append(part)
        folder = posixpath.join(self.lake.path, "_kept", feed)
        for period, parts in sorted(by_period.items()):
            parts = sorted(parts, key=lambda part: (part.received_on, part.delivery))
            *earlier, target = [posixpath.join(folder, f"{period or 'all'}.{m}.parquet") for m in marks(parts)]  # fmt: skip
            if target in there:
                continue
            known = [n for n, path in enumerate(earlier, start=1) if path in there]
            kept = Kept(feed, period, target)
            if known and feed != "filings":
                yield Wanted(kept, parts[known[-1] :], earlier[known[-1] - 1])
            else:
                yield Wanted(kept, parts)

    def _write(self, wanted: list[Wanted], told: pa.Table, there: list[str]) -> None:
        """Keep of each month what is about it. Raises WrongDelivery where a row is about a month in which it was not delivered."""
        shares = [told]
        if len(wanted) > 1:
            months = [_number_of(one.kept.period) for one in wanted]
            shares = [told.filter(pc.equal(told["month"], month)) for month in months]
        if sum(mine.num_rows for mine in shares) < told.num_rows:
            raise WrongDelivery("数据湖中有的行不属于它所在批次的所属期，请核对后重新报送")
        for one, mine in zip(wanted, shares, strict=True):
            self.engine.keep(mine, one.kept.path)
            for path in there:
                if posixpath.basename(path).startswith(f"{one.kept.period or 'all'}."):
                    self.lake.files.rm_file(path)

    def _continued(self, feed: str, wanted: list[Wanted]) -> tuple[str, pa.Schema]:
        self.engine.point(f"{feed}_before", [one.before for one in wanted])
        self.engine.point(f"{feed}_more", [part.path for one in wanted for part in one.parts])

        def ask() -> Table:
            told, new = self.engine.named(f"{feed}_before"), self.engine.named(f"{feed}_more")
            return _continued(feed, told, new)

        return self._plan((feed, "continued"), ask)

    def _anew(self, feed: str, wanted: list[Wanted]) -> pa.Table:
        """Reduce deliveries of which nothing is kept yet."""
        first, later, several = [], [], False
        for one in wanted:
            begins = [p for p in one.parts if feed in EVENTS or p.received_on == one.parts[0].received_on]  # fmt: skip
            several = several or len(begins) > 1
            first += [part.path for part in begins]
            later += [part.path for part in one.parts[len(begins) :]]
        self.engine.point(f"{feed}_base", first)
        if later:
            self.engine.point(f"{feed}_again", later)
        if feed == "payroll":
            twice = self._told()
            return self.engine.run(*self._question(feed, again=bool(later), twice=twice))
        told = self.engine.run(*self._question(feed, again=bool(later), twice=False))
        if feed in MONTHLY and several and _stand_twice(told, MONTHLY[feed]):
            told = self.engine.run(*self._question(feed, again=bool(later), twice=True))
        return told

    def _question(self, feed: str, *, again: bool, twice: bool) -> tuple[str, pa.Schema]:
        def ask() -> Table:
            told = self.engine.named("payroll_told") if feed == "payroll" else None
            later = self.engine.named(f"{feed}_again") if again else None
            return _reduced(feed, self.engine.named(f"{feed}_base"), later, told, twice=twice)

        return self._plan((feed, "again" if again else "", "twice" if twice else ""), ask)

    def _told(self) -> bool:
        """Hold the employers whose pay was told of on the first day of each month; return whether one stands in several deliveries of it."""

        def ask() -> Table:
            rows = _numbered(self.engine.named("payroll_base"))
            return rows.group_by(["uscc", "month"]).agg(
                received_on=rows.received_on.min(), twice=rows.delivery.min() < rows.delivery.max()
            )

        told = self.engine.hold(self._plan(("payroll", "told"), ask)[0], "payroll_told")
        number = told.twice.ifelse(1, 0).sum().cast("int64")
        answer = self.engine.run(*self._plan(("twice",), lambda: told.agg(n=number)))
        return bool(answer["n"][0].as_py())

    def _plan(self, key: tuple[str, ...], ask: Callable[[], Table]) -> tuple[str, pa.Schema]:
        if key not in self._plans:
            asked = ask()
            self._plans[key] = (self.engine.sql(asked), asked.schema().to_pyarrow())
        return self._plans[key]


def _together(wanted: list[Wanted]) -> Iterator[list[Wanted]]:
    """Yield kept files that are made in one go: of not more deliveries than memory holds what is kept of."""
    some: list[Wanted] = []
    for one in wanted:
        if some and sum(other.size for other in some) + one.size > BYTES_TOGETHER:
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _stand_twice(told: pa.Table, key: tuple[str, ...]) -> bool:
    """Return whether two rows of one key stand, which several deliveries of a first day have told without knowing of one another."""
    some = [told.filter(pc.equal(told["superseded_on"], pa.scalar(FAR)))]
    first, *others = key
    for name in others:
        some = [one.filter(pc.equal(one[name], v)) for one in some for v in pc.unique(one[name])]
    return any(pc.count_distinct(one[first]).as_py() < one.num_rows for one in some)


def _reduced(feed: str, base: Table, again: Table | None, told: Table | None, *, twice: bool) -> Table:  # fmt: skip
    """Reduce the first deliveries of months, and what was told of them again later."""
    if feed == "filings":
        return contracts_by_day(versions(base, EVENTS[feed]))
    if feed in EVENTS:
        return versions(base, EVENTS[feed])
    base, again = _numbered(base), None if again is None else _numbered(again)
    if feed == "payroll":
        return owing.reduced(base, again, told, twice=twice)
    return told_again(base, again, MONTHLY[feed], twice=twice)


def _continued(feed: str, before: Table, more: Table) -> Table:
    """Put to what is kept what was told later."""
    if feed == "payroll":
        return owing.continued(before, _numbered(more))
    if feed in EVENTS:
        return continued(before, more, EVENTS[feed])
    return continued(before, _numbered(more), MONTHLY[feed])


def _number_of(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:]) - 1


def _numbered(rows: Table) -> Table:
    year, month = (one.cast("int64") for one in (rows.month.year(), rows.month.month()))
    return rows.mutate(month=year * 12 + month - 1)
