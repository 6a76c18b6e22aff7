"""异议的判断 — one declaration, one worker, one employer; what lists read of it. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.procedure.view import View

from .facts import Objection, Upheld

NEVER_WORKED_HERE = "我没有在这家单位工作"
RESULTS = {
    "mended": "成立，已更正",
    "upheld": "成立，待更正",
    "dismissed": "不成立",
    "withdrawn": "已撤回",
}


def objection(view: View) -> Objection | None:
    """Return the objection as it was raised."""
    said = view.said.get("raise")
    return said if isinstance(said, Objection) else None


def names_both(_view: View, said: Objection) -> bool:
    """One worker and one employer are named."""
    kinds = [key.partition("/")[0] for key in said.names]
    return kinds.count("worker") == 1 and kinds.count("employer") == 1


def heard(view: View, on: date) -> bool:
    """The employer has answered, or has let its time pass."""
    clock = view.clocks.get(("answering", ""))
    late = clock is not None and clock.due is not None and on > clock.due
    return "answer" in view.last or late


def in_time(_view: View, said: Upheld, on: date) -> bool:
    """The day by which it is to be put right does not lie before the day of the decision."""
    return said.until >= on


def called(view: View) -> str:
    """Return what an objection is called in lists: no name of a worker."""
    said = objection(view)
    firm = next((s.name for s in view.subjects.values() if s.kind.code == "employer"), "")
    return f"{firm}用工备案异议（{said.what if said else ''}）"


def row(view: View) -> dict[str, dict[str, Any]]:
    """Return the columns of an objection."""
    said = objection(view)
    return {
        "": {
            "employment": int(said.employment) if said and said.employment.isdecimal() else 0,
            "uscc": said.uscc if said else "",
            "what": said.what if said else "",
            "raised_on": view.on.get("raise"),
            "result": RESULTS.get(view.state, ""),
        }
    }
