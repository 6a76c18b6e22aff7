"""案件列表 — the work list: filter, page, choose columns, save as a view, export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.desk import export, finding, worklist
from tongzhou.desk.answers import page
from tongzhou.desk.branches import Branches, Mark, counted
from tongzhou.desk.places import regions_below
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.desk.views.saved import views_for
from tongzhou.desk.worklist import COLUMNS, DUE, HANDLER, ORDERS, SIZES, STATUS, USUAL, Filter
from tongzhou.procedure import catalogue, ledgers
from tongzhou.procedure.asking import can_ask

# The views every list has: (key, what to change in an empty filter).
STANDING: tuple[tuple[Any, dict[str, str]], ...] = (
    (gettext_lazy("在办"), {}),
    (gettext_lazy("已超期"), {"due": "over"}),
    (gettext_lazy("7 天内届满"), {"due": "soon"}),
    (gettext_lazy("待我会签"), {"handler": "sign"}),
    (gettext_lazy("由我承办"), {"handler": "me"}),
    (gettext_lazy("未分派"), {"handler": "nobody"}),
    (gettext_lazy("已办结"), {"status": "closed"}),
)


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
        after=Mark.read(request.GET.get("after", "")),
        before=Mark.read(request.GET.get("before", "")),
    )
    saw(request, "list", detail=f"{procedure}?{wanted.query()}")
    context = _context(wanted, staff) | {
        "rows": worklist.rows(shown.cases, on=staff.on),
        "total": counted(branches.count()),
        "next": wanted.query(after=shown.after) if shown.after else "",
        "previous": wanted.query(before=shown.before) if shown.before else "",
    }
    return page(request, "desk/cases.html", context, part="list")


def _context(wanted: Filter, staff: Staff) -> dict[str, Any]:
    here = (
        reverse("desk:list", args=[wanted.procedure]) if wanted.procedure else reverse("desk:cases")
    )
    bare = Filter(procedure=wanted.procedure, columns=wanted.columns, size=wanted.size)
    now = wanted.query()
    standing = [
        {"name": name, "query": bare.query(**changes), "is_current": bare.query(**changes) == now}
        for name, changes in STANDING
    ]
    return {
        "heading": worklist.heading(wanted),
        "wanted": wanted,
        "here": here,
        "now": now,
        "kept": wanted.pairs(),
        "today": staff.on,
        "standing": standing,
        "saved": views_for(staff, wanted.procedure, now),
        "columns": heads(wanted),
        "all_columns": [(c, c in wanted.shown) for c in COLUMNS],
        "usual": USUAL,
        "statuses": STATUS.items(),
        "dues": DUE.items(),
        "handlers": HANDLER.items(),
        "sizes": SIZES,
        "states": wanted.states(),
        "regions": regions_of(staff),
        "opens": openable(staff, wanted.procedure),
    }


def heads(wanted: Filter) -> list[dict[str, Any]]:
    """Return the heads of the columns shown; those that can be sorted carry the address for it."""
    found = []
    for column in wanted.shown:
        head: dict[str, Any] = {"code": column.code, "label": column.label, "phone": column.phone}
        if column.order:
            turned = column.order[1:] if column.order.startswith("-") else f"-{column.order}"
            is_this = wanted.order in {column.order, turned}
            falling = wanted.order.startswith("-")
            head["sort"] = ("descending" if falling else "ascending") if is_this else "none"
            target = turned if wanted.order == column.order else column.order
            head["query"] = wanted.query(order=target)
        found.append(head)
    return found


def regions_of(staff: Staff) -> list[tuple[str, str]]:
    """Return the regions one step below those for which this person holds offices, to filter by."""
    found: dict[str, str] = {}
    for region in dict.fromkeys(a.region for a in staff.actors):
        below = {2: 4, 4: 6}.get(len(region))
        if below:
            found |= dict(regions_below(region, level=below))
    return list(found.items())


def openable(staff: Staff, procedure: str) -> list[tuple[str, str]]:
    """Return (procedure, act) that this person may open from this list."""
    codes: Iterable[str] = [procedure] if procedure else staff.sight.procedures
    found = []
    for code in codes:
        if staff.opening(code):
            version = catalogue.version_on(code, staff.on)
            if can_ask(version.opens.asks, ledger=ledgers.asked(version, version.opens)):
                found.append((code, version.opens.label))
    return found


def _exported(
    request: StaffRequest, wanted: Filter, branches: Branches, kind: str
) -> HttpResponseBase:
    """Give the list as a file: the same rows, columns and words. An export is an entry of the journal."""
    staff = request.staff
    saw(request, "export", detail=f"{kind} {wanted.procedure}?{wanted.query()}")
    rows = (
        row
        for chunk in export.chunks(branches.walk(ORDERS[wanted.order]))
        for row in worklist.rows(chunk, on=staff.on)
    )
    return export.response(kind, worklist.heading(wanted), wanted.shown, rows, on=staff.on)
