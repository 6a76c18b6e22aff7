"""变更 — pages of the clerk for one amended claim, a counterclaim, a party that is joined."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import changing as acts
from tongzhou.lines.arbitration.counter import changing
from tongzhou.lines.arbitration.counter.forms import counties
from tongzhou.lines.arbitration.counter.pages import carried_out, court
from tongzhou.lines.arbitration.facts.bringing import Joining
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import View

PERSON, FIRM = "person", "firm"


@court(CLERK)
def amend(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the claims of one claimant anew; all of them, as they stand from now on."""
    case, view = _opened(request, uid)
    open_ = [s for s in view.of(CLAIMANT) if s.state == "claiming"]
    key = request.GET.get("who") or (open_[0].key if open_ else "")
    if key not in {s.key for s in open_}:
        raise Http404(_("没有这名申请人，或已有处理结果"))
    subject = view.subjects[key]
    data = request.POST if request.method == "POST" else None
    rows = changing.Rows(
        data, employer=not key.partition("/")[2].startswith("w"), known=claims_of(subject)
    )
    refusal = ""
    if data is not None and not data.get("add"):
        if not rows.is_valid():
            refusal = _("请改好以下各项再提交")
        elif not rows.items:
            refusal = _("至少要有一项请求；不再请求的，办理“撤回申请”")
        else:
            stated = changing.amended(key, view, rows.items)
            refusal = _does(request, case, acts.amend_claim, view, stated, (key,))
        if not refusal:
            return _done(request, uid, acts.amend_claim)
    context = {"rows": rows.rows, "n": 0, "subject": subject, "others": open_, "many": len(open_)}
    return _page(request, case, view, acts.amend_claim, refusal, context)


@court(CLERK)
def counterclaim(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask a counterclaim: who, what, why."""
    case, view = _opened(request, uid)
    data = request.POST if request.method == "POST" else None
    adding = bool(data and data.get("add"))
    rows = changing.Rows(data, employer=changing.claims_against_an_employer(view))
    form = changing.CounterForm(
        None if adding else data, view=view, initial=data.dict() if adding and data else None
    )
    refusal = ""
    if data is not None and not adding:
        if not all([rows.is_valid(), form.is_valid()]):
            refusal = _("请改好以下各项再提交")
        elif not rows.items:
            refusal = _("反申请至少要有一项请求")
        else:
            stated = changing.countered(view, form, rows.items)
            refusal = _does(request, case, acts.counterclaim, view, stated, tuple(stated.names))
        if not refusal:
            return _done(request, uid, acts.counterclaim)
    context = {"rows": rows.rows, "n": 0, "form": form}
    return _page(request, case, view, acts.counterclaim, refusal, context)


@court(CLERK, ARBITRATOR)
def join(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask whom to join, as respondent or third person; from the registers, or entered there."""
    case, view = _opened(request, uid)
    data = request.POST if request.method == "POST" else None
    sort = PERSON if request.GET.get("sort") == PERSON else FIRM
    form = changing.JoiningForm(data)
    joined = changing.Joined(
        data, person=sort == PERSON, at=request.visitor.at, regions=counties(), region=case.region
    )
    refusal = ""
    if data is not None:
        if not all([form.is_valid(), joined.is_valid()]):
            refusal = _("请改好以下各项再提交")
        else:
            refusal = _join(request, case, view, form, joined)
        if not refusal:
            return _done(request, uid, acts.join)
    context = {"form": form, "who": joined.form, "sort": sort}
    return _page(request, case, view, acts.join, refusal, context)


def _join(
    request: VisitorRequest,
    case: Case,
    view: View,
    form: changing.JoiningForm,
    joined: changing.Joined,
) -> str:
    """Enter who is joined into the register and the case: both or neither; return why not."""
    try:
        with transaction.atomic():
            ref, name = joined.entered(request.visitor.person)
            key = f"{form.cleaned_data['part']}/{ref}"
            taken = [s for s in view.subjects.values() if s.key.endswith(f"/{ref}")]
            if any(s.kind.code in ("claimant", "respondent", "third") for s in taken):
                return _("%(name)s已是本案当事人") % {"name": name}
            stated = Joining(names={key: name}, ground=form.cleaned_data["ground"])
            refusal = _does(request, case, acts.join, view, stated, (key,))
            if refusal:
                transaction.set_rollback(True)
            return refusal
    except ValidationError as error:
        return "；".join(error.messages)


def _opened(request: VisitorRequest, uid: str) -> tuple[Case, View]:
    case = request.visitor.case(CODE, uid)
    return case, request.visitor.door.view(case)


def _does(
    request: VisitorRequest,
    case: Case,
    act: Act[Any],
    view: View,
    stated: Facts,
    about: tuple[str, ...],
) -> str:
    try:
        stated.check()
    except ValueError as error:
        return str(error)
    sent = request.POST.get("request") or secrets.token_hex(16)
    return carried_out(request.visitor, case, act, view, stated, about=about, request=sent)


def _done(request: VisitorRequest, uid: str, act: Act[Any]) -> HttpResponse:
    messages.success(request, _("已办理：%(act)s") % {"act": act.label})
    return redirect("desk:case", uid)


def _page(
    request: VisitorRequest,
    case: Case,
    view: View,
    act: Act[Any],
    refusal: str,
    context: dict[str, Any],
) -> HttpResponse:
    able = bool(request.visitor.acting(act, view))
    shared = {
        "case": case,
        "act": act,
        "refusal": refusal,
        "blocked": hindrance(view, act, on=request.visitor.on)
        or ("" if able else _("这一事项不由您的职务办理")),
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(
        request, "arbitration/counter_change.html", shared | context, status=422 if refusal else 200
    )
