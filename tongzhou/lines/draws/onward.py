"""移交 — what an inspection is told of an employer that was drawn."""

from __future__ import annotations

from typing import Any

from tongzhou.procedure.view import View

from . import facts, rules


def assignment(view: View, stated: facts.Dispatch) -> dict[str, Any]:
    """Return the assignment of a check: whom, by whom, what, until when."""
    terms, frozen = rules.terms_of(view), rules.frozen_of(view)
    pick = rules.picks(view).get(stated.target)
    subject = view.subjects.get(stated.target)
    people = rules.people(view)
    team = {f"officer/{o}": people.get(str(o), "") for o in pick.officers} if pick else {}
    return {
        "names": {stated.target: subject.name if subject else ""} | team,
        "source": "双随机",
        "items": stated.items,
        "officers": tuple(str(o) for o in pick.officers) if pick else (),
        "batch": frozen.batch if frozen else "",
        "until": stated.until or (terms.check_by if terms else None),
        "words": stated.words,
        "target": stated.target,
    }
