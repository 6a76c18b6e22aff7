"""当事人页面 — a party on a phone: what it says of the facts, its evidence, its opinion on that of the others."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import trying as acts
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT, SIDES
from tongzhou.lines.arbitration.trial import exhibits, proving, stating
from tongzhou.procedure import files
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import StoredFile
from tongzhou.procedure.partying import Party, PartyRequest, for_party
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import Subject


def _checked(request: PartyRequest) -> Party:
    """Return the party, in a dispute. Raises Http404 where the case is another line's."""
    party = request.party
    if party.case.procedure != CODE:
        raise Http404(_("没有这一页"))
    return party


def _side(request: PartyRequest, *kinds: str) -> tuple[Subject, list[Subject]]:
    """Return as whom this party speaks, and as whom it could. Raises Http404 where it is none of these."""
    party = request.party
    found = [
        party.view.subjects[key]
        for key in party.all_keys
        if key in party.view.subjects and party.view.subjects[key].kind.code in kinds
    ]
    if not found:
        raise Http404(_("这一事项不由您办理"))
    wanted = request.GET.get("side") or request.POST.get("side")
    return next((s for s in found if s.key == wanted), found[0]), found


def _does(request: PartyRequest, act: Act[Any], facts: Facts, side: str) -> str:
    """Do an act as this side; return why it was refused, empty if it was not."""
    try:
        request.party.does(
            act, facts=facts, about=(side,), request=request.POST.get("request") or None
        )
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("已提交：%(act)s") % {"act": act.label})
    return ""


def _shows(
    request: PartyRequest, template: str, act: Act[Any], refusal: str, **context: Any
) -> HttpResponse:
    party, posted = request.party, request.method == "POST"
    found = {
        "act": act,
        "case": party.case,
        "party": party,
        "why": "" if posted else party.why_not(act),
        "refusal": refusal,
        "sent": (not refusal and request.POST.get("request")) or secrets.token_hex(16),
        "today": party.on,
        "public": True,
    } | context
    return render(request, template, found, status=422 if posted else 200)


@for_party
def elements(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Ask a side about the facts of one claimant; an employer goes through all of them."""
    party, act = _checked(request), acts.state_elements
    side, sides = _side(request, CLAIMANT.code, RESPONDENT.code)
    is_respondent = side.kind is RESPONDENT
    people = party.view.of(CLAIMANT) if is_respondent else [s for s in sides if s.kind is CLAIMANT]
    key = request.GET.get("who") or (people[0].key if is_respondent else side.key)
    at = next((n for n, s in enumerate(people) if s.key == key), None)
    if at is None:
        raise Http404(_("本案没有这名申请人"))
    side = side if is_respondent else people[at]
    asked = stating.questions(party.view, side.key, key)
    refusal, errors = "", {}
    after = people[at + 1] if at + 1 < len(people) else None
    if request.method == "POST":
        if "agree_all" in request.POST:
            said = stating.agreed_to_all(party.view, side.key)
        else:
            asked = stating.answered(asked, request.POST.dict())
            errors = {f"el-{one.code}": one.error for one in asked if one.error}
            said = stating.stated(party.view, key, asked)
        if not errors:
            refusal = _does(request, act, said, side.key) if said.of else _("请至少填写一项")
            if not refusal:
                return _on_from(request, uid, after)
    return _shows(
        request, "arbitration/party_elements.html", act, refusal,
        asked=asked, errors=errors, side=side, is_respondent=is_respondent,
        claimant=people[at], number=at + 1, count=len(people),
        before=people[at - 1] if at else None, after=after,
    )  # fmt: skip


def _on_from(request: PartyRequest, uid: str, after: Subject | None) -> HttpResponse:
    if after is None or "agree_all" in request.POST or "leave" in request.POST:
        return redirect("portal:case", uid)
    answer = redirect("arbitration-party:elements", uid)
    answer["Location"] += f"?who={after.key}"
    return answer


@for_party
def hand_in(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Ask a party for its exhibits, with what it has to prove and by when."""
    party, act = _checked(request), acts.hand_in
    side, sides = _side(request, *(kind.code for kind in SIDES))
    rows, refusal = proving.blank(), ""
    errors: dict[str, str] = {}
    if request.method == "POST":
        rows = proving.posted(request.POST.dict())
        stated, errors = proving.evidence(rows, request.FILES, party.at)
        if stated:
            refusal = _does(request, act, stated, side.key)
            if not refusal:
                return redirect("portal:case", uid)
    due = exhibits.deadline(party.view)
    return _shows(
        request, "arbitration/party_evidence.html", act, refusal,
        rows=rows, errors=errors, side=side, sides=sides, due=due,
        late=bool(due and party.on > due), burdens=exhibits.burdens(party.view),
        mine=[s for s in exhibits.shown(party.view) if s.by in party.all_keys],
        accept=",".join(f".{kind}" for kind in files.allowed()),
    )  # fmt: skip


@for_party
def examine(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Ask a party what it says of the exhibits of the other side."""
    party, act = _checked(request), acts.examine
    side, _sides = _side(request, *(kind.code for kind in SIDES))
    shown, given = exhibits.shown(party.view), exhibits.given(party.view)
    asked = proving.to_examine(shown, given, side.key, side.kind.code)
    refusal = ""
    errors: dict[str, str] = {}
    if request.method == "POST":
        stated, errors = proving.examination(asked, request.POST.dict())
        if not errors:
            refusal = (
                _does(request, act, stated, side.key)
                if stated.opinions
                else _("请至少对一项证据发表意见")
            )
            if not refusal:
                return redirect("portal:case", uid)
    return _shows(
        request, "arbitration/party_examine.html", act, refusal,
        asked=asked, errors=errors, side=side,
    )  # fmt: skip


@for_party
def exhibit(request: PartyRequest, uid: str, digest: str) -> HttpResponseBase:  # noqa: ARG001
    """Give a file handed in as evidence to a party of the case: each side sees what the other relies on."""
    party = _checked(request)
    refs = [f for s in exhibits.shown(party.view) for f in s.exhibit.files if f.digest == digest]
    stored = StoredFile.objects.filter(pk=digest).first() if refs else None
    if stored is None:
        raise Http404(_("没有这件材料"))
    return files.served(stored, refs[0].name)
