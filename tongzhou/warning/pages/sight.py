"""谁看得到什么 — the reach of a person over warnings, employers and signals, as conditions an index answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import Visitor, VisitorRequest, opened_to
from tongzhou.procedure.declare import Office
from tongzhou.procedure.models import SubjectRow
from tongzhou.registry.models import Employer
from tongzhou.warning.cases.procedure import CODE
from tongzhou.warning.cases.states import HANDLER, HELPER
from tongzhou.warning.models import WarningRow
from tongzhou.warning.offices import EVERYONE

P = ParamSpec("P")
Handler = Callable[Concatenate[VisitorRequest, P], HttpResponseBase]
COUNTY = 6  # the length of its code
NOTHING = Q(pk__in=[])


def room(
    *offices: Office,
) -> Callable[[Handler[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a page to those who hold one of these offices today (none named: any of early warning)."""
    return opened_to(offices or EVERYONE)


def areas(visitor: Visitor) -> tuple[str, ...]:
    """Return the region codes over which this person watches, the widest first."""
    found = {r.code for r in visitor.sight.reaches if r.procedure == CODE}
    return tuple(sorted(found, key=lambda code: (len(code), code)))


def seats(visitor: Visitor) -> tuple[str, ...]:
    """Return the regions in which this person holds an office of early warning: where they may report."""
    mine = {office.code for office in EVERYONE}
    return tuple(sorted({a.region_id for a in visitor.appointments if a.office in mine}))


def within(visitor: Visitor, prefix: str = "") -> Q:
    """Return the condition on rows with the columns province, league and county; `prefix` leads to them."""
    found = NOTHING
    for code in areas(visitor):
        level = {2: "province", 4: "league"}.get(len(code), "county")
        found |= Q(**{f"{prefix}{level}": code[:6]})
    return found


def reach_of(visitor: Visitor, area: str) -> str:
    """Return the area asked for if this person watches over it, else their own widest. Raises Http404 without one."""
    mine = areas(visitor)
    if not mine:
        raise Http404(_("没有这个页面，或不由您的职务查看"))
    if area and any(area.startswith(code) for code in mine):
        return area
    return mine[0]


def area_q(area: str, *, employer: str = "employer__in") -> Q:
    """Return the condition on rows of an area: one equality; of a township also on the employers that lie in it.

    `employer` is how the rows are asked for their employer.
    """
    found = Q(**{{2: "province", 4: "league"}.get(len(area), "county"): area[:6]})
    if len(area) > COUNTY:
        found &= Q(
            **{employer: Employer.objects.filter(region__code__startswith=area).values("pk")}
        )
    return found


def warnings(visitor: Visitor, area: str = "") -> Any:
    """Return the warnings this person can see: of their areas, and those that name them; without recusals."""
    own = area_q(area) if area else within(visitor)
    if not area:
        own |= Q(case__in=_naming(visitor))
    found = WarningRow.objects.filter(own)
    barred = visitor.sight.barred
    return found.exclude(case__in=barred) if barred else found


def _naming(visitor: Visitor) -> Any:
    return SubjectRow.objects.filter(
        registry="person",
        ref=str(visitor.person.pk),
        kind__in=(HANDLER.code, HELPER.code),
        sees=True,
    ).values("case")


def employer(visitor: Visitor, pk: int) -> Employer:
    """Return an employer this person watches over, or of whom a warning names them. Raises Http404."""
    known = (
        Employer.objects.select_related("region", "industry", "merged_into").filter(pk=pk).first()
    )
    if known is not None:
        standing = known.survivor()
        if any(standing.region_id.startswith(code) for code in areas(visitor)):
            return standing
        if WarningRow.objects.filter(employer=standing.pk, case__in=_naming(visitor)).exists():
            return standing
    raise Http404(_("没有这家用人单位，或不在您可以查看的范围内"))
