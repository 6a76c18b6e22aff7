"""代表人 — the clerk's page: who voted for whom, and who speaks for the group. 办案规则 63."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.lines.arbitration.acts import bringing
from tongzhou.lines.arbitration.facts import Election, Vote
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules.track import votes_cast
from tongzhou.lines.arbitration.states import ACTING, CLAIMANT, SPOKESMAN, UNDECIDED
from tongzhou.procedure import files
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.forms import FilesField
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form

from .standing import particulars_of
from .stating import acting

LEAST, MOST = 3, 5
SHOWN = 20  # candidates on a page
ONLINE, ON_PAPER = "网上推选", "书面推选"


@dataclass(frozen=True)
class Candidate:
    """A claimant who may speak for the others."""

    key: str
    name: str
    post: str
    votes: int = 0
    acts: bool = False  # speaks for the group now
    ticked: bool = False

    @property
    def ref(self) -> str:
        return self.key.partition("/")[2]


@dataclass(frozen=True)
class Tally:
    """How an election stands."""

    voters: int  # claimants who have voted
    claimants: int  # for whom something is still to be decided
    votes: dict[str, int]

    @property
    def missing(self) -> int:
        return max(self.claimants - self.voters, 0)

    @property
    def leading(self) -> list[str]:
        """Return the keys of those with most votes, at most five; who ties with the last stays out."""
        found = list(self.votes)
        if len(found) > MOST and self.votes[found[MOST]] == self.votes[found[MOST - 1]]:
            least = self.votes[found[MOST]]
            found = [k for k in found[:MOST] if self.votes[k] > least]
        return found[:MOST]

    @property
    def tied(self) -> bool:
        """Say whether the last seat is undecided between several."""
        return len(self.votes) > MOST and len(self.leading) < MOST


def tally_of(view: View) -> Tally:
    """Return how the election stands. The last vote of each counts."""
    entitled = view.of(CLAIMANT, *(s.code for s in UNDECIDED))
    voted = [s for s in entitled if isinstance(s.stated.get("vote"), Vote)]
    names = {s.key for s in entitled}
    votes = {key: n for key, n in votes_cast(view).items() if key in names}
    return Tally(len(voted), len(entitled), votes)


def candidates(
    view: View, *, q: str = "", ticked: tuple[str, ...] = (), with_votes: bool
) -> list[Candidate]:
    """Return whom a page offers: those ticked, those with votes, those whom the words find."""
    votes = tally_of(view).votes
    sitting = {s.ref for s in view.of(SPOKESMAN, ACTING.code)}
    found: dict[str, None] = dict.fromkeys(k for k in ticked if k in view.subjects)
    entitled = view.of(CLAIMANT, *(s.code for s in UNDECIDED))
    if q:
        found |= dict.fromkeys([s.key for s in entitled if q in s.name][:SHOWN])
    else:
        first = list(votes) if with_votes else []
        found |= dict.fromkeys([*first, *(s.key for s in entitled)][:SHOWN])
    return [
        Candidate(
            key,
            view.subjects[key].name,
            particulars_of(view.subjects[key]).post,
            votes.get(key, 0),
            view.subjects[key].ref in sitting,
            key in ticked,
        )
        for key in found
    ]


class ElectionForm(Form):
    """How the representatives were chosen, with the paper where it was on paper."""

    way = forms.ChoiceField(
        label=gettext_lazy("推选方式"),
        widget=forms.RadioSelect,
        choices=[
            (ONLINE, gettext_lazy("网上推选（按网上投票结果）")),
            (ON_PAPER, gettext_lazy("书面推选（上传有申请人签名的推选书）")),
        ],
        initial=ONLINE,
    )
    paper = FilesField(label=gettext_lazy("推选书（签名表）"), required=False)


class Page:
    """The election of a case before its clerk."""

    def __init__(self, request: VisitorRequest, uid: str) -> None:
        self.request: VisitorRequest = request
        self.visitor: Visitor = request.visitor
        self.case: Case = self.visitor.case(CODE, uid)
        self.view: View = self.visitor.door.view(self.case)
        self.tally = tally_of(self.view)

    @property
    def may(self) -> bool:
        return bool(self.visitor.acting(bringing.represent, self.view))

    def context(self, **more: Any) -> dict[str, Any]:
        sitting = self.view.of(SPOKESMAN, ACTING.code)
        return {
            "case": self.case,
            "tally": self.tally,
            "sitting": sitting,
            "may": self.may,
            "why": hindrance(self.view, bringing.represent, on=self.visitor.on),
            "may_replace": bool(self.visitor.acting(bringing.replace_spokesman, self.view)),
            "vote_url": reverse("arbitration-vote:vote", args=[self.case.uid]),
            **more,
        }


@counter
def election(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show how the votes stand, and let the clerk say who speaks for the group."""
    at = Page(request, uid)
    data = request.POST if request.method == "POST" else request.GET
    q = data.get("q", "").strip()[:60]
    ticked = tuple(data.getlist("chosen")) or (() if q else tuple(at.tally.leading))
    form = ElectionForm()
    refusal, status = "", 200
    if request.method == "POST" and data.get("do") != "search":
        form = ElectionForm(request.POST, request.FILES)
        refusal = _confirm(at, form, ticked)
        if not refusal:
            messages.success(request, _("已确定代表人"))
            return HttpResponseRedirect(reverse("arbitration-group:election", args=[uid]))
        status = 422
    shown = candidates(at.view, q=q, ticked=ticked, with_votes=True)
    context = at.context(form=form, candidates=shown, q=q, refusal=refusal)
    return page(request, "arbitration/group_election.html", context, status=status)


