"""并案 — single cases against one employer about one thing become one case; each keeps what it claims."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.law.heads import CAUSES
from tongzhou.lines.arbitration.acts import changing
from tongzhou.lines.arbitration.facts import MoreClaimants
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.procedure import CODE, DISPUTE
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import GROUP, TRACKS
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form

from .standing import particulars_of
from .stating import acting

MOST = 100
MERGE = "engine.merge"


class MergeForm(Form):
    """Why cases are heard as one."""

    reason = forms.CharField(
        label=gettext_lazy("并案理由"),
        widget=forms.Textarea(attrs={"rows": 2}),
        initial=gettext_lazy("同一被申请人、同一案由，合并审理"),
        max_length=300,
    )


@dataclass(frozen=True)
class Candidate:
    """A case that may be merged into this one."""

    dispute: Dispute
    state: str
    track: str
    same_cause: bool


def candidates(visitor: Visitor, case: Case, mine: Dispute) -> list[Candidate]:
    """Return the open cases in sight with the same respondent in which nothing is decided yet. One query."""
    assert DISPUTE.merging
    at = [s.code for s in _states()]
    found = (
        Dispute.objects.filter(
            case__in=visitor.cases(CODE).filter(state__in=at, county=case.county).values("pk"),
            respondent=mine.respondent,
            settled=0,
            awarded=0,
        )
        .exclude(Q(case=case) | Q(respondent=""))
        .select_related("case")
        .order_by("case__opened_on", "pk")[:MOST]
    )
    rows = [
        Candidate(
            d, DISPUTE.states[d.case.state].staff, TRACKS.get(d.track, ""), d.cause == mine.cause
        )
        for d in found
    ]
    return sorted(rows, key=lambda c: not c.same_cause)


def _states() -> tuple[Any, ...]:
    merging = DISPUTE.merging
    assert merging
    return merging.at if isinstance(merging.at, tuple) else (merging.at,)


@counter
def merge(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show which cases may be merged into this one, and merge those that were ticked."""
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    view = visitor.door.view(case)
    by = visitor.acting(view.procedure.by_code[MERGE], view)
    mine = Dispute.objects.filter(case=case).first()
    if mine is None:
        raise Http404
    found = candidates(visitor, case, mine)
    posted = request.method == "POST"
    form = MergeForm(request.POST if posted else None)
    ticked = set(request.POST.getlist("selected"))
    refusal = ""
    if posted and not by:
        refusal = _("并案由仲裁员或者仲裁院院长办理")
    elif posted and form.is_valid():
        sources = [c.dispute.case for c in found if c.dispute.case.uid in ticked]
        refusal = _merge(visitor, sources, case, form.cleaned_data["reason"])
        if not refusal:
            messages.success(request, _("已并入 %(n)d 件") % {"n": len(sources)})
            return HttpResponseRedirect(reverse("arbitration-group:ledger", args=[uid]))
    context = {
        "case": case,
        "mine": mine,
        "cause": CAUSES.get(mine.cause, mine.cause),
        "candidates": found,
        "ticked": ticked,
        "form": form,
        "refusal": refusal,
        "open_here": case.state in {s.code for s in _states()},
        "people": mine.people + sum(c.dispute.people for c in found if c.same_cause),
        "group": GROUP,
        "may": bool(by),
    }
    return page(request, "arbitration/group_merge.html", context, status=422 if posted else 200)


def _merge(visitor: Visitor, sources: list[Case], into: Case, reason: str) -> str:
    """Merge all of these, or none; return why not, or nothing."""
    if not sources:
        return _("请勾选要并入的案件")
    try:
        with transaction.atomic():
            for source in sources:
                merge_one(visitor, source, into, reason)
    except Refused as refusal:
        return str(refusal)
    return ""


def merge_one(visitor: Visitor, source: Case, into: Case, reason: str) -> None:
    """Merge one case into another, and state there what its claimants claim. Raises Refused."""
    leaving, staying = visitor.door.view(source), visitor.door.view(into)
    by = acting(visitor, staying.procedure.by_code[MERGE], staying)
    facts = carried(leaving, staying)
    visitor.door.merge(source, into=into, by=by, at=visitor.at, reason=reason)
    if facts.claims:
        visitor.door.act(
            into,
            changing.carry_claims.code,
            by=by,
            at=visitor.at,
            facts=facts,
            about=tuple(facts.claims),
            reason=reason,
            request=secrets.token_hex(16),
        )


def carried(leaving: View, staying: View) -> MoreClaimants:
    """Return what the claimants of a case claim in the one it is merged into.

    Who claims in both claims the sum of both under each head.
    """
    names, claims, particulars = {}, {}, {}
    for subject in leaving.of(CLAIMANT):
        items = claims_of(subject)
        if not items:
            continue
        names[subject.key] = subject.name
        there = staying.subjects.get(subject.key)
        claims[subject.key] = united(claims_of(there), items) if there else items
        particulars[subject.key] = particulars_of(subject)
    return MoreClaimants(names=names, claims=claims, particulars=particulars)


def united(first: tuple[ClaimItem, ...], second: tuple[ClaimItem, ...]) -> tuple[ClaimItem, ...]:
    """Return the items of two claims of one person, one for each head."""
    found = {item.head: item for item in first}
    for item in second:
        before = found.get(item.head)
        found[item.head] = item if before is None else _joined(before, item)
    return tuple(found.values())


def _joined(one: ClaimItem, other: ClaimItem) -> ClaimItem:
    since = min(filter(None, (one.since, other.since)), default=None)
    until = max(filter(None, (one.until, other.until)), default=None)
    basis = "；".join(filter(None, dict.fromkeys((one.basis, other.basis))))
    fields = {f: getattr(one, f) for f in ClaimItem.__struct_fields__}
    fields |= {"amount": one.amount + other.amount, "since": since, "until": until, "basis": basis}
    return ClaimItem(**fields)


__all__ = ["candidates", "carried", "merge", "merge_one", "united"]
