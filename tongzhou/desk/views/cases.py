"""案件列表 — the work list: filter, page, choose columns, save as a view, export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.desk import export, finding, worklist
from tongzhou.desk.answers import page
from tongzhou.desk.branches import Branches, Mark, counted
from tongzhou.desk.places import regions_below
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.desk.views.saved import views_for
from tongzhou.desk.worklist import ORDERS, Filter
from tongzhou.procedure import catalogue, ledgers
from tongzhou.procedure.asking import can_ask


@counter
def cases(request: StaffRequest, procedure: str = "") -> HttpResponseBase:
    """Show the work list, whole or of one procedure; with `?format=` as a file."""
    staff = request.staff
    if procedure and procedure not in staff.sight.procedures:
        raise Http404(_("没有这项业务，或不由您的职务办理"))
    wanted = Filter.read(request.GET, procedure=procedure)
    found = finding.ids(wanted.q, staff) if wanted.q else None
    branches = worklist.branches(wanted, staff, only=found)
    kind = request.GET.get("format")
    if kind in export.KINDS:
        return _exported(request, wanted, branches, kind)
    order = ORDERS[wanted.order]
    shown = branches.page(
        order,
        size=wanted.size,
        after=Mark.read(request.GET.get("after", ""), order),
        before=Mark.read(request.GET.get("before", ""), order),
        count=True,
    )
    saw(request, "list", detail=f"{procedure}?{wanted.now}")
    context = _context(wanted, staff) | {
        "rows": worklist.rows(shown.cases, at=staff.at),
        "total": counted(branches.count()),
        "next": wanted.query(after=shown.after) if shown.after else "",
        "previous": wanted.query(before=shown.before) if shown.before else "",
    }
    return page(request, "desk/cases.html", context, part="list")


def _context(wanted: Filter, staff: Staff) -> dict[str, Any]:
    return {
        "heading": worklist.heading(wanted),
        "wanted": wanted,
        "here": (
            reverse("desk:list", args=[wanted.procedure])
            if wanted.procedure
            else reverse("desk:cases")
        ),
        "today": staff.on,
        "saved": views_for(staff, wanted.procedure, wanted.now),
        "regions": regions_of(staff),
        "opens": openable(staff, wanted.procedure),
    }


def regions_of(staff: Staff) -> tuple[tuple[str, str], ...]:
    """Return the regions one step below those for which this person holds offices, to filter by."""
    found: dict[str, str] = {}
    for region in dict.fromkeys(a.region for a in staff.actors):
        below = {2: 4, 4: 6}.get(len(region))
        if below:
            found |= dict(regions_below(region, level=below))
    return tuple(found.items())


def openable(staff: Staff, procedure: str) -> tuple[tuple[str, str], ...]:
    """Return (procedure, act) that this person may open from this list."""
    codes: Iterable[str] = [procedure] if procedure else staff.sight.procedures
    found = []
    for code in codes:
        if staff.opening(code):
            version = catalogue.version_on(code, staff.on)
            if can_ask(version.opens.asks, ledger=ledgers.asked(version, version.opens)):
                found.append((code, version.opens.label))
    return tuple(found)


def _exported(
    request: StaffRequest, wanted: Filter, branches: Branches, kind: str
) -> HttpResponseBase:
    """Give the list as a file: the same rows, columns and words. An export is an entry of the journal."""
    staff = request.staff
    saw(request, "export", detail=f"{kind} {wanted.procedure}?{wanted.now}")
    rows = (
        row
        for chunk in export.chunks(branches.walk(ORDERS[wanted.order]))
        for row in worklist.rows(chunk, at=staff.at)
    )
    return export.response(kind, worklist.heading(wanted), wanted.shown, rows, on=staff.on)
