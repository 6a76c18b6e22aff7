"""Cases in order, a page at a time, without counting or sorting a million.

What a person can see is several ranges of one index: a subtree for a procedure each, and a handful of
cases handed to them. One condition over all of them would have to sort them; so one statement walks each
range in its index, no further than a page, and takes the first of what it found.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    Q,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from tongzhou.procedure.models import Case
from tongzhou.procedure.scope import CaseQuerySet, Reach, Sight
from tongzhou.registry.questions import Given, Question

CAP = 1000  # “1000+” beyond it
AT_ONCE = 60  # ranges to a statement; as a rule all

Column = Literal["due_at", "opened_on"]
Moment = date | datetime


@dataclass(frozen=True)
class Order:
    """An order that an index can be walked in."""

    field: Column
    descending: bool

    def by(self, *, backwards: bool = False) -> tuple[str, str]:
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{self.field}", f"{sign}id"

    def key(self, case: Case) -> tuple[Moment, int]:
        return getattr(case, self.field), case.pk

    @property
    def kind(self) -> Field[Any, Any]:
        """The kind of the column."""
        return DateTimeField() if self.field == "due_at" else DateField()


BY_DUE = Order("due_at", descending=False)
BY_OPENED = Order("opened_on", descending=True)


@dataclass(frozen=True)
class Mark:
    """A place in an order: the case after which (or before which) a page begins."""

    value: Moment
    pk: int

    @classmethod
    def read(cls, text: str, order: Order) -> Mark | None:
        """Read a mark of an order from an address; nothing where it is not one."""
        value, _, pk = text.partition("_")
        try:
            if order.field == "due_at":
                return cls(datetime.fromisoformat(value).astimezone(UTC), int(pk))
            return cls(date.fromisoformat(value), int(pk))
        except (ValueError, OverflowError):
            return None

    @classmethod
    def of(cls, case: Case, order: Order) -> Mark:
        return cls(*order.key(case))

    def __str__(self) -> str:
        if isinstance(self.value, datetime):
            return f"{self.value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{self.pk}"
        return f"{self.value.isoformat()}_{self.pk}"

    def beyond(self, order: Order, *, backwards: bool) -> Q:
        """Return the condition “after this place” in the order walked."""
        return _beyond(self.value, self.pk, order, backwards=backwards)


def _beyond(value: Moment | Given, pk: int | Given, order: Order, *, backwards: bool) -> Q:
    """Return the condition “after this place”, of both columns at once: an index is entered just there."""
    side = TupleLessThan if order.descending != backwards else TupleGreaterThan
    return Q(side(Tuple(F(order.field), F("id")), (value, pk)))


@dataclass(frozen=True)
class Page:
    """A page of cases, with the marks of its neighbours."""

    cases: list[Case]
    before: Mark | None
    after: Mark | None


class Branches:
    """The ranges of what a person can see, apart from one another, under the same filter."""

    def __init__(
        self,
        sight: Sight,
        condition: Q,
        *,
        procedures: Collection[str] | None = None,
        only: Collection[int] | None = None,
    ) -> None:
        reaches = [r for r in sight.reaches if procedures is None or r.procedure in procedures]
        self.own = _apart(reaches)
        if sight.barred:
            condition &= ~Q(pk__in=sight.barred)
        self.condition = condition
        self._all: int | None = None  # how many there are, where a first page shows them all
        self._own: int | None = None  # how many of one's own, where a page has told it
        beyond = [
            b if procedures is None else b & Q(procedure__in=procedures) for b in sight.beyond
        ]
        self.handed: list[CaseQuerySet] = []
        if only is not None:  # a few found already: one range, and it is easily sorted
            seen = reduce(or_, [*(r.q for r in self.own), *beyond], Q(pk__in=[]))
            found = Case.objects.filter(seen & condition, pk__in=only)
            self.own, self.handed = [], [found]
            return
        # What was handed over, but for what is already seen otherwise: so nothing stands twice.
        seen = reduce(or_, (r.q for r in self.own), Q(pk__in=[])) if beyond else Q()
        for part in beyond:
            self.handed.append(Case.objects.filter(part & ~seen & condition))
            seen |= part

    def walk(
        self, order: Order, *, past: Mark | None = None, backwards: bool = False
    ) -> Iterator[Case]:
        """Yield all cases in order, from a place on; reads each range as far as it is asked."""
        descending = order.descending != backwards
        own = (Case.objects.filter(r.q & self.condition) for r in self.own)
        parts = [*own, *self.handed]
        streams = [
            part.filter(past.beyond(order, backwards=backwards) if past else Q())
            .with_start()
            .order_by(*order.by(backwards=backwards))
            .iterator(chunk_size=500)
            for part in parts
        ]
        return heapq.merge(*streams, key=order.key, reverse=descending)

    def page(
        self,
        order: Order,
        *,
        size: int,
        after: Mark | None = None,
        before: Mark | None = None,
        count: bool = False,
    ) -> Page:
        """Return one page: the first, the one after a mark, or the one before a mark.

        Where `count` will be asked for too, the same statement counts.
        """
        backwards = before is not None
        past = before or after
        rows = self._read(order, past, backwards=backwards, most=size + 1, count=count)
        rows.sort(key=order.key, reverse=order.descending != backwards)
        more, rows = len(rows) > size, rows[:size]
        if past is None and not more:
            self._all = len(rows)
        if backwards:
            rows.reverse()
        if not rows:
            return Page([], None, None)
        first, last = Mark.of(rows[0], order), Mark.of(rows[-1], order)
        has_before = more if backwards else after is not None
        has_after = True if backwards else more
        return Page(rows, first if has_before else None, last if has_after else None)

    def _read(
        self, order: Order, past: Mark | None, *, backwards: bool, most: int, count: bool
    ) -> list[Case]:
        """Return the beginning of all ranges after a place: the first of all are among them."""
        from_here = {"value": past.value, "pk": past.pk} if past else {}
        count = count and len(self.own) <= AT_ONCE
        rows: list[Case] = []
        to = CAP + 1 if count else 0
        for levels, here in self._places():
            wanted = Stretch(levels, self.condition, order, backwards, past is not None, most, to)
            rows += _stretch(wanted).ask(**here, **from_here)
            self._own = vars(rows[0])["together"] if count and rows else None
        for part in self.handed:
            on = part.filter(past.beyond(order, backwards=backwards)) if past else part
            rows += on.with_start().order_by(*order.by(backwards=backwards))[:most]
        return rows

    def count(self) -> int:
        """Return how many cases there are, counting no further than one beyond CAP.

        What a page has shown to its end is counted already, and what it has counted on the way.
        """
        if self._all is not None:
            return min(self._all, CAP + 1)
        total = self._own
        if total is None:
            total = sum(
                _counted(levels, self.condition, CAP + 1).count(**here)
                for levels, here in self._places()
            )
        for part in self.handed:
            if total > CAP:
                break
            total += part.order_by()[: CAP + 1 - total].count()
        return min(total, CAP + 1)

    def _places(self) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
        """Yield the ranges of one's own as levels and the values given for them, some at a time."""
        for at in range(0, len(self.own), AT_ONCE):
            some = self.own[at : at + AT_ONCE]
            here = {f"code{n}": r.code for n, r in enumerate(some)}
            here |= {f"procedure{n}": r.procedure for n, r in enumerate(some)}
            yield tuple(r.level for r in some), here

    def first(self, order: Order, number: int) -> list[Case]:
        """Return the first cases in an order."""
        return list(islice(self.page(order, size=number).cases, number))


