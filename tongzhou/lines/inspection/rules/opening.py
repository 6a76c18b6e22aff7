"""立案、指派 — who carries the case, what it is called, what it is suspected of."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.inspection.facts.opening import Filing, RecusalDecision, RecusalRequest, Team
from tongzhou.lines.inspection.states import ASSIGNED, EMPLOYER, OFFICER, RECUSED, VIOLATION, WORKER
from tongzhou.procedure.certified import LEAST
from tongzhou.procedure.view import Subject, View

from .items import label

WAGES = "wage_arrears"


def filing(view: View) -> Filing | None:
    """Return what the case was opened with."""
    said = view.said.get("file")
    return said if isinstance(said, Filing) else None


def names_an_employer(_view: View, facts: Filing) -> bool:
    """Somebody is accused: at least one employer is named."""
    return any(key.startswith(f"{EMPLOYER.code}/") for key in facts.names)


def is_confidential(view: View) -> bool:
    """Say whether whoever complained is kept from the employer."""
    said = filing(view)
    return said is not None and said.confidential


def officers(view: View) -> list[Subject]:
    """Return who carries the case now."""
    return view.of(OFFICER, ASSIGNED.code)


def is_a_team(view: View, facts: Team) -> bool:
    """With those who stay, at least two officers carry the case."""
    return len({s.key for s in officers(view)} | set(facts.names)) >= LEAST


def certificates_hold(_view: View, facts: Team, on: date) -> bool:
    """Everybody named holds a certificate that is valid on the day."""
    return bool(facts.names) and not facts.not_valid(on)


def nobody_recused(view: View, facts: Team) -> bool:
    """Nobody comes back who had to leave."""
    return not any(
        view.subjects[k].state == RECUSED.code for k in facts.names if k in view.subjects
    )


def has_two(view: View) -> bool:
    """At least two officers carry the case."""
    return len(officers(view)) >= LEAST


def names_an_officer(view: View, facts: RecusalRequest) -> bool:
    """The recusal of one of the officers of the case is asked."""
    return facts.officer in {s.key for s in officers(view)}


def answers_a_request(view: View, facts: RecusalDecision) -> bool:
    """The decision is about the officer whose recusal was asked in this request."""
    asked = view.subjects.get(facts.request)
    said = asked.stated.get("ask_recusal") if asked else None
    return isinstance(said, RecusalRequest) and said.officer == facts.officer


def employers(view: View) -> list[Subject]:
    """Return the employers of the case."""
    return view.of(EMPLOYER)


def workers(view: View) -> list[Subject]:
    """Return the workers of the case."""
    return view.of(WORKER)


def violations(view: View) -> list[Subject]:
    """Return the suspected violations."""
    return view.of(VIOLATION)


def called(view: View) -> str:
    """Return what a case is called in lists: the employer and what it is suspected of, never who complained."""
    firms = [s.name or s.ref for s in employers(view)]
    words = [s.name or label(s.ref) for s in violations(view)]
    who = "、".join(firms[:2]) + ("等" if len(firms) > 2 else "")
    what = "、".join(words[:2]) + ("等" if len(words) > 2 else "")
    return f"{who or '未列明单位'}涉嫌{what}案"
