"""判断 — what the acts of the choice depend on. Pure."""

from __future__ import annotations

from typing import Any

from tongzhou.lines.zones.selection.facts import (
    Declining,
    Designation,
    Nomination,
    Opening,
    PaperReport,
    Proposal,
    Sheet,
    candidate_key,
)
from tongzhou.procedure.facts import Facts, Writing
from tongzhou.procedure.view import Subject, View

TEXT = "sheets"


def opening_of(view: View) -> Opening | None:
    """Return what the case was opened with."""
    said = view.said.get("start")
    return said if isinstance(said, Opening) else None


def standing(view: View) -> list[Subject]:
    """Return the candidates that have not been withdrawn, in the order of nomination."""
    return [s for s in view.subjects.values() if s.kind.code == "candidate" and s.state != "gone"]


def nomination_of(subject: Subject) -> Nomination:
    """Return what a candidate was nominated with."""
    said = subject.stated["nominate"]
    assert isinstance(said, Nomination)
    return said


def sheet_of(subject: Subject) -> Sheet | None:
    """Return the score sheet of a candidate that stands."""
    said = subject.stated.get("score")
    return said if isinstance(said, Sheet) else None


def ranked(view: View) -> list[tuple[Subject, Sheet | None]]:
    """Return the candidates with their sheets, the highest total first, those without last."""
    pairs = [(s, sheet_of(s)) for s in standing(view)]
    return sorted(pairs, key=lambda pair: -(pair[1].total if pair[1] else -1))


def proposal_of(view: View) -> Proposal | None:
    """Return the proposal that stands."""
    said = view.said.get("propose")
    return said if isinstance(said, Proposal) else None


def in_the_league(view: View, facts: Nomination) -> bool:
    """The county lies in the league that chooses."""
    return len(facts.county) == 6 and facts.county.startswith(view.region)


def not_yet_named(view: View, facts: Nomination) -> bool:
    """The county is not a candidate already."""
    return candidate_key(facts.county) not in view.subjects


def nobody_wrote_meanwhile(view: View, facts: Writing) -> bool:
    """The sheet is still the one the writer started from."""
    return view.texts[TEXT].get(facts.part, "") == facts.replaces


def of_a_candidate(view: View, facts: Sheet) -> bool:
    """The sheet is that of a candidate that stands."""
    return candidate_key(facts.part) in {s.key for s in standing(view)}


def all_scored(view: View) -> bool:
    """There are candidates, and each has a sheet."""
    return bool(standing(view)) and all(sheet_of(s) for s in standing(view))


def among_candidates(view: View, facts: Proposal) -> bool:
    """Who is proposed is a candidate that stands."""
    return {candidate_key(c) for c in facts.counties} <= {s.key for s in standing(view)}


def saw_the_current_text(view: View, facts: Facts) -> bool:
    """What is answered is what stands: all sheets and the proposal."""
    return getattr(facts, "signed", {}) == dict(view.texts[TEXT])


def was_chosen(view: View, facts: Designation) -> bool:
    """The county is one of those the four bodies chose."""
    proposal = proposal_of(view)
    return proposal is not None and facts.county in proposal.counties


def not_yet_designated(view: View, facts: Designation) -> bool:
    """The county has not been designated before."""
    subject = view.subjects.get(candidate_key(facts.county))
    return subject is not None and subject.state != "chosen"


def all_designated(view: View) -> bool:
    """Every county chosen has been designated."""
    proposal = proposal_of(view)
    chosen = {s.key for s in view.subjects.values() if s.state == "chosen"}
    return proposal is not None and {candidate_key(c) for c in proposal.counties} <= chosen


def county_of(_view: View, facts: Designation) -> str:
    """Return the region in which the plan is opened."""
    return facts.county


def plan_of(view: View, facts: Designation) -> dict[str, Any]:
    """Return what the plan of the county is opened with."""
    opening, candidate = opening_of(view), nomination_of(view.subjects[candidate_key(facts.county)])
    assert opening
    return {
        "programme": opening.programme,
        "year": opening.year,
        "county_name": candidate.name,
        "kind": candidate.kind,
        "plan_by": opening.plan_by,
        "launch_by": opening.launch_by,
    }


def site_of(view: View, _facts: Any) -> dict[str, Any]:
    """Return what the programme is told of the choice."""
    proposal = proposal_of(view)
    assert proposal
    names = [nomination_of(view.subjects[candidate_key(c)]).name for c in proposal.counties]
    opening = opening_of(view)
    assert opening
    return {"league": view.region, "league_name": opening.league_name, "counties": tuple(names)}


def paper_site_of(view: View, facts: PaperReport) -> dict[str, Any]:
    """Return what the programme is told of a choice reported on paper."""
    opening = opening_of(view)
    assert opening
    return {"league": view.region, "league_name": opening.league_name, "counties": facts.counties}


def excuse_of(view: View, facts: Declining) -> dict[str, Any]:
    """Return what the programme is told of a league without a site."""
    opening = opening_of(view)
    assert opening
    return {"league": view.region, "league_name": opening.league_name, "words": facts.words}


def called(view: View) -> str:
    """Return what the case is called in lists."""
    opening = opening_of(view)
    return f"{opening.league_name}选点（{opening.programme}）" if opening else "选点"


def progress(view: View) -> dict[str, dict[str, Any]]:
    """Return the columns of a choice for lists and the programme: one row."""
    opening = opening_of(view)
    assert opening
    chosen = [s.name for s in view.subjects.values() if s.state == "chosen"]
    on_paper = view.said.get("report_on_paper")
    if isinstance(on_paper, PaperReport):
        chosen += on_paper.counties
    return {
        "": {
            "programme": opening.programme,
            "year": opening.year,
            "league": view.region[:4],
            "league_name": opening.league_name,
            "state": view.state,
            "candidates": len(standing(view)),
            "chosen": "、".join(chosen)[:200],
            "select_by": opening.select_by,
            "reported_on": view.on.get("report") or view.on.get("report_on_paper"),
        }
    }
