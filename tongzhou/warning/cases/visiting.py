"""走访 — what a warning tells the visits it has sent: who goes, until when, and who goes no longer. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.procedure.view import View

from . import facts
from .rules import employer_of, hits, level
from .states import EMPLOYER, HANDLER, RELIEVED

MOST_WORDS = 1000


def to_a_coordinator(_view: View, stated: facts.Dispatch) -> bool:
    """It goes to a coordinator, who visits."""
    return bool(stated.coordinators)


def _people(stated: facts.Dispatch) -> dict[str, str]:
    named = {ref: stated.names.get(HANDLER.key(ref), "") for ref in stated.coordinators}
    return {f"coordinator/{ref}": name for ref, name in named.items()}


def _until(view: View) -> date | None:
    """Return the day by which the first answer is due."""
    due = [
        c.due for c in view.clocks.values() if c.limit.code.startswith("feedback_") and c.running
    ]
    return min((d for d in due if d), default=None)


def _asked(view: View, stated: facts.Dispatch) -> str:
    asked = "、".join(h.label for h in hits(view))
    return f"{level(view).label}预警：{asked}。{stated.words}"[:MOST_WORDS]


def visit(view: View, stated: facts.Dispatch) -> dict[str, Any]:
    """Return the visit a coordinator is sent on: whom, by whom, until the first answer is due, what to look for."""
    firm = employer_of(view)
    return {
        "names": ({firm.key: firm.name} if firm else {}) | _people(stated),
        "source": "预警核查",
        "until": _until(view),
        "words": _asked(view, stated),
    }


def taken_up(view: View, stated: facts.Dispatch) -> dict[str, Any]:
    """Return what a visit that came back is told of whoever the warning goes to now."""
    return {"names": _people(stated), "until": _until(view), "words": _asked(view, stated)}


def came_back(visit: View, _view: View, _stated: facts.Dispatch) -> tuple[str, ...]:
    """Return the employer of a visit that nobody has now; nobody where it is on its way, made or called off."""
    if visit.state not in visit.procedure.by_code["taken_up"].at_codes:
        return ()
    return tuple(s.key for s in visit.subjects.values() if s.kind.code == EMPLOYER.code)


def relieved(view: View, stated: facts.Relief) -> dict[str, Any]:
    """Return what the visits of who was relieved are told: why, and who carries the warning now."""
    staying = "、".join(s.name or s.ref for s in view.of(HANDLER) if s.state != RELIEVED.code)
    now = f"预警现由{staying}承办" if staying else "预警待另行派发"
    return {"reason": f"预警调整责任人：{stated.words}；{now}"[:300], "by_warning": True}


def whose_visit(visit: View, view: View, _stated: facts.Relief) -> tuple[str, ...]:
    """Return those who have a visit still to be made and carry the warning no longer."""
    kind = visit.procedure.handled_by
    if kind is None or visit.state not in visit.procedure.by_code["give_back"].at_codes:
        return ()
    gone = {s.ref for s in view.of(HANDLER, RELIEVED.code)}
    return tuple(s.key for s in visit.of(kind, kind.states[0].code) if s.ref in gone)
