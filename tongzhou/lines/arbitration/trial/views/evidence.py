"""证据 — the exhibits of each side, who must prove what, and what the other side says of each exhibit."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import trying as acts
from tongzhou.lines.arbitration.states import SIDES
from tongzhou.lines.arbitration.trial import exhibits, proving
from tongzhou.lines.arbitration.trial.pages import Trial, opened
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.view import Subject


@counter
def evidence(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the exhibits side by side, with burden and deadline; late ones are marked."""
    trial = opened(request, uid)
    request.visitor.saw("case", trial.case, "证据")
    shown = exhibits.shown(trial.view)
    sides = [(kind.label, [s for s in shown if s.kind == kind.code]) for kind in SIDES]
    said = trial.view.latest(acts.set_evidence)
    return trial.shows(
        "arbitration/trial_evidence.html",
        "evidence",
        sides=[(label, rows) for label, rows in sides if rows or label != SIDES[2].label],
        due=exhibits.deadline(trial.view),
        words=said.words if said else "",
        burdens=exhibits.burdens(trial.view),
        late=sum(1 for s in shown if s.late),
    )


def side_of(trial: Trial) -> tuple[Subject, list[Subject]]:
    """Return the party chosen, and the parties to choose from. Raises Http404."""
    parties = [s for kind in SIDES for s in trial.view.of(kind)]
    key = trial.request.GET.get("side") or trial.request.POST.get("side") or parties[0].key
    found = next((s for s in parties if s.key == key), None)
    if found is None:
        raise Http404(_("本案没有这名当事人"))
    return found, parties


@counter
def hand_in(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask at the counter for the list of exhibits of a party."""
    trial = opened(request, uid)
    act = acts.hand_in
    trial.ask(act)
    side, parties = side_of(trial)
    rows = proving.blank()
    if request.method == "POST" and not trial.refusal:
        rows = proving.posted(request.POST.dict())
        stated, trial.errors = proving.evidence(rows, request.FILES, trial.visitor.at)
        if stated and trial.does(act, stated, (side.key,)):
            return trial.done(act, "evidence")
    return trial.shows(
        "arbitration/trial_hand_in.html",
        "evidence",
        act=act,
        rows=rows,
        side=side,
        parties=parties[:600],
        due=exhibits.deadline(trial.view),
    )


@counter
def examine(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask what a party says of the exhibits of the others."""
    trial = opened(request, uid)
    act = acts.examine
    trial.ask(act)
    side, parties = side_of(trial)
    shown, given = exhibits.shown(trial.view), exhibits.given(trial.view)
    asked = proving.to_examine(shown, given, side.key, side.kind.code)
    if request.method == "POST" and not trial.refusal:
        stated, trial.errors = proving.examination(asked, request.POST.dict())
        if not trial.errors and not stated.opinions:
            trial.refusal = _("请至少对一项证据发表意见")
        elif not trial.errors and trial.does(act, stated, (side.key,)):
            return trial.done(act, "evidence")
    return trial.shows(
        "arbitration/trial_examine.html",
        "evidence",
        act=act,
        asked=asked,
        side=side,
        parties=parties[:600],
        typed=request.POST,
    )