def _confirm(at: Page, form: ElectionForm, ticked: tuple[str, ...]) -> str:
    """State who was chosen; return why not, or nothing."""
    if not form.is_valid():
        return _("请按提示改正")
    chosen = [k for k in ticked if k in at.view.subjects and k.startswith(f"{CLAIMANT.code}/")]
    if not LEAST <= len(chosen) <= MOST:
        return _("请选择三至五名代表人，现选 %(n)d 名") % {"n": len(chosen)}
    way = form.cleaned_data["way"]
    without = [at.view.subjects[k].name for k in chosen if not at.tally.votes.get(k)]
    if way == ONLINE and without:
        return _("%(who)s没有得票，不能按网上推选确定") % {"who": "、".join(without)}
    names = {SPOKESMAN.key(at.view.subjects[k].ref): at.view.subjects[k].name for k in chosen}
    votes = {SPOKESMAN.key(k.partition("/")[2]): at.tally.votes.get(k, 0) for k in chosen}
    try:
        kept = [files.keep(x, at.visitor.at) for x in form.cleaned_data["paper"]]
        facts = Election(
            names=names, way=way, votes=votes if way == ONLINE else {}, paper=tuple(kept)
        )
        with transaction.atomic():
            _replace_others(at, set(names))
            at.visitor.door.act(
                at.case,
                bringing.represent.code,
                by=acting(at.visitor, bringing.represent, at.view),
                at=at.visitor.at,
                facts=facts,
                about=tuple(names),
            )
    except Refused as refusal:
        return str(refusal)
    return ""


def _replace_others(at: Page, chosen: set[str]) -> None:
    """Let those who spoke for the group until now and were not chosen again step back."""
    gone = tuple(s.key for s in at.view.of(SPOKESMAN, ACTING.code) if s.key not in chosen)
    if gone:
        at.visitor.door.act(
            at.case,
            bringing.replace_spokesman.code,
            by=acting(at.visitor, bringing.replace_spokesman, at.view),
            at=at.visitor.at,
            about=gone,
        )


@require_POST
@counter
def replace(request: VisitorRequest, uid: str, ref: str) -> HttpResponse:
    """Let one representative step back."""
    at = Page(request, uid)
    key = SPOKESMAN.key(ref)
    if key not in at.view.subjects:
        raise Http404
    reason = request.POST.get("reason", "").strip()[:300]
    try:
        at.visitor.door.act(
            at.case,
            bringing.replace_spokesman.code,
            by=acting(at.visitor, bringing.replace_spokesman, at.view),
            at=at.visitor.at,
            about=(key,),
            reason=reason,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(who)s不再担任代表人") % {"who": at.view.subjects[key].name})
    return HttpResponseRedirect(reverse("arbitration-group:election", args=[uid]))
