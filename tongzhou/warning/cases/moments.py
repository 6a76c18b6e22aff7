"""到点 — the moment at which a time in hours is over. The journal counts days; a red warning is reckoned to the minute. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongzhou.procedure.declare import events
from tongzhou.procedure.view import HERE, Clock, View


@dataclass(frozen=True)
class Running:
    """A clock of a warning that runs: from when, until when, and how much of it has passed.

    `until_at` is None where the time is counted in days: then `due` is its last day.
    """

    clock: Clock
    since: datetime
    until_at: datetime | None
    due: date

    def share(self, at: datetime, on: date) -> int:
        """Return how much of the time has passed, in per cent; above 100 it is over."""
        if self.until_at is not None:
            whole = (self.until_at - self.since).total_seconds()
            return int(100 * (at - self.since).total_seconds() / whole)
        days = (self.due - self.begun_on).days
        return (
            int(100 * (on - self.begun_on).days / days) if days else (101 if on > self.due else 0)
        )

    @property
    def begun_on(self) -> date:
        """Return the day from which the time passes: of a day that was set, the day on which it was."""
        return self.since.astimezone(HERE).date() if self.clock.limit.is_a_day else self.clock.start

    def is_over(self, at: datetime, on: date) -> bool:
        """Say whether the time has run out."""
        return at > self.until_at if self.until_at is not None else on > self.due

    @property
    def mark(self) -> str:
        """Return what tells this run of the clock from an earlier one."""
        return self.since.isoformat() if self.until_at is not None else self.clock.start.isoformat()


def begun(view: View, clock: Clock) -> int:
    """Return the entry from which a clock runs: the one that started it, or the last that set it back."""
    back = [view.last[e.act.code] for e in events(clock.limit.restarts) if e.act.code in view.last]
    return max([clock.seq, *back])


def running(view: View, recorded: Mapping[int, datetime]) -> list[Running]:
    """Return the clocks that run, the next first. `recorded` says of each entry when it was recorded."""
    found = []
    for clock in view.clocks.values():
        if not clock.running or clock.due is None:
            continue
        since = recorded[begun(view, clock)]
        length = clock.limit.length
        until = since + timedelta(hours=length.count) if length.unit == "hour" else None
        found.append(Running(clock, since, until, clock.due))
    return sorted(found, key=lambda r: (r.due, r.until_at.isoformat() if r.until_at else ""))
