"""欠薪工作台 — what was found, ordered and collected here, and what waits today."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from tongzhou.lines.arrears import figures
from tongzhou.lines.arrears.models import MatterRow
from tongzhou.lines.arrears.procedure import MATTER
from tongzhou.procedure.counter import VisitorRequest, counter, page

MOST = 50


@counter
def board(request: VisitorRequest) -> HttpResponse:
    """Show the board of the places where this person works."""
    visitor, on = request.visitor, request.visitor.on
    cases = visitor.cases(MATTER.code)
    year = date(on.year, 1, 1)
    rows = figures.taken(since=year, until=on, cases=cases.values("pk"))
    wide = any(len(a.region) < 6 for a in visitor.actors)
    live = MatterRow.objects.filter(case__in=cases.filter(is_open=True).values("pk"))
    waiting = live.select_related("case").order_by("case__due_at", "pk")[:MOST]
    context = {
        "today": on,
        "year": on.year,
        "whole": figures.whole(rows, str(on.year)),
        "median": figures.median_days(rows),
        "places": figures.by_place(
            rows, "league" if any(len(a.region) < 4 for a in visitor.actors) else "county"
        )
        if wide
        else [],
        "waiting": list(waiting),
        "states": {s.code: s.staff for s in MATTER.states.values()},
        "tones": {"overdue": "over", "ordered": "warn", "watching": "ok", "found": "info"},
    }
    return page(request, "arrears/board.html", context)