# The same lists are opened all day, each by many: their SQL is written once for each filter.
KEPT = 200  # filters


def _within(levels: tuple[str, ...], condition: Q) -> list[CaseQuerySet]:
    return [
        Case.objects.filter(
            condition,
            **{
                level: Given(f"code{n}", CharField()),
                "procedure": Given(f"procedure{n}", CharField()),
            },
        )
        for n, level in enumerate(levels)
    ]


def _together(ranges: list[Any]) -> Any:
    first, *others = ranges
    return first.union(*others, all=True) if others else first


@dataclass(frozen=True)
class Stretch:
    """What is asked of some ranges: at which level each lies, which cases, in which order, how many, and how far they are counted."""

    levels: tuple[str, ...]
    condition: Q
    order: Order
    backwards: bool
    goes_on: bool
    most: int
    count: int  # 0: not

    def walked(self) -> list[Any]:
        """Return each range, walked in its index for a page of keys."""
        value, pk = Given("value", self.order.kind), Given("pk", BigIntegerField())
        past = _beyond(value, pk, self.order, backwards=self.backwards) if self.goes_on else Q()
        return [
            part.order_by(*self.order.by(backwards=self.backwards)).values("id", self.order.field)[
                : self.most
            ]
            for part in _within(self.levels, self.condition & past)
        ]


