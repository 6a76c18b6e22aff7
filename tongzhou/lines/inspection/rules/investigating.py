"""调查 — whether there is evidence, whether anything is still held, whether a day lies ahead."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.inspection.facts.investigating import Inquiry
from tongzhou.lines.inspection.states import GOODS, HELD
from tongzhou.procedure.view import View


def due_is_ahead(_view: View, facts: Inquiry, on: date) -> bool:
    """The day by which to bring papers lies ahead."""
    return facts.due > on


def has_evidence(view: View) -> bool:
    """Something was seen, asked or handed in."""
    return any(code in view.last for code in ("visit", "interview", "add_evidence", "supply"))


def nothing_held(view: View) -> bool:
    """What was held for evidence has been dealt with."""
    return not view.of(GOODS, HELD.code)
