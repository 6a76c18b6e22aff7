"""每日 — what runs out, and what has not been received: the two lists a clerk begins the day with."""

from __future__ import annotations

from django.http import HttpResponse

from tongzhou.lines.arbitration.counter import board, today
from tongzhou.lines.arbitration.counter.pages import court
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.procedure.counter import VisitorRequest, page

WHOSE = ("court", "party")


@court()
def clocks(request: VisitorRequest) -> HttpResponse:
    """Show the clocks of the court, overdue ones first, by group and by who must act."""
    visitor = request.visitor
    offices = {a.office for a in visitor.appointments}
    everything = today.clocks(visitor.cases(CODE), on=visitor.on, offices=offices)
    whose = request.GET.get("whose", "")
    group = request.GET.get("group", "")
    shown = [
        line
        for line in everything
        if (whose not in WHOSE or (whose == "court") == (not line.by_party))
        and (group in ("", line.group))
    ]
    context = {
        "lines": shown,
        "tallies": today.tallies(everything),
        "group": group,
        "whose": whose if whose in WHOSE else "",
        "over": sum(line.deadline.level == "over" for line in everything),
        "urgent": sum(line.deadline.level == "urgent" for line in everything),
        "is_cut": len(everything) == today.MOST,
        "today": visitor.on,
        "may_register": CLERK.code in offices,
    }
    return page(request, "arbitration/counter_today.html", context)


@court()
def service(request: VisitorRequest) -> HttpResponse:
    """Show which papers have not been received, by whom, since when, and how they were tried."""
    visitor = request.visitor
    everything = board.unserved(visitor.cases(CODE), on=visitor.on, calendar=visitor.door.calendar)
    standing = request.GET.get("standing", "")
    context = {
        "lines": [u for u in everything if standing in ("", u.standing)],
        "tallies": board.tallies(everything),
        "standing": standing,
        "most": board.MOST,
        "today": visitor.on,
    }
    return page(request, "arbitration/counter_service.html", context)
