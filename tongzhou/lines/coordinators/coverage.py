"""覆盖 — which larger employers and communities have no coordinator, what runs out, who is idle, how work is spread.

The figures are proposals of the house, shown as such: no statute at hand sets them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from tongzhou.procedure.counter import Visitor
from tongzhou.registry.models import Employer, Region
from tongzhou.registry.models.bodies import under

from . import work
from .models import CoordinatorRow, DeploymentRow, ServedRow
from .person.procedure import CODE
from .person.states import ACTIVE

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
class Part:
    """A part of the area as a tile: its larger employers, how many nobody serves, whether anybody is deployed there."""

    code: str  # "" where the register does not say in which part an employer lies
    name: str
    employers: int
    missing: int
    deployed: bool | None  # None: not known, or not asked of a part of this size

    @property
    def tone(self) -> str:
        """Return the tone: grey where nothing is known, never green by silence."""
        if not self.employers:
            return "mute"
        if not self.missing:
            return "ok"
        return "over" if self.missing == self.employers else "warn"


@dataclass(frozen=True)
class Coverage:
    """What a manager sees."""

    parts: list[Part]
    area: str  # the part whose employers are listed; "" all
    employers: list[Employer]
    employers_listed: int  # that nobody serves, in the part
    employers_missing: int
    employers_all: int
    communities: list[Region]
    communities_missing: int
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


def is_served() -> Exists:
    """Return the condition that a coordinator who is at work serves an employer: who is suspended covers nobody."""
    served = ServedRow.objects.filter(employer=OuterRef("pk"))
    return Exists(served.filter(case__coordinator__state=ACTIVE.code))


def without(region: str) -> Any:
    """Return the larger employers that no coordinator at work serves."""
    return larger(region).filter(~is_served()).order_by("name", "pk")


def deployed(on: date) -> Q:
    """Return the condition that a deployment holds on a day: begun, and not past its last day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def places_deployed(region: str, on: date) -> set[str]:
    """Return the names of the communities and parks where somebody at work is deployed on a day. One query."""
    placed = DeploymentRow.objects.filter(
        deployed(on), place__in=("社区", "园区"), case__county=region[:6], case__coordinator__state=ACTIVE.code
    )  # fmt: skip
    return set(placed.values_list("name", flat=True))


def communities_without(region: str, known: set[str]) -> tuple[list[Region], int]:
    """Return the townships and communities of a region where nobody is deployed, and how many there are. One query."""
    all_ = list(
        Region.objects.filter(
            code__startswith=region, level__in=("township", "community"), is_administrative=True
        ).order_by("code")
    )
    return [r for r in all_ if r.name not in known and r.short_name not in known], len(all_)


def parts_of(region: str, known: set[str]) -> list[Part]:
    """Return a tile for each part of an area: the counties of a league, the townships of a county. Two queries."""
    length, level = (6, "county") if len(region) == 4 else (9, "township")
    below = Region.objects.filter(code__startswith=region, level=level).order_by("code")
    whole: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    rows = larger(region).annotate(is_served=is_served()).order_by()
    for place, served, n in rows.values_list("region_id", "is_served").annotate(n=Count("pk")):
        part = place[:length] if len(place) >= length else ""
        whole[part] += n
        missing[part] += 0 if served else n
    found = [
        Part(
            r.code, r.short_name, whole[r.code], missing[r.code],
            bool({r.name, r.short_name} & known) if level == "township" else None,
        )
        for r in below
    ]  # fmt: skip
    told = {p.code for p in found}
    rest = [c for c in whole if c not in told]
    if rest:
        numbers = sum(whole[c] for c in rest), sum(missing[c] for c in rest)
        found.append(Part("", "", *numbers, None))
    return found


def of(visitor: Visitor, region: str, area: str = "") -> Coverage:
    """Return how a region is covered today; of the employers nobody serves those of `area`. A fixed number of queries."""
    on = visitor.on
    rows = list(
        CoordinatorRow.objects.filter(case__in=visitor.cases(CODE).filter(is_open=True).values("pk"))
        .select_related("case")
        .annotate(serves=Count("case__served"))
        .order_by("name", "pk")
    )  # fmt: skip
    numbers = [r.person for r in rows if r.person]
    last, year = work.last_days(numbers), work.of_year(numbers, on.year)
    loads = [r.serves for r in rows if r.state == ACTIVE.code]
    middle = median(loads) if loads else 0
    people = [
        _loaded(r, last.get(r.person or 0), year.get(r.person or 0, 0), middle, on) for r in rows
    ]
    known = places_deployed(region, on)
    parts = parts_of(region, known)
    area = area if area in {p.code for p in parts} else ""
    missing = without(area or region)
    communities, communities_all = communities_without(region, known)
    ahead = on + timedelta(days=AHEAD)
    return Coverage(
        parts=parts,
        area=area,
        employers=list(missing[:PAGE]),
        employers_listed=missing.count(),
        employers_missing=sum(p.missing for p in parts),
        employers_all=sum(p.employers for p in parts),
        communities=communities[:PAGE],
        communities_missing=len(communities),
        communities_all=communities_all,
        expiring=[r for r in rows if r.certificate_until and r.certificate_until <= ahead],
        people=people,
    )


def _loaded(row: Any, last: date | None, visits: int, middle: float, on: date) -> Loaded:
    since = last or row.since
    idle = row.state == ACTIVE.code and (since is None or (on - since).days > IDLE)
    heavy = row.state == ACTIVE.code and row.serves > max(HEAVY * middle, LEAST_HEAVY)
    return Loaded(row, row.serves, visits, last, idle, heavy)


@dataclass(frozen=True)
class Candidate:
    """A coordinator who could take an employer, with what they carry already."""

    row: CoordinatorRow
    serves: int
    near: bool  # deployed where the employer lies


def candidates(visitor: Visitor, employer: Employer) -> list[Candidate]:
    """Return who may be given an employer: those deployed where it lies first, then those who carry least. Two queries."""
    rows = (
        CoordinatorRow.objects.filter(case__in=visitor.cases(CODE).values("pk"), state=ACTIVE.code)
        .select_related("case")
        .annotate(serves=Count("case__served"))
    )
    place = employer.region
    near = set(
        DeploymentRow.objects.filter(deployed(visitor.on))
        .filter(Q(name__in=(place.name, place.short_name, employer.name)))
        .values_list("case", flat=True)
    )
    found = [Candidate(r, r.serves, r.case_id in near) for r in rows]
    return sorted(found, key=lambda c: (not c.near, c.serves, c.row.name))[:PAGE]
