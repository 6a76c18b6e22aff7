"""网上推选 — on the phone of one claimant: whom do you want to speak for all of you?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.acts import bringing
from tongzhou.lines.arbitration.facts import Vote
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.partying import PartyRequest, for_party
from tongzhou.procedure.refusal import Refused

from .electing import LEAST, MOST, candidates, tally_of


@for_party
def vote(request: PartyRequest, uid: str) -> HttpResponse:
    """Show whom one may vote for, and take the vote; voting again takes the place of the earlier vote."""
    party = request.party
    mine = tuple(
        k for k in party.keys if k.startswith(f"{CLAIMANT.code}/") and k in party.view.subjects
    )
    earlier = _earlier(party.view, mine)
    data = request.POST if request.method == "POST" else request.GET
    q = data.get("q", "").strip()[:60]
    ticked = tuple(dict.fromkeys(data.getlist("chosen"))) or (earlier if not q else ())
    refusal, status = "", 200
    if request.method == "POST" and data.get("do") != "search":
        refusal = _cast(party, mine, tuple(dict.fromkeys(request.POST.getlist("chosen"))))
        if not refusal:
            messages.success(request, _("已投票。确定代表人以前，可以改投。"))
            return HttpResponseRedirect(reverse("arbitration-vote:vote", args=[uid]))
        status = 422
    context: dict[str, Any] = {
        "case": party.case,
        "why": party.why_not(bringing.vote) if mine else _("推选由申请人投票"),
        "names": [party.view.subjects[k].name for k in mine],
        "tally": tally_of(party.view),
        "candidates": candidates(party.view, q=q, ticked=ticked, with_votes=False),
        "voted": bool(earlier),
        "q": q,
        "refusal": refusal,
        "back": reverse("portal:case", args=[uid]),
    }
    return render(request, "arbitration/group_vote.html", context, status=status)


def _earlier(view: Any, mine: tuple[str, ...]) -> tuple[str, ...]:
    for key in mine:
        said = view.subjects[key].stated.get("vote")
        if isinstance(said, Vote):
            return said.chosen
    return ()


def _cast(party: Any, mine: tuple[str, ...], chosen: tuple[str, ...]) -> str:
    """Put the vote of each of these claimants down; return why not, or nothing."""
    known = {s.key for s in party.view.of(CLAIMANT)}
    if not LEAST <= len(chosen) <= MOST or not set(chosen) <= known:
        return _("请选择三至五人，现选 %(n)d 人") % {"n": len(chosen)}
    try:
        for key in mine:
            party.does(bringing.vote, facts=Vote(chosen=chosen), about=(key,))
    except Refused as refusal:
        return str(refusal)
    return ""