@lru_cache(maxsize=KEPT)
def _stretch(asked: Stretch) -> Question[Case]:
    """Return the question for the beginning of some ranges, or for what follows a place in them.

    Of all the keys that were walked the first are the page.
    """

    def put() -> CaseQuerySet:
        found = Case.objects.with_start().order_by(*asked.order.by(backwards=asked.backwards))
        if asked.count:
            found = found.annotate(together=_number_of(asked.levels, asked.condition, asked.count))
        walked = asked.walked()
        if len(walked) == 1:
            return found.filter(pk__in=walked[0].values("id"))
        first = _first_of(walked, asked.order, asked.backwards, asked.most)
        return found.filter(pk__in=first)

    return Question(put)


def _first_of(walked: list[Any], order: Order, backwards: bool, most: int) -> Any:
    """Return the first keys of several ranges, each cut off: SQLite allows that inside of brackets only."""
    said: list[str] = []
    values: list[Any] = []
    for part in walked:
        try:
            sql, given = part.query.sql_with_params()
        except EmptyResultSet:  # a condition that nothing meets
            continue
        said.append(f"SELECT * FROM ({sql}) part{len(said)}")
        values += given
    if not said:
        return []
    turn = "DESC" if order.descending != backwards else "ASC"
    keys = f"SELECT id FROM ({' UNION ALL '.join(said)}) parts"
    return RawSQL(f"{keys} ORDER BY {order.field} {turn}, id {turn} LIMIT {int(most)}", values)


@lru_cache(maxsize=KEPT)
def _counted(levels: tuple[str, ...], condition: Q, most: int) -> Question[Any]:
    return Question(lambda: _first(levels, condition, most))


def _first(levels: tuple[str, ...], condition: Q, most: int) -> Any:
    """Return what is in some ranges, so many of them."""
    return _together([part.values("pk") for part in _within(levels, condition)])[:most]


def _number_of(levels: tuple[str, ...], condition: Q, most: int) -> Any:
    """Return their number as a column that says the same in each row, reckoned once."""
    try:
        sql, values = _first(levels, condition, most).query.sql_with_params()
    except EmptyResultSet:  # a condition that nothing meets
        return Value(0)
    return RawSQL(f"SELECT COUNT(*) FROM ({sql}) counted", values, IntegerField())


def counted(number: int) -> str:
    """Return a count for the screen: 386, or 1000+ where nobody counted further."""
    return f"{CAP}+" if number > CAP else str(number)


def _apart(reaches: list[Reach]) -> list[Reach]:
    """Return reaches none of which lies in another."""
    alike: dict[str, list[Reach]] = {}
    for reach in reaches:
        alike.setdefault(reach.procedure, []).append(reach)
    return [r for r in reaches if not any(_lies_in(r, other) for other in alike[r.procedure])]


def _lies_in(reach: Reach, other: Reach) -> bool:
    return reach.code != other.code and reach.code.startswith(other.code)
