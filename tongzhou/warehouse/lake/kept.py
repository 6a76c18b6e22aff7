"""What is reduced once and kept: each feed by employer and month, with the span of days in which a version was the last one known.

A row says `received_on`, the day it became known, and `superseded_on`, the day something newer about the same thing did (the end of days where
nothing did, so that a comparison without exception says what was known). What was known on a day is then a filter, however often a month was told again. Kept files carry in their name the
deliveries they were made of; a month to which nothing was added is not touched, and what was known in the past does not change. Where more is told, what is
kept is continued, and what it was made of is not read a second time.

    2026-10.<mark>.parquet                                         what is kept of a month
    2026-10.<mark>-<how many deliveries by then>-<mark>.parquet    what lies beside it: the few rows that were told later

A few rows that are told of an old month do not make it be written again: they lie beside it, and reading ends with them what they replace (`together`). Where they
are no longer few, the month is made of both. A file that lies beside another names it and is read with it alone; what a crash between two files has left is
cleared away by the next refreshing.
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
from .spans import FAR, again, continued, contracts_by_day, told_again, versions, with_later
from .store import Lake, Part, WrongDelivery

__all__ = ["EVENTS", "FAR", "MONTHLY", "beside", "files", "read", "refresh", "together"]

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
# Later rows of a month are few while their deliveries hold at most this share of the bytes of those before, and are not more than so many. Of pay, of
# which little is kept, every later row lies beside it.
FEW, FEW_OF_PAY, FEW_DELIVERIES = 1 / 8, 1 / 32, 12


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
    beside: str = ""  # the kept file that stays, and beside which it is laid

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


def files(lake: Lake, feed: str) -> list[str]:
    """Return the kept files of a feed, without what lies beside them."""
    return [path for path in _found(lake, feed) if not _base(path)]


def beside(lake: Lake, feed: str) -> list[str]:
    """Return the files that lie beside kept files of a feed, of each the newest."""
    found = _found(lake, feed)
    return list({base: path for path in found if (base := _base(path)) in found}.values())


def read(engine: Engine, feed: str) -> Table:
    """Return everything that is kept of a feed. Raises ValueError where nothing is."""
    if not (found := files(engine.lake, feed)):
        raise ValueError(f"数据湖中没有{feed}")
    told, later = engine.read(found), beside(engine.lake, feed)
    return together(feed, told, engine.read(later)) if later else told


def together(feed: str, before: Table, later: Table) -> Table:
    """Return what is kept of a feed that tells by the month, and what lies beside it, as one."""
    if feed == "payroll":
        return owing.together(before, later)
    return with_later(before, later, later, MONTHLY[feed])


def _found(lake: Lake, feed: str) -> list[str]:
    return sorted(lake.files.glob(posixpath.join(lake.path, "_kept", feed, "*.parquet")))


def _period(path: str) -> str:
    """Return the period of a kept file; `all` of a feed of events."""
    return posixpath.basename(path).split(".")[0]


def _base(path: str) -> str:
    """Return beside which kept file a file lies; nothing of a kept file itself."""
    folder, name = posixpath.split(path)
    period, mark, _ = name.split(".")
    return posixpath.join(folder, f"{period}.{mark.split('-')[0]}.parquet") if "-" in mark else ""


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
        there = _found(self.lake, feed)
        wanted = list(self._wanted(feed, there))
        anew = [one for one in wanted if not one.before and not one.beside]
        more = [one for one in wanted if one.before]
        for some in _together(anew):
            self._write(some, self._anew(feed, some), there)
        for some in _together(more):
            self._write(some, self.engine.run(*self._continued(feed, some)), there)
        for some in _together([one for one in wanted if one.beside]):
            self._write(some, self.engine.run(*self._later(feed, some)), there)
        return [one.kept for one in wanted]

    def _wanted(self, feed: str, there: list[str]) -> Iterator[Wanted]:
        by_period: dict[str, list[Part]] = {}
        for part in self.lake.parts(feed):
            by_period.setdefault(part.period if feed in MONTHLY else "", []).append(part)
        folder = posixpath.join(self.lake.path, "_kept", feed)
        for period, parts in sorted(by_period.items()):
            parts = sorted(parts, key=lambda part: (part.received_on, part.delivery))
            told = marks(parts)
            made = [posixpath.join(folder, f"{period or 'all'}.{mark}.parquet") for mark in told]
            known = [n for n, path in enumerate(made, start=1) if path in there]
            n = known[-1] if known else 0
            one = Wanted(Kept(feed, period, made[-1]), parts)
            if n and feed in MONTHLY and n < len(parts) and _few(feed, parts[:n], parts[n:]):
                later = f"-{len(parts):05d}-{told[-1]}.parquet"
                target = made[n - 1].removesuffix(".parquet") + later
                one = Wanted(Kept(feed, period, target), parts[n:], beside=made[n - 1])
            elif n and feed != "filings":
                one = Wanted(Kept(feed, period, made[-1]), parts[n:], made[n - 1])
            if one.kept.path in there:
                self._clear(one, there)
            else:
                yield one

    def _write(self, wanted: list[Wanted], told: pa.Table, there: list[str]) -> None:
        """Keep of each month what is about it. Raises WrongDelivery where a row is about a month in which it was not delivered."""
        if len(wanted) == 1:
            self.engine.keep(told, wanted[0].kept.path)
        else:
            months = [_number_of(one.kept.period) for one in wanted]
            if not pc.all(pc.is_in(told["month"], pa.array(months)), min_count=0).as_py():
                raise WrongDelivery("数据湖中有的行不属于它所在批次的所属期，请核对后重新报送")
            paths = [one.kept.path for one in wanted]
            shares = [pc.equal(told["month"], month) for month in months]
            self.engine.keep_shares(told, list(zip(shares, paths, strict=True)))
        for one in wanted:
            self._clear(one, there)

    def _clear(self, one: Wanted, there: list[str]) -> None:
        """Take away what a kept file replaces: whatever else there was of its period, but what it lies beside."""
        for path in there:
            if _period(path) == (one.kept.period or "all") and path not in (one.kept.path, one.beside):  # fmt: skip
                self.lake.files.rm_file(path)

    def _later(self, feed: str, wanted: list[Wanted]) -> tuple[str, pa.Schema]:
        self.engine.point(f"{feed}_later", [part.path for one in wanted for part in one.parts])

        def ask() -> Table:
            rows = _numbered(self.engine.named(f"{feed}_later"))
            return owing.later(rows) if feed == "payroll" else versions(rows, MONTHLY[feed])

        return self._plan((feed, "later"), ask)

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
        twice = several and feed in MONTHLY and self._stand_twice(feed)
        return self.engine.run(*self._question(feed, again=bool(later), twice=twice))

    def _question(self, feed: str, *, again: bool, twice: bool) -> tuple[str, pa.Schema]:
        def ask() -> Table:
            told = self.engine.named("payroll_told") if feed == "payroll" else None
            later = self.engine.named(f"{feed}_again") if again else None
            return _reduced(feed, self.engine.named(f"{feed}_base"), later, told, twice=twice)

        return self._plan((feed, "again" if again else "", "twice" if twice else ""), ask)

    def _told(self) -> bool:
        """Hold the employers whose pay was told of on the first day of each month; return whether one stands in several deliveries of it."""

        def ask() -> Table:
            rows = self.engine.named("payroll_base")
            each = rows.group_by(["uscc", "month", "delivery"]).agg(on=rows.received_on.min())
            each = _numbered(each)
            return each.group_by(["uscc", "month"]).agg(
                received_on=each.on.min(), twice=each.count() > 1
            )

        told = self.engine.hold(self._plan(("payroll", "told"), ask)[0], "payroll_told")
        number = told.twice.ifelse(1, 0).sum().cast("int64")
        answer = self.engine.run(*self._plan(("twice",), lambda: told.agg(n=number)))
        return bool(answer["n"][0].as_py())

    def _stand_twice(self, feed: str) -> bool:
        """Return whether deliveries of the first day of a month tell of the same key without knowing of one another."""

        def ask() -> Table:
            rows = self.engine.named(f"{feed}_base")
            each = rows.group_by(list(MONTHLY[feed])).agg(n=rows.count())
            return each.agg(most=each.n.max().cast("int64"))

        most = self.engine.run(*self._plan((feed, "most"), ask))["most"][0].as_py()
        return most is not None and most > 1

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


def _few(feed: str, before: list[Part], later: list[Part]) -> bool:
    """Return whether what was told later is little enough to lie beside what is kept."""
    most = (FEW_OF_PAY if feed == "payroll" else FEW) * sum(part.size for part in before)
    return len(later) <= FEW_DELIVERIES and sum(part.size for part in later) <= most


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
        return again(before, more, EVENTS[feed])
    return continued(before, _numbered(more), MONTHLY[feed])


def _number_of(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:]) - 1


def _numbered(rows: Table) -> Table:
    year, month = (one.cast("int64") for one in (rows.month.year(), rows.month.month()))
    return rows.mutate(month=year * 12 + month - 1)
