"""判断 — what the acts of a programme depend on, and where each league stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.lines.zones.programme.facts import Call
from tongzhou.procedure.view import View


@dataclass(frozen=True)
class Milestone:
    """A date of the programme: what is to be done by every league."""

    code: str
    label: str
    due: date


def call_of(view: View) -> Call:
    """Return the call."""
    said = view.said["call"]
    assert isinstance(said, Call)
    return said


def milestones(call: Call) -> tuple[Milestone, ...]:
    """Return the dates of the programme, in order."""
    return (
        Milestone("selected", "选定试点旗县", call.select_by),
        Milestone("reported", "报送建设方案", call.plan_by),
        Milestone("launched", "启动实施", call.launch_by),
    )


@dataclass(frozen=True)
class Mark:
    """Where one league stands at one milestone. `level`: done, late_done, late, due, ahead, excused."""

    level: str
    on: date | None = None
    days: int = 0


def mark(done: date | None, due: date, *, on: date, excused: bool = False) -> Mark:
    """Compare what was done with the date; lateness is a comparison, never stored."""
    if done:
        late = (done - due).days
        return Mark("late_done", done, late) if late > 0 else Mark("done", done)
    if excused:
        return Mark("excused")
    left = (due - on).days
    if left < 0:
        return Mark("late", days=-left)
    return Mark("due" if left <= 7 else "ahead", days=left)


def region_of(code: str) -> Callable[[View, Any], str]:
    """Return the function that names a league as the region of a hand-over."""
    return partial(_league, code)


def _league(code: str, _view: View, _facts: Any) -> str:
    return code


def opening_for(code: str) -> Callable[[View, Any], dict[str, Any]]:
    """Return the function that gives what the choice in a league is opened with."""
    return partial(_opening, code)


def _opening(code: str, _view: View, facts: Call) -> dict[str, Any]:
    return {
        "programme": facts.name,
        "year": facts.year,
        "league_name": LEAGUES[code],
        "select_by": facts.select_by,
        "plan_by": facts.plan_by,
        "launch_by": facts.launch_by,
    }


def called(view: View) -> str:
    """Return what the case is called in lists."""
    return call_of(view).name
