"""装载 — a delivery from its first row to its last: read, check, find duplicates, land, commit; chunk after chunk.

Loaded by jobs and commands only. A chunk lands in one transaction with its part and with the delivery's account of itself, under a
lock on the delivery; whatever ends the process, what is committed is whole and what is not leaves nothing. While one chunk is being
written, the next is checked on a second thread, and the one after it read on a third: these ask no database.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, TypeVar

import polars as pl
from django.db import transaction
from django.utils.timezone import now

from . import refused
from .checking import LINE, Checked, Checker
from .declare import Table
from .files import Arrived, Part, Place, arrived, none_of
from .landing import Landing
from .models import Delivery, DeliveryPart

T = TypeVar("T")
AT_ONCE = 2  # chunks that are checked at a time where rows are light to land
FATES = ("landed", "rejected", "duplicate")


class Interrupted(Exception):
    """Another process goes on with this delivery."""


class Unreadable(ValueError):
    """The file itself is at fault: to go on with it comes to the same."""


def load(
    table: Table,
    path: Path,
    delivery: Delivery,
    landing: Landing,
    *,
    say: Callable[[Delivery], None] = lambda _: None,
) -> Delivery:
    """Load what of a delivery has not landed yet; return it, done or broken off with its reason. Done already, it stays as it is."""
    if delivery.state == Delivery.State.DONE:
        return delivery
    try:
        file = _opened(path, table, landing)
        whole, table = table, table.for_file_with(file.names)
        delivery.kind, delivery.head = file.kind, [file.head, file.names]
        delivery.unknown = [*file.unknown, *_idle(file, whole, table)]
        delivery.save(update_fields=["kind", "head", "unknown", "touched_at"])
        checkers = [Checker(table, delivery.on) for _ in range(AT_ONCE if landing.light else 1)]
        with _what_is_here_stays():
            for chunk in _ahead(_chunks(file, checkers, landing, _stands(delivery, file))):
                delivery = _commit(table, delivery, file, chunk, landing)
                say(delivery)
                del chunk
        if not delivery.sent:
            none = _taken(checkers[0].check(none_of(file.names)), landing)
            landing.nothing(landing.prepared(none), delivery)
    except Unreadable as wrong:
        delivery.kept = ""  # nobody is asked to go on with it
        return _ended(delivery, Delivery.State.BROKEN, str(wrong))
    except ValueError as wrong:
        return _ended(delivery, Delivery.State.BROKEN, str(wrong))
    except Interrupted:
        delivery.refresh_from_db()
        return delivery
    return _ended(delivery, Delivery.State.DONE, "")


def _opened(path: Path, table: Table, landing: Landing) -> Arrived:
    try:
        return arrived(path, table, large=landing.light)
    except ValueError as wrong:
        raise Unreadable(str(wrong)) from wrong


def _idle(file: Arrived, whole: Table, table: Table) -> list[str]:
    """Return the heads of columns that are declared, and that this file has no use for."""
    dropped = {c.code for c in whole.columns} - {c.code for c in table.columns}
    return [head for head, name in zip(file.head, file.names, strict=True) if name in dropped]


def _taken(checked: Checked, landing: Landing) -> pl.DataFrame:
    """Return what a landing takes of rows that were checked: of its columns those that the file can fill."""
    values = checked.values
    return values.select(LINE, *(name for name in landing.takes if name in values.columns))


@contextmanager
def _what_is_here_stays() -> Iterator[None]:
    """Keep the collector of garbage from going through the whole program again and again for the few objects of a chunk."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(frozen=True)
class Chunk:
    """What is left of rows that were read and checked: those ready to land, those that repeat one of them, what is told of the others."""

    rows: int
    fresh: pl.DataFrame
    again: pl.DataFrame  # of those that repeat one, what is added up
    repeats: list[tuple[int, int]]  # each of those, and the row it repeats
    differ: list[int]  # those among them that say something else than the row they repeat
    told: bytes  # of those that stay out and those that are remarked: see refused.encoded
    rejected: int
    counts: dict[str, int]
    sums: dict[str, dict[str, Any]]  # by column: of all rows, and of those rejected
    after: Place  # where the next chunk begins


