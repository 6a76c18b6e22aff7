"""预警等级 — what the room of warnings tells the lines below it about an employer, without their knowing it.

Whoever keeps warnings enters one function; lines ask. Where nobody has entered one, or knows nothing of an
employer, the level is unknown: shown grey, never green.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

# number of the employer in the register → level of its worst open warning: red, orange, yellow, blue
Levels = Callable[[Iterable[int], date], dict[int, str]]
_ASKED: list[Levels] = []


def enter(levels: Levels) -> None:
    """Let a room answer for the levels of employers; called once, when it is ready."""
    if levels not in _ASKED:
        _ASKED.append(levels)


def strike(levels: Levels) -> None:
    """Take an answer out again; tests clean up with it."""
    _ASKED.remove(levels)


def levels(employers: Iterable[int], on: date) -> dict[int, str]:
    """Return the level of the worst open warning of each employer that has one on a day."""
    wanted = list(employers)
    found: dict[int, str] = {}
    for asked in _ASKED:
        found |= asked(wanted, on) if wanted else {}
    return found
