"""可能重复 — reports that tell of the same: same employer, worker and time; or the same site or project.

Searched within what the officer may see, by columns with an index; at most a few are proposed, the likeliest first.
Nothing is merged by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.scope import CaseQuerySet
from tongzhou.registry.employing import same_as
from tongzhou.registry.models import Employer

from .models import IntakeReport
from .procedure import REPORT

MOST, LOOKED_AT = 8, 200
GONE = ("refused", "guided", "merged", "moved", "withdrawn")


@dataclass(frozen=True)
class Wanted:
    """What a report is compared by."""

    employers: frozenset[int] = frozenset()
    workers: frozenset[str] = frozenset()
    project: int | None = None
    site_key: str = ""
    county: str = ""
    since: date | None = None
    until: date | None = None
    external: str = ""


@dataclass(frozen=True)
class Alike:
    """A report that may tell of the same, with the reasons; `mergeable` where it still may be merged."""

    case: Case
    row: IntakeReport
    reasons: tuple[str, ...]
    weight: int

    @property
    def mergeable(self) -> bool:
        return self.case.state in ("received", "mending")


def wanted_of(case: Case) -> Wanted:
    """Return what a report is compared by, from its rows. Three queries at most."""
    row = IntakeReport.objects.filter(case=case).first()
    if row is None:
        return Wanted()
    workers = SubjectRow.objects.filter(case=case, kind="worker", registry="worker")
    return Wanted(
        employers=family(row.employer),
        workers=frozenset(workers.values_list("ref", flat=True)[:500]),
        project=row.project,
        site_key=row.site_key,
        county=case.county,
        since=row.since,
        until=row.until,
        external=row.external,
    )


def family(employer: int | None) -> frozenset[int]:
    """Return the employer and the records that were merged into it."""
    found = Employer.objects.filter(pk=employer).first() if employer else None
    if found is None:
        return frozenset()
    one = found.survivor()
    return frozenset({one.pk, *same_as(one).values_list("pk", flat=True)})


def alike(
    wanted: Wanted, cases: CaseQuerySet, *, but: int | None = None, most: int = MOST
) -> list[Alike]:
    """Return what may be the same among `cases`: those the officer may see. Two or three queries."""
    q = Q(pk__in=[])
    if wanted.employers:
        q |= Q(employer__in=wanted.employers)
    if wanted.project:
        q |= Q(project=wanted.project)
    if wanted.site_key:
        q |= Q(site_key=wanted.site_key)
    if wanted.external:
        q |= Q(external=wanted.external)
    same_people: Collection[int] = ()
    if wanted.workers:
        rows = SubjectRow.objects.filter(
            kind="worker", registry="worker", ref__in=sorted(wanted.workers)[:500]
        )
        same_people = set(
            rows.filter(case__procedure=REPORT.code).values_list("case", flat=True)[:LOOKED_AT]
        )
        q |= Q(case__in=same_people)
    seen = cases.filter(procedure=REPORT.code).exclude(state__in=GONE)
    found = (
        IntakeReport.objects.filter(q, case__in=seen)
        .exclude(case=but)
        .select_related("case")
        .order_by("-case")[:LOOKED_AT]
    )
    judged = [_judged(row, wanted, row.case_id in same_people) for row in found]
    kept = sorted((a for a in judged if a), key=lambda a: (-a.weight, a.case.pk))
    return kept[:most]


def _judged(row: IntakeReport, wanted: Wanted, same_person: bool) -> Alike | None:
    reasons, weight = [], 0
    if wanted.external and row.external == wanted.external:
        reasons.append(_("来源编号相同"))
        weight += 8
    same_firm = row.employer in wanted.employers
    overlap = _overlap(row, wanted)
    if same_firm:
        reasons.append(_("同一单位"))
        weight += 2
    if same_person:
        reasons.append(_("同一投诉人"))
        weight += 3
    if wanted.project and row.project == wanted.project:
        reasons.append(_("同一工程项目"))
        weight += 4
    elif wanted.site_key and row.site_key == wanted.site_key and row.case.county == wanted.county:
        reasons.append(_("同一工地、地点"))
        weight += 3
    if not reasons:
        return None
    if overlap:
        reasons.append(_("时间重合"))
        weight += 1
    elif overlap is False and weight <= 2:
        return None  # the same firm, at another time
    return Alike(row.case, row, tuple(reasons), weight)


def _overlap(row: IntakeReport, wanted: Wanted) -> bool | None:
    """Say whether two periods share a day; None where one has no day. No end: it goes on."""
    if not (row.since or row.until) or not (wanted.since or wanted.until):
        return None
    last = date.max
    a, b = row.since or row.until, row.until or last
    c, d = wanted.since or wanted.until, wanted.until or last
    assert a
    assert c
    return a <= d and c <= b
