"""Words that the documents of a zone share: states and numbers as a reader expects them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tongzhou.lines.zones.running.procedure import TASK
from tongzhou.lines.zones.running.rules import TaskLine


def state_in_words(task: TaskLine, on: date) -> str:
    """Return how a task stands on a day; 滞后 is a comparison with the day the plan sets."""
    if task.is_late(on):
        return "滞后"
    return next(s.staff for s in TASK.states if s.code == task.state)


def decimal(value: Decimal | None, *, missing: str = "") -> str:
    """Return a number as it is written, or the word for what is missing: never nought."""
    return missing if value is None else f"{value:,f}"
