"""Cases in order, a page at a time, without counting or sorting a million.

What a person can see is several ranges of one index: a subtree for a procedure each, and a handful of
cases handed to them. One query over all of them would have to sort; so each range is read in the order
of its index, no further than the page needs, and the pages are merged.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from typing import Any, Literal

from django.db.models import BigIntegerField, CharField, DateField, Q

from tongzhou.procedure.models import Case
from tongzhou.procedure.scope import CaseQuerySet, Reach, Sight
from tongzhou.registry.questions import Given, Question

CAP = 1000  # “1000+” beyond it

Field = Literal["next_due", "opened_on"]


@dataclass(frozen=True)
class Order:
    """An order that an index can be walked in."""

    field: Field
    descending: bool

    def by(self, *, backwards: bool = False) -> tuple[str, str]:
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{self.field}", f"{sign}id"

    def key(self, case: Case) -> tuple[date, int]:
        return getattr(case, self.field), case.pk


BY_DUE = Order("next_due", descending=False)
BY_OPENED = Order("opened_on", descending=True)


@dataclass(frozen=True)
class Mark:
    """A place in an order: the case after which (or before which) a page begins."""

    value: date
    pk: int

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """Read a mark from an address; nothing where it is not one."""
        day, _, pk = text.partition("_")
        try:
            return cls(date.fromisoformat(day), int(pk))
        except ValueError:
            return None

    @classmethod
    def of(cls, case: Case, order: Order) -> Mark:
        return cls(*order.key(case))

    def __str__(self) -> str:
        return f"{self.value.isoformat()}_{self.pk}"

    def beyond(self, order: Order, *, backwards: bool) -> Q:
        """Return the condition “after this place” in the order walked."""
        return _beyond(self.value, self.pk, order, backwards=backwards)


def _beyond(value: date | Given, pk: int | Given, order: Order, *, backwards: bool) -> Q:
    """Return the condition “after this place”.

    Written as a range of the first column and a choice inside it: so an index is used.
    """
    side = "lt" if order.descending != backwards else "gt"
    return Q(**{f"{order.field}__{side}e": value}) & (
        Q(**{f"{order.field}__{side}": value}) | Q(**{f"id__{side}": pk})
    )


@dataclass(frozen=True)
class Page:
    """A page of cases, with the marks of its neighbours."""

    cases: list[Case]
    before: Mark | None
    after: Mark | None


class Branches:
    """The ranges of what a person can see, apart from one another, under the same filter."""

    def __init__(
        self, sight: Sight, condition: Q, *, procedures: Iterable[str] | None = None
    ) -> None:
        reaches = [r for r in sight.reaches if procedures is None or r.procedure in procedures]
        self.own = _apart(reaches)
        if sight.barred:
            condition &= ~Q(pk__in=sight.barred)
        self.condition = condition
        # How many cases lie in a range of one's own, where a first page has come to its end.
        self._known: dict[Reach, int] = {}
        # What was handed over, but for what is already seen otherwise: so nothing stands twice.
        self.handed: list[CaseQuerySet] = []
        seen = reduce(or_, (r.q for r in self.own), Q(pk__in=[])) if sight.beyond else Q()
        for part in sight.beyond:
            apart = part & ~seen & condition
            if procedures is not None:
                apart &= Q(procedure__in=list(procedures))
            self.handed.append(Case.objects.filter(apart))
            seen |= part

    def walk(
        self, order: Order, *, past: Mark | None = None, backwards: bool = False
    ) -> Iterator[Case]:
        """Yield all cases in order, from a place on; reads each range as far as it is asked."""
        descending = order.descending != backwards
        parts = [*(Case.objects.filter(r.q & self.condition) for r in self.own), *self.handed]
        streams = [
            part.filter(past.beyond(order, backwards=backwards) if past else Q())
            .order_by(*order.by(backwards=backwards))
            .iterator(chunk_size=500)
            for part in parts
        ]
        return heapq.merge(*streams, key=order.key, reverse=descending)

    def page(
        self, order: Order, *, size: int, after: Mark | None = None, before: Mark | None = None
    ) -> Page:
        """Return one page: the first, the one after a mark, or the one before a mark."""
        backwards = before is not None
        past = before or after
        rows = self._read(order, past, backwards=backwards, most=size + 1)
        rows.sort(key=order.key, reverse=order.descending != backwards)
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        if not rows:
            return Page([], None, None)
        first, last = Mark.of(rows[0], order), Mark.of(rows[-1], order)
        has_before = more if backwards else after is not None
        has_after = True if backwards else more
        return Page(rows, first if has_before else None, last if has_after else None)

    def _read(self, order: Order, past: Mark | None, *, backwards: bool, most: int) -> list[Case]:
        """Return the beginning of each range after a place, one after the other."""
        from_here = {"value": past.value, "pk": past.pk} if past else {}
        rows: list[Case] = []
        for r in self.own:
            asked = _stretch(r.level, self.condition, order, backwards, past is not None, most)
            found = asked.ask(code=r.code, procedure=r.procedure, **from_here)
            if past is None and len(found) < most:
                self._known[r] = len(found)
            rows += found
        for part in self.handed:
            on = part.filter(past.beyond(order, backwards=backwards)) if past else part
            rows += on.order_by(*order.by(backwards=backwards))[:most]
        return rows

    def count(self) -> int:
        """Return how many cases there are, counting no further than one beyond CAP.

        What a page has shown to its end is counted already.
        """
        total = sum(self._known.values())
        for r in self.own:
            if r in self._known:
                continue
            asked = _counted(r.level, self.condition)
            total += asked.count(code=r.code, procedure=r.procedure)
            if total > CAP:
                return CAP + 1
        for part in self.handed:
            total += part.order_by()[: CAP + 1 - total].count()
            if total > CAP:
                break
        return total

    def first(self, order: Order, number: int) -> list[Case]:
        """Return the first cases in an order."""
        return list(islice(self.page(order, size=number).cases, number))


# The same lists are opened all day, each by many: their SQL is written once for each filter.
HERE = {"code": Given("code", CharField()), "procedure": Given("procedure", CharField())}
KEPT = 200  # filters


def _within(level: str, condition: Q) -> CaseQuerySet:
    return Case.objects.filter(
        Q(**{level: HERE["code"], "procedure": HERE["procedure"]}) & condition
    )


@lru_cache(maxsize=KEPT)
def _stretch(
    level: str, condition: Q, order: Order, backwards: bool, goes_on: bool, most: int
) -> Question[Case]:
    """Return the question for the beginning of a range, or for what follows a place in it."""
    value, pk = Given("value", DateField()), Given("pk", BigIntegerField())
    past = _beyond(value, pk, order, backwards=backwards) if goes_on else Q()
    return Question(
        lambda: (
            _within(level, condition).filter(past).order_by(*order.by(backwards=backwards))[:most]
        )
    )


@lru_cache(maxsize=KEPT)
def _counted(level: str, condition: Q) -> Question[Any]:
    return Question(lambda: _within(level, condition).order_by().values("pk")[: CAP + 1])


def counted(number: int) -> str:
    """Return a count for the screen: 386, or 1000+ where nobody counted further."""
    return f"{CAP}+" if number > CAP else str(number)


def _apart(reaches: list[Reach]) -> list[Reach]:
    """Return reaches none of which lies in another."""
    return [
        r
        for r in reaches
        if not any(
            other is not r
            and other.procedure == r.procedure
            and r.code.startswith(other.code)
            and r.code != other.code
            for other in reaches
        )
    ]