def _chunks(
    file: Arrived, checkers: Sequence[Checker], landing: Landing, place: Place
) -> Iterator[Chunk]:
    """Yield the parts of a file checked, in their order; as many are checked at a time as there are checkers, each by one of its own."""
    waiting: deque[Future[Chunk]] = deque()
    broken: ValueError | None = None
    parts, number = _ahead(file.parts(place)), 0
    with ThreadPoolExecutor(len(checkers)) as pool:
        while True:
            try:
                part = next(parts, None)
            except ValueError as wrong:  # what stands before it is checked and lands
                broken = wrong
                break
            if part is None:
                break
            waiting.append(pool.submit(_checked, part, checkers[number % len(checkers)], landing))
            del part  # each is let go before the next is waited for
            number += 1
            if len(waiting) == len(checkers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    if broken:
        raise Unreadable(str(broken)) from broken


def _checked(part: Part, checker: Checker, landing: Landing) -> Chunk:
    """Check a part of a file. Whatever needs no database is done here; the texts and the columns that do not land are let go."""
    table, checked = checker.table, checker.check(part.frame, bare=part.bare)
    again, repeats, differ = _doubled(table, checked, landing.takes if table.differs else ())
    bad = ~checked.good
    return Chunk(
        rows=len(checked.raw),
        fresh=landing.prepared(_taken(checked, landing).filter(checked.good & ~again)),
        again=checked.values.select(LINE, *table.sums).filter(again),
        repeats=repeats,
        differ=differ,
        told=refused.encoded(checked.refused(), checked.remarked()),
        rejected=int(bad.sum()),
        counts=checked.counts(),
        sums={
            column: {
                "sent": checked.values[column].sum(),
                "rejected": checked.values[column].filter(bad).sum(),
            }
            for column in table.sums
        },
        after=part.after,
    )


def _ahead(parts: Iterator[T]) -> Iterator[T]:
    """Yield what an iterator gives, taking the next one on a thread of its own meanwhile."""

    def following() -> T | None:
        return next(parts, None)

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(following)
        while (part := coming.result()) is not None:
            coming = ahead.submit(following)
            yield part
            del part


def _stands(delivery: Delivery, file: Arrived) -> Place:
    last = delivery.parts.order_by("-number").first()
    return Place(**last.place) if last else file.begins


def _commit(
    table: Table, delivery: Delivery, file: Arrived, chunk: Chunk, landing: Landing
) -> Delivery:
    with transaction.atomic():
        now_is = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if now_is.parts_done != delivery.parts_done or now_is.state == Delivery.State.DONE:
            raise Interrupted
        told = landing.land(chunk.fresh, now_is, now_is.parts_done)
        # Of what landed, only its number and sums are asked for.
        landed = chunk.fresh.select(LINE, *table.sums).filter(~told.there)
        remarks = dict(told.remarks)
        if chunk.differ:
            remarks[table.differs] = sorted([*chunk.differ, *remarks.get(table.differs, [])])
        return _accounted(now_is, file, chunk, chunk.fresh.filter(told.there), landed, remarks)


def _accounted(
    delivery: Delivery,
    file: Arrived,
    chunk: Chunk,
    there: pl.DataFrame,
    landed: pl.DataFrame,
    remarks: Mapping[str, list[int]],
) -> Delivery:
    """Write the part and the delivery's account of itself. Each fate is counted by itself: none is what the others leave."""
    counts = {
        "sent": chunk.rows,
        "landed": len(landed),
        "rejected": chunk.rejected,
        "duplicate": len(chunk.again) + len(there),
    }
    DeliveryPart.objects.create(
        delivery=delivery,
        number=delivery.parts_done,
        place=asdict(chunk.after),
        refused=refused.sealed(
            chunk.told, chunk.repeats + [(line, 0) for line in there[LINE].to_list()], remarks
        ),
        **counts,
    )
    for name, n in counts.items():
        setattr(delivery, name, getattr(delivery, name) + n)
    for column, told in chunk.sums.items():
        sums = delivery.sums[column]
        for fate, n in told.items():
            sums[fate] += n
        sums["landed"] += landed[column].sum()
        for some in (chunk.again, there):
            sums["duplicate"] += some[column].sum()
    for code, n in [*chunk.counts.items(), *((code, len(r)) for code, r in remarks.items() if r)]:
        delivery.counts[code] = delivery.counts.get(code, 0) + n
    delivery.parts_done += 1
    delivery.share_done = _share(file, chunk.after, delivery)
    delivery.state, delivery.why = Delivery.State.LOADING, ""
    delivery.save()
    return delivery


def _doubled(
    table: Table, checked: Checked, compared: Sequence[str]
) -> tuple[pl.Series, list[tuple[int, int]], list[int]]:
    """Return which good rows repeat the key of an earlier one in this chunk, the numbers of both, and which differ from it in what is compared."""
    again = pl.repeat(False, len(checked.values), eager=True)
    # One column of the key tells nearly all rows apart; only the others are compared in whole.
    alike = (checked.telling.is_duplicated() & checked.good).arg_true()
    if not len(alike):
        return again, [], []
    key = list(table.key)
    some = checked.values.select(*key, LINE)[alike]
    firsts = some.with_row_index("_at").select(pl.col("_at").first().over(key)).to_series()
    repeats = firsts != pl.int_range(len(some), dtype=pl.UInt32, eager=True)
    lines, firsts = some[LINE], firsts.filter(repeats)
    told = zip(lines.filter(repeats).to_list(), lines.gather(firsts).to_list(), strict=True)
    later = alike.filter(repeats)
    differ: list[int] = []
    if compared:
        rows = _differ(checked.values.select(compared), later, alike[firsts])
        differ = lines.filter(repeats).filter(rows).to_list()
    return again.scatter(later, True), list(told), differ


def _differ(values: pl.DataFrame, later: pl.Series, firsts: pl.Series) -> pl.Series:
    """Return which rows say something else than those they repeat."""
    one, other = values[later], values[firsts]
    none = pl.repeat(False, len(one), eager=True)
    return reduce(or_, (one[name].ne_missing(other[name]) for name in values.columns), none)


def _share(file: Arrived, place: Place, delivery: Delivery) -> float:
    if file.size:
        return min(1.0, place.at / file.size)
    return min(0.95, delivery.sent / 100_000)


def _ended(delivery: Delivery, state: str, why: str) -> Delivery:
    delivery.state, delivery.why = state, why[:300]
    delivery.finished_at = now() if state == Delivery.State.DONE else None
    delivery.save(update_fields=["state", "why", "finished_at", "kept", "touched_at"])
    return delivery
