"""指定承办监察员 — who holds a valid certificate in the region, how much each carries, and to whom the matter goes."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arrears import facts
from tongzhou.lines.arrears.acts import taking
from tongzhou.lines.arrears.procedure import MATTER
from tongzhou.lines.arrears.states import CARRYING, OFFICER
from tongzhou.procedure.certified import shown as certificates
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.models import SubjectRow
from tongzhou.registry import certifying

from .doing import do, done, matter, shown


@counter
def assign(request: VisitorRequest, uid: str) -> HttpResponse:
    """Offer those whose certificate is valid today, and give the matter to two of them or more."""
    at, act = matter(request, uid), taking.assign
    why = at.why_not(act)
    cards = certifying.eligible(at.case.region, on=at.visitor.on)
    picked = request.POST.getlist("officer")
    trouble = ""
    if request.method == "POST":
        chosen = [c for c in cards if str(c.person_id) in picked]
        stated = facts.Assignment(
            names={f"officer/{c.person_id}": c.name for c in chosen},
            certificates=certificates(chosen, under="officer/"),
            words=request.POST.get("words", "").strip()[:300],
        )
        if len(chosen) < len(set(picked)):
            trouble = _("所选人员没有有效的执法证件，请核对“执法证件”登记")
        elif not chosen:
            trouble = _("请勾选承办监察员")
        else:
            trouble = do(request, at, act, stated, about=tuple(stated.names))
        if not trouble:
            return done(request, at, act)
    here = {s.ref: s.state for s in at.view.of(OFFICER)}
    carried = _carried()
    rows = [
        {"card": c, "load": carried.get(str(c.person_id), 0), "state": here.get(str(c.person_id), "")}
        for c in cards
    ]  # fmt: skip
    return shown(
        request, at, "arrears/assign.html", act, why=why, trouble=trouble, rows=rows, picked=picked
    )


def _carried() -> dict[str, int]:
    """Return how many open matters each officer carries. One query."""
    mine = SubjectRow.objects.filter(
        kind=OFFICER.code, state=CARRYING.code, case__is_open=True, case__procedure=MATTER.code
    )
    return dict(mine.values_list("ref").annotate(n=Count("pk")))
