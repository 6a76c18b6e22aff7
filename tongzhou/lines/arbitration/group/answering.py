"""答复调解方案 — on the phone of one claimant: this is what you would get; do you agree?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.law.heads import HEADS
from tongzhou.lines.arbitration.acts import deciding
from tongzhou.lines.arbitration.facts import Consent
from tongzhou.lines.arbitration.rules.awards import claims_of, offer_to
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.partying import Party, PartyRequest, for_party
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import Subject
from tongzhou.ui.forms import speak_plainly


@for_party
def offer(request: PartyRequest, uid: str) -> HttpResponse:
    """Show what is offered to this claimant beside what was asked, and take the answer."""
    party = request.party
    known = (party.view.subjects.get(key) for key in party.keys)
    mine = [s for s in known if s and s.kind is CLAIMANT and offer_to(s)]
    posted = request.method == "POST"
    form = form_for(Consent)(request.POST if posted else None)
    speak_plainly(form)
    refusal = ""
    if posted and form.is_valid():
        refusal = _answered(party, mine, form.facts())
        if not refusal:
            messages.success(request, _("已答复。调解书制作以前，可以改变。"))
            return HttpResponseRedirect(reverse("arbitration-vote:offer", args=[uid]))
    context: dict[str, Any] = {
        "case": party.case,
        "why": party.why_not(deciding.answer_offer) if mine else _("还没有向您提出调解方案"),
        "offers": [_shown(subject) for subject in mine],
        "form": form,
        "refusal": refusal,
        "back": reverse("portal:case", args=[uid]),
    }
    status = 422 if posted else 200
    return render(request, "arbitration/group_offer.html", context, status=status)


def _shown(subject: Subject) -> dict[str, Any]:
    """Return what is offered to one claimant, head by head, beside what was asked."""
    pair = offer_to(subject)
    assert pair
    stated, answer = pair
    items = stated.items[subject.key]
    asked = {item.head: item.amount for item in claims_of(subject)}
    rows = [(HEADS[c], asked.get(c, 0), items.get(c, 0)) for c in HEADS if c in asked or c in items]
    return {
        "name": subject.name,
        "rows": rows,
        "total": sum(items.values()),
        "offer": stated,
        "answer": answer,
    }


def _answered(party: Party, mine: list[Subject], facts: Any) -> str:
    """Put the answer down for each of these claimants; return why not, or nothing."""
    if not mine:
        return _("还没有向您提出调解方案")
    try:
        for subject in mine:
            party.does(deciding.answer_offer, facts=facts, about=(subject.key,))
    except Refused as refusal:
        return str(refusal)
    return ""
