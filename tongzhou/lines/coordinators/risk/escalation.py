"""督办 — who is told when a report of risk is not signed for in time. Proposed values of the house, editable here. Pure.

The clocks are those of the procedure (`at_once`, `soon`); what runs in hours is reckoned from the moment of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongzhou.lines.coordinators.offices import MANAGER
from tongzhou.procedure.declare import Limit

from .procedure import at_once, soon

# Whoever answers for early warning in the county; the report is a candidate of a warning, which they see.
WATCH = "warning_chief"
COUNTY, LEAGUE = 6, 4
OVER = 100  # per cent


@dataclass(frozen=True)
class Step:
    """At which share of the time, in per cent, which offices are told, of which region (length of its code)."""

    limit: Limit
    share: int
    offices: tuple[str, ...]
    words: str
    region: int = COUNTY

    @property
    def code(self) -> str:
        return str(self.share)


STEPS: tuple[Step, ...] = (
    Step(at_once, 80, (MANAGER.code,), "签收时间快到了，请立即签收"),
    Step(at_once, OVER, (MANAGER.code, WATCH), "已超过签收时限，请督办"),
    Step(at_once, 200, (WATCH,), "已超过签收时限一倍，旗县仍未签收，请督办", LEAGUE),
    Step(soon, 80, (MANAGER.code,), "今天应当签收"),
    Step(soon, OVER, (MANAGER.code, WATCH), "已超过签收时限，请督办"),
)


def share(limit: Limit, *, since: datetime, due: date, at: datetime, on: date) -> int:
    """Return how much of the time has passed, in per cent. What runs in days is near its end on its last day."""
    if limit.length.unit == "hour":
        return int(100 * (at - since) / timedelta(hours=limit.length.count))
    return 100 if on > due else 80 if on == due else 0


def reached(code: str, *, since: datetime, due: date, at: datetime, on: date) -> tuple[Step, ...]:
    """Return the steps of a clock that have been reached; once it is over, nobody is told that it soon will be."""
    steps = tuple(
        s
        for s in STEPS
        if s.limit.code == code and share(s.limit, since=since, due=due, at=at, on=on) >= s.share
    )
    return tuple(s for s in steps if s.share >= OVER) or steps
