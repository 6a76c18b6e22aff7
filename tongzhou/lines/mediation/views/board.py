"""调解工作台 — who carries how much, what waits to be assigned, whom to call today, and how it goes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse

from tongzhou.lines.mediation import figures, suggesting
from tongzhou.lines.mediation.models import MediationBody, Mediator
from tongzhou.lines.mediation.offices import CHIEF, CLERK
from tongzhou.lines.mediation.procedure import CASE, call_back, performance
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import Case, ClockRow, SubjectRow

MOST = 50
AHEAD = timedelta(days=7)


@counter
def board(request: VisitorRequest) -> HttpResponse:
    """Show the board of the places where this person works."""
    visitor, on = request.visitor, request.visitor.on
    cases = visitor.cases(CASE.code)
    open_ = cases.filter(is_open=True)
    counties = sorted({a.region[:6] for a in visitor.actors if len(a.region) >= 6})
    year = date(on.year, 1, 1)
    context = {
        "today": on,
        "whole": figures.whole(
            cases.values("pk"), since=year, until=on, label=str(on.year)
        ),
        "ways": figures.by_way(cases.values("pk"), since=year, until=on),
        "waiting": list(open_.filter(state__in=("applied", "accepted")).order_by("due_at", "pk")[:MOST]),
        "calls": _calls(open_, on),
        "mediators": _mediators(counties, on),
        "bodies": _bodies(counties, cases, year, on),
        "may_register": any(a.office == CHIEF.code for a in visitor.actors),
        "may_bring": any(a.office == CLERK.code for a in visitor.actors),
        "states": CASE.states,
    }  # fmt: skip
    return page(request, "mediation/board.html", context)


def _calls(open_: Any, on: date) -> list[tuple[Case, ClockRow, str]]:
    """Return the payments that fall due soon or have fallen due, with the call that is owed. Two queries."""
    rows = ClockRow.objects.filter(
        case__in=open_.values("pk"),
        limit__in=(call_back.code, performance.code),
        is_running=True,
        due__lte=on + AHEAD,
    ).select_related("case")
    found: dict[tuple[int, str], ClockRow] = {}
    for row in rows.order_by("due", "pk")[: MOST * 2]:
        found.setdefault((row.case_id, row.about), row)
    chosen = list(found.values())[:MOST]
    names = {
        (r.case_id, r.key): r.name
        for r in SubjectRow.objects.filter(case__in=[r.case_id for r in chosen], kind="payment")
    }
    return [(r.case, r, names.get((r.case_id, r.about), "")) for r in chosen]


def _mediators(counties: list[str], on: date) -> list[tuple[Mediator, int, int]]:
    """Return the mediators whose term runs, with what they carry and their share of the most they may."""
    rows = list(
        Mediator.objects.filter(county__in=counties, since__lte=on, until__gte=on)
        .select_related("body__body", "person")
        .order_by("name", "pk")
    )
    loads = suggesting.loads([str(m.person_id) for m in rows])
    found = [(m, loads[str(m.person_id)]) for m in rows]
    return [(m, n, min(100, round(100 * n / (m.body.capacity or 1)))) for m, n in found]


def _bodies(
    counties: list[str], cases: Any, since: date, on: date
) -> list[tuple[MediationBody, figures.Figures | None]]:
    found = figures.by_body(cases.values("pk"), since=since, until=on)
    rows = MediationBody.objects.filter(county__in=counties).select_related("body", "region")
    return [(b, found.get(b.body_id)) for b in rows.order_by("way", "body__name")]
