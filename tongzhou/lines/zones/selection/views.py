"""Pages of the choice: all candidates side by side, and the forms that fill them."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.zones.models.plan import ZoneSelection
from tongzhou.lines.zones.selection.facts import (
    CHOICE,
    Designation,
    Nomination,
    Proposal,
    Sheet,
    candidate_key,
)
from tongzhou.lines.zones.selection.forms import NominationForm, ProposalForm, SheetForm
from tongzhou.lines.zones.selection.pages import Choice, choice_of
from tongzhou.lines.zones.selection.procedure import (
    SELECTION,
    choose,
    designate,
    nominate,
    propose,
    report,
    score,
)
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.refusal import Refused


@counter
def choices(request: VisitorRequest) -> HttpResponse:
    """Show the choices this person can see, by programme and league."""
    cases = request.visitor.cases(SELECTION.code)
    rows = ZoneSelection.objects.filter(case__in=cases).select_related("case")
    states = {code: state.staff for code, state in SELECTION.states.items()}
    table = [(r, states.get(r.state, r.state)) for r in rows.order_by("-year", "league")[:200]]
    context = {"rows": table, "today": request.visitor.on}
    return page(request, "zones/selection/list.html", context)


@counter
def compare(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show all candidates side by side."""
    choice = choice_of(request.visitor, uid)
    can = {a.code: choice.may(a) for a in (nominate, score, propose, choose, designate, report)}
    return page(request, "zones/selection/compare.html", choice.context(can=can))


def _do(
    request: VisitorRequest,
    choice: Choice,
    act: Act[Any],
    facts: Facts,
    about: tuple[str, ...] = (),
) -> None:
    actors = request.visitor.acting(act, choice.view)
    if not actors:
        raise Http404(_("这一事项不由您的职务办理"))
    request.visitor.door.act(
        choice.case,
        act.code,
        by=actors[0],
        at=request.visitor.at,
        facts=facts,
        about=about,
        request=request.POST.get("request", "")[:64] or None,
    )


def _back(choice: Choice) -> HttpResponse:
    return HttpResponseRedirect(reverse("zones-selection:compare", args=[choice.case.uid]))


def _form(
    request: VisitorRequest, choice: Choice, act: Act[Any], form: Any, **more: Any
) -> HttpResponse:
    status = 422 if form.errors else 200
    context = choice.context(form=form, act=act, request_id=secrets.token_hex(16), **more)
    return page(request, "zones/selection/form.html", context, status=status)


def _mine(request: VisitorRequest, uid: str, act: Act[Any]) -> Choice:
    choice = choice_of(request.visitor, uid)
    if not request.visitor.acting(act, choice.view):
        raise Http404(_("这一事项不由您的职务办理"))
    return choice


@counter
def nominate_(request: VisitorRequest, uid: str) -> HttpResponse:
    """Nominate a county."""
    choice = _mine(request, uid, nominate)
    counties = choice.counties()
    form = NominationForm(request.POST or None, counties=counties)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = Nomination(
            county=given["county"],
            name=dict(counties)[given["county"]],
            kind=given["kind"],
            reason=given["reason"].strip(),
        )
        try:
            _do(request, choice, nominate, facts, (candidate_key(facts.county),))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已提名：%(name)s") % {"name": facts.name})
            return _back(choice)
    return _form(request, choice, nominate, form)


@counter
def score_(request: VisitorRequest, uid: str, county: str) -> HttpResponse:
    """Fill in the score sheet of a candidate."""
    choice = _mine(request, uid, score)
    candidate = next((c for c in choice.candidates if c.county == county), None)
    if candidate is None:
        raise Http404(_("该旗县不是候选旗县"))
    form = SheetForm(request.POST or None, sheet=candidate.sheet)
    replaces = choice.view.texts["sheets"].get(county, "")
    if request.method == "POST":
        replaces = request.POST.get("replaces", "")
        if form.is_valid():
            facts = Sheet(part=county, scores=form.scores(), replaces=replaces)
            try:
                _do(request, choice, score, facts, (candidate_key(county),))
            except Refused as refusal:
                form.add_error(None, str(refusal))
                replaces = choice_of(request.visitor, uid).view.texts["sheets"].get(county, "")
            else:
                messages.success(request, _("已提交评分：%(name)s") % {"name": candidate.name})
                return _back(choice)
    return _form(request, choice, score, form, candidate=candidate, replaces=replaces)


@counter
def propose_(request: VisitorRequest, uid: str) -> HttpResponse:
    """Propose which county is to be chosen."""
    choice = _mine(request, uid, propose)
    counties = [
        (c.county, f"{c.name}（{c.sheet.total if c.sheet else _('未评分')}）")
        for c in choice.candidates
    ]
    form = ProposalForm(request.POST or None, counties=counties)
    if request.method == "POST" and form.is_valid():
        facts = Proposal(
            counties=tuple(form.cleaned_data["counties"]),
            reason=form.cleaned_data["reason"].strip(),
            replaces=choice.view.texts["sheets"].get(CHOICE, ""),
        )
        try:
            _do(request, choice, propose, facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已提出拟选名单，请四部门签署意见"))
            return _back(choice)
    return _form(request, choice, propose, form)


@require_POST
@counter
def designate_(request: VisitorRequest, uid: str, county: str) -> HttpResponse:
    """Designate a county that was chosen: its plan is opened there."""
    choice = _mine(request, uid, designate)
    try:
        _do(request, choice, designate, Designation(county=county), (candidate_key(county),))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已确认选定，建设方案已在该旗县启动起草"))
    return _back(choice)
