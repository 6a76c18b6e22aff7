"""Pages of a programme: the list, and milestones by leagues with who is late."""

from __future__ import annotations

from django.http import HttpResponse

from tongzhou.lines.zones.plan.procedure import PLAN
from tongzhou.lines.zones.programme.pages import rows
from tongzhou.lines.zones.programme.procedure import PROGRAMME, call
from tongzhou.lines.zones.programme.rules import call_of, milestones
from tongzhou.lines.zones.selection.procedure import SELECTION
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import Case


@counter
def programmes(request: VisitorRequest) -> HttpResponse:
    """Show the programmes, the newest first."""
    visitor = request.visitor
    found = visitor.cases(PROGRAMME.code).order_by("-opened_on", "-id")[:50]
    states = {code: state.staff for code, state in PROGRAMME.states.items()}
    may_call = any(a.office in {o.code for o in call.offices} for a in visitor.actors)
    context = {
        "rows": [(c, states.get(c.state, c.state)) for c in found],
        "may_call": may_call,
        "today": visitor.on,
    }
    return page(request, "zones/programme/list.html", context)


@counter
def matrix(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the milestones of a programme by leagues."""
    visitor = request.visitor
    case = visitor.case(PROGRAMME.code, uid)
    view = visitor.door.view(case)
    seen = Case.objects.visible_to(visitor.sight).filter(procedure__in=[SELECTION.code, PLAN.code])
    leagues = rows(view, on=visitor.on, may_open=seen.values_list("pk", flat=True))
    due = milestones(call_of(view))
    counts = [
        (
            m,
            sum(r.cells[i].mark.level in ("done", "late_done") for r in leagues),
            sum(r.cells[i].mark.level == "late" for r in leagues),
        )
        for i, m in enumerate(due)
    ]
    states = {code: state.staff for code, state in PLAN.states.items()}
    context = {
        "case": case,
        "view": view,
        "call": call_of(view),
        "state": view.procedure.states[view.state],
        "leagues": leagues,
        "counts": counts,
        "states": states,
        "today": visitor.on,
    }
    return page(request, "zones/programme/matrix.html", context)
