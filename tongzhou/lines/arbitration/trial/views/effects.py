"""效力 — for each award: served on whom when, in force since, to be attacked until, suits, annulment, enforcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse

from tongzhou.lines.arbitration.rules import awards, ledger
from tongzhou.lines.arbitration.rules.awards import AWARDS, SERVES, Effect
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT
from tongzhou.lines.arbitration.trial.pages import opened
from tongzhou.procedure.counter import PaperLine, VisitorRequest, counter, papers_of
from tongzhou.procedure.view import Subject, View

A_PAGE = 30
PAPERS = ("award_final", "award_other", "partial", "settlement", "advance", "enforcement")
FOLLOWS = {
    "sue_final": "劳动者起诉",
    "sue_other": "起诉",
    "ask_annulment": "申请撤销",
    "annulment_ruled": "撤销裁定",
    "sue_annulled": "撤销后起诉",
    "court_ruled": "法院裁判",
    "enforce": "申请执行",
    "advance": "先予执行",
}


@dataclass(frozen=True)
class Made:
    """One award over all it concerns: how many people, what sum, who of the respondents has received it."""

    act: str
    label: str
    on: date
    people: int
    total: int
    served: int
    respondents: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True)
class Line:
    """One claimant: the state, what was awarded and settled, and how it stands with each award."""

    subject: Subject
    state: str
    asked: int
    settled: int | None
    awarded: int | None
    paid: int
    effects: tuple[tuple[Effect, date | None], ...]


def made(view: View) -> list[Made]:
    """Return the awards of the case, each once."""
    found: dict[tuple[str, date], list[Subject]] = {}
    sums: dict[tuple[str, date], int] = {}
    for claimant in view.of(CLAIMANT):
        for act, on, facts in awards.awards_of(claimant):
            found.setdefault((act, on), []).append(claimant)
            sums[act, on] = sums.get((act, on), 0) + sum(facts.items[claimant.key].values())
    return [
        Made(
            act,
            AWARDS[act],
            on,
            len(people),
            sums[act, on],
            sum(1 for s in people if awards.received(s, SERVES[act])),
            tuple((r.name, awards.received(r, SERVES[act])) for r in view.of(RESPONDENT)),
        )
        for (act, on), people in found.items()
    ]


def lines(view: View, people: list[Subject], *, on: date) -> list[Line]:
    """Return how it stands with these claimants on a day."""
    found = []
    for subject in people:
        rows = ledger.lines_of(subject)
        settled = [x.decided["settled"] for x in rows if "settled" in x.decided]
        awarded = [x.decided["awarded"] for x in rows if "awarded" in x.decided]
        effects = tuple(
            (effect, awards.received(subject, SERVES[effect.act]))
            for effect in awards.effects(view, subject.key, on=on)
        )
        found.append(
            Line(
                subject,
                next(s.staff for s in CLAIMANT.states if s.code == subject.state),
                sum(x.item.amount for x in rows),
                sum(settled) if settled else None,
                sum(awarded) if awarded else None,
                sum(x.decided.get("paid", 0) for x in rows),
                effects,
            )
        )
    return found


def followed(view: View) -> list[tuple[str, str, date, str]]:
    """Return what followed: who, what, when, and in which court with what outcome."""
    found = []
    for kind in (CLAIMANT, RESPONDENT):
        for subject in view.of(kind):
            for told in subject.told:
                if told.act in FOLLOWS:
                    said = (
                        getattr(told.facts, x, "") for x in ("court", "ground", "outcome", "number")
                    )
                    found.append(
                        (subject.name, FOLLOWS[told.act], told.on, " · ".join(filter(None, said)))
                    )
    return found


@counter
def effects(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show how it stands with every award, and claimant by claimant."""
    trial = opened(request, uid)
    request.visitor.saw("case", trial.case, "效力")
    # Those with an award first: it is for them that times run.
    people = sorted(trial.view.of(CLAIMANT), key=lambda s: not awards.awards_of(s))
    pages = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    papers: list[PaperLine] = papers_of(trial.case, *PAPERS)
    return trial.shows(
        "arbitration/trial_effects.html",
        "effects",
        made=made(trial.view),
        lines=lines(trial.view, list(pages.object_list), on=trial.visitor.on),
        pages=pages,
        followed=followed(trial.view),
        papers=papers,
    )
