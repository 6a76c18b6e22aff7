"""覆盖 — which larger employers and communities have no coordinator, what runs out, who is idle, how work is spread.

The figures are proposals of the house, shown as such: no statute at hand sets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from tongzhou.procedure.counter import Visitor
from tongzhou.registry.models import Employer, Region
from tongzhou.registry.models.bodies import under

from . import work
from .models import CoordinatorRow, DeploymentRow, ServedRow
from .person.procedure import CODE

LARGE = 100  # people at work: an employer that should have a coordinator (proposed)
IDLE = 60  # days without a visit (proposed)
AHEAD = 90  # days before a certificate runs out (proposed)
HEAVY = 2  # times the median: more than that is out of balance (proposed)
LEAST_HEAVY = 5  # employers: fewer are never too many (proposed)
PAGE = 50


@dataclass(frozen=True)
class Loaded:
    """A coordinator with what they carry."""

    row: CoordinatorRow
    serves: int
    visits: int  # of this year
    last: date | None
    idle: bool
    heavy: bool


@dataclass(frozen=True)
class Coverage:
    """What a manager sees."""

    employers: list[Employer]
    employers_missing: int
    employers_all: int
    communities: list[Region]
    communities_all: int
    expiring: list[CoordinatorRow]
    people: list[Loaded]

    @property
    def share(self) -> int | None:
        """Of a hundred larger employers, how many have a coordinator; None where there are none."""
        if not self.employers_all:
            return None
        return 100 * (self.employers_all - self.employers_missing) // self.employers_all

    @property
    def idle(self) -> list[Loaded]:
        return [p for p in self.people if p.idle]


def larger(region: str) -> Any:
    """Return the larger employers of a region: by size, or by the people at work."""
    here = Employer.objects.standing().filter(under(region), is_active=True)
    return here.filter(Q(headcount__gte=LARGE) | Q(size__in=("large", "medium")))


def without(region: str) -> Any:
    """Return the larger employers that no coordinator serves."""
    served = ServedRow.objects.filter(employer=OuterRef("pk"))
    return larger(region).filter(~Exists(served)).order_by("name", "pk")


def communities_without(region: str) -> tuple[list[Region], int]:
    """Return the townships and communities of a region where nobody is deployed, and how many there are. Two queries."""
    all_ = list(
        Region.objects.filter(
            code__startswith=region, level__in=("township", "community"), is_administrative=True
        ).order_by("code")
    )
    placed = DeploymentRow.objects.filter(
        until=None, place__in=("社区", "园区"), case__county=region[:6], case__is_open=True
    )
    known = set(placed.values_list("name", flat=True))
    return [r for r in all_ if r.name not in known and r.short_name not in known], len(all_)


def of(visitor: Visitor, region: str) -> Coverage:
    """Return how a region is covered today. A fixed number of queries."""
    on = visitor.on
    rows = list(
        CoordinatorRow.objects.filter(case__in=visitor.cases(CODE).filter(is_open=True).values("pk"))
        .select_related("case")
        .annotate(serves=Count("case__served"))
        .order_by("name", "pk")
    )  # fmt: skip
    numbers = [r.person for r in rows if r.person]
    last, year = work.last_days(numbers), work.of_year(numbers, on.year)
    loads = sorted(r.serves for r in rows if r.state == "active")
    middle = loads[len(loads) // 2] if loads else 0
    people = [
        _loaded(r, last.get(r.person or 0), year.get(r.person or 0, 0), middle, on) for r in rows
    ]
    missing = without(region)
    communities, communities_all = communities_without(region)
    ahead = on + timedelta(days=AHEAD)
    return Coverage(
        employers=list(missing[:PAGE]),
        employers_missing=missing.count(),
        employers_all=larger(region).count(),
        communities=communities[:PAGE],
        communities_all=communities_all,
        expiring=[r for r in rows if r.certificate_until and r.certificate_until <= ahead],
        people=people,
    )


def _loaded(row: Any, last: date | None, visits: int, middle: int, on: date) -> Loaded:
    since = last or row.since
    idle = row.state == "active" and (since is None or (on - since).days > IDLE)
    heavy = row.state == "active" and row.serves > max(HEAVY * middle, LEAST_HEAVY)
    return Loaded(row, row.serves, visits, last, idle, heavy)
