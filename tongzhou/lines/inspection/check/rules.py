"""检查的判断 — two officers, known items, what goes on to a case, what the draw is told. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.procedure.certified import LEAST
from tongzhou.procedure.view import Subject, View

from . import items
from .facts import Assignment, Change, Result
from .states import EMPLOYER, OFFICER


def assignment(view: View) -> Assignment | None:
    """Return what the check was opened with."""
    said = view.said.get("assign")
    return said if isinstance(said, Assignment) else None


def is_a_team(_view: View, facts: Assignment) -> bool:
    """At least two officers are sent."""
    return len(set(facts.officers)) >= LEAST


def certificates_hold(_view: View, facts: Assignment, on: date) -> bool:
    """Where certificates were shown, each officer has one that is valid on the day."""
    if not facts.certificates:
        return True
    return all(
        (held := facts.certificates.get(n)) is not None and (held.until is None or held.until >= on)
        for n in facts.officers
    )


def one_employer(_view: View, facts: Assignment) -> bool:
    """Exactly one employer is checked."""
    return sum(k.startswith(f"{EMPLOYER.code}/") for k in facts.names) == 1


def items_known(_view: View, facts: Assignment) -> bool:
    """Every item is one of the register; a draw names those of its own list (抽查事项清单)."""
    return bool(facts.target) or all(code in items.BY_CODE for code in facts.items)


def officers(view: View) -> list[Subject]:
    """Return who is sent."""
    return view.of(OFFICER, "assigned")


def stays_a_team(view: View, facts: Change) -> bool:
    """After the change there are still two."""
    stay = {s.key for s in officers(view)} - {facts.leaves} | set(facts.names)
    return len(stay) >= LEAST


def newcomers_certified(_view: View, facts: Change, on: date) -> bool:
    """Who comes instead holds a valid certificate."""
    return bool(facts.names) and all(
        (held := facts.certificates.get(k)) is not None and (held.until is None or held.until >= on)
        for k in facts.names
    )


def not_reached(_view: View, facts: Result) -> bool:
    """Without a visit only “cannot be reached” and “gone” can be reported."""
    return facts.outcome in ("无法联系", "已注销停业")


def seen(_view: View, facts: Result) -> bool:
    """After a visit the outcome is one of what was seen."""
    return not not_reached(_view, facts) or facts.outcome == "已注销停业"


def employer_of(view: View) -> Subject | None:
    """Return the employer that is checked."""
    return next(iter(view.of(EMPLOYER)), None)


def called(view: View) -> str:
    """Return what a check is called in lists."""
    firm, said = employer_of(view), assignment(view)
    source = (said.source if said else "").removesuffix("检查")
    return f"{(firm.name or firm.ref) if firm else ''}（{source}检查）"


def is_pursued(_view: View, facts: Result) -> bool:
    """A case is to be opened."""
    return facts.outcome == "立案查处"


def case_of(view: View, facts: Result) -> dict[str, Any]:
    """Return what the case is opened with."""
    said = assignment(view)
    return {
        "names": {s.key: s.name for s in view.of(EMPLOYER)},
        "source": said.source if said else "日常巡查",
        "violations": facts.violations,
        "words": facts.words,
        "site": said.site if said else "",
        "first_seen": facts.checked_on,
    }


def from_a_draw(view: View, _facts: Any) -> bool:
    """A draw sent the officers and waits for the result."""
    said = assignment(view)
    return said is not None and bool(said.target)


def drawn_result(view: View, facts: Result) -> dict[str, Any]:
    """Return what the draw is told."""
    said = assignment(view)
    return {
        "target": said.target if said else "",
        "outcome": facts.outcome,
        "words": facts.words,
        "checked_on": facts.checked_on,
    }


def check_row(view: View) -> dict[str, dict[str, Any]]:
    """Return the columns of a check."""
    firm, said = employer_of(view), assignment(view)
    result = view.said.get("report") or view.said.get("report_unreached")
    return {
        "": {
            "source": said.source if said else "",
            "employer": firm.key if firm else "",
            "name": firm.name if firm else "",
            "officers": "、".join(s.name or s.ref for s in officers(view))[:120],
            "until": said.until if said else None,
            "visited_on": view.on.get("visit"),
            "result": result.outcome if isinstance(result, Result) else "",
            "published_on": view.on.get("publish"),
        }
    }


def public_row(view: View) -> dict[str, dict[str, Any]]:
    """Return what the public page shows of a check, once its result is published."""
    firm, said = employer_of(view), assignment(view)
    result = view.said.get("report") or view.said.get("report_unreached")
    if "publish" not in view.last or not isinstance(result, Result):
        return {}
    return {
        "": {
            "sort": "check",
            "name": firm.name if firm else "",
            "code": "",
            "address": "",
            "head": "",
            "what": f"{said.source if said else ''}检查",
            "handling": result.outcome,
            "shown_on": view.on.get("publish"),
        }
    }
