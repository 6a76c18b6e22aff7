"""批量办理 — one act in many cases: what will be skipped is said before, what was done is said after, row by row."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.desk.acting import Doing
from tongzhou.desk.answers import page
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.procedure import catalogue
from tongzhou.procedure.declare import BUILT_IN, Act, Procedure
from tongzhou.procedure.facts import Answer, Writing
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

MOST = 100


@dataclass
class Ready:
    """A case as it stands before the bulk act: it can be done, or it will be skipped, and why."""

    case: Case
    view: View
    why: str


def safe(procedure: Procedure) -> list[Act[Any]]:
    """Return the acts that mean the same in every case: about nobody in particular, by one officer."""
    return [
        act
        for act in procedure.by_code.values()
        if act is not procedure.opens
        and not (act.is_engine or act.abouts or act.hands or act.writes or act.moves)
        and not set(act.offices) <= set(BUILT_IN)
        and not issubclass(act.asks, (Answer, Writing))
    ]


def hindered(view: View, act: Act[Any], staff: Staff) -> str:
    """Say why this person cannot do the act in a case today; nothing where they can."""
    mine = view.procedure.by_code.get(act.code)
    if mine is None or not staff.acting(mine, view):
        return _("不由您的职务办理")
    return hindrance(view, mine, on=staff.on)


def offered(procedure: Procedure, views: list[View], staff: Staff) -> list[tuple[Act[Any], int]]:
    """Return the acts that can be done in at least one of the cases, and in how many."""
    counts = [
        (act, sum(not hindered(view, act, staff) for view in views)) for act in safe(procedure)
    ]
    return [(act, number) for act, number in counts if number]


@counter
def bulk(request: StaffRequest) -> HttpResponse:
    """Choose an act for the selected cases, see what will be skipped, carry it out, see what happened."""
    staff = request.staff
    given = request.POST if request.method == "POST" else request.GET
    uids = list(dict.fromkeys(given.getlist("selected")))[:MOST]
    cases = list(staff.cases().filter(uid__in=uids).order_by("due_at", "id"))
    if not cases:
        return redirect("desk:cases")
    context: dict[str, Any] = {"cases": cases, "today": staff.on}
    codes = {c.procedure for c in cases}
    if len(codes) > 1:
        return page(request, "desk/bulk.html", context | {"mixed": True})
    procedure = catalogue.newest(codes.pop())
    views = [staff.door.view(case) for case in cases]
    acts = offered(procedure, views, staff)
    context |= {"procedure": procedure, "acts": acts}
    act = next((a for a, _number in acts if a.code == given.get("act", "")), None)
    if act is None:
        return page(request, "desk/bulk.html", context)
    rows = [
        Ready(case, view, hindered(view, act, staff))
        for case, view in zip(cases, views, strict=True)
    ]
    first = next(r for r in rows if not r.why)
    context |= {"act": act, "rows": rows, "possible": sum(not r.why for r in rows)}
    return _with_form(request, act, rows, first, context)


def _with_form(
    request: StaffRequest, act: Act[Any], rows: list[Ready], first: Ready, context: dict[str, Any]
) -> HttpResponse:
    posted = request.method == "POST" and "act-request" in request.POST
    form = _doing(request, act, first, posted=posted)
    context |= {"facts": form.facts, "frame": form.frame, "token": secrets.token_hex(16)}
    if not posted:
        return page(request, "desk/bulk.html", context)
    if not form.is_valid():
        return page(request, "desk/bulk.html", context, status=422)
    results = [(row, _carry_out(request, act, row)) for row in rows]
    context |= {"results": results, "did": sum(not why for _row, why in results)}
    return page(request, "desk/bulk_done.html", context)


def _doing(request: StaffRequest, act: Act[Any], row: Ready, *, posted: bool) -> Doing:
    mine = row.view.procedure.by_code[act.code]
    doing = Doing(request.staff, mine, row.view, request.staff.acting(mine, row.view), row.case)
    if not posted:
        doing.forms()
        return doing
    data = request.POST.copy()
    data["act-seen"] = str(row.view.seq)
    doing.forms(data, request.FILES)
    return doing


def _carry_out(request: StaffRequest, act: Act[Any], row: Ready) -> str:
    """Do the act in one case; return why it was not done, or nothing."""
    if row.why:
        return row.why
    doing = _doing(request, act, row, posted=True)
    if not doing.is_valid():
        return _("填写内容不适用于本案")
    try:
        doing.carry_out()
    except Refused as refusal:
        return str(refusal)
    return ""
