"""期限的运行 — how entries set clocks running, stop, move, hold and extend them. Pure, part of the fold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tongzhou.law import Calendar, Hold, due, latest_before

from .declare import TIME, Act, Event, Limit, every
from .facts import Facts, Naming
from .readings import (
    DAY_OF_SILENCE,
    EXTENSION_AFTER_RESET,
    EXTENSION_BUDGET,
    FIRST_DAY_OF_STAY,
    SILENCE_ROLLS,
    Reading,
    chosen,
)
from .view import Clock, Record, View


def turn(view: View, act: Act[Any], r: Record, facts: Facts, calendar: Calendar) -> None:
    """Let one entry act upon the clocks of the case."""
    for begins, between in view.procedure.holds.get(act.code, ()):
        if begins:
            view.held.append((between, [r.happened_on, None]))
        else:
            for b, span in view.held:
                if b is between and span[1] is None:
                    span[1] = r.happened_on
    for what, limit, detail in view.procedure.touches.get(act.code, ()):
        day = r.happened_on
        if isinstance(detail, Event) and detail.only and not getattr(facts, detail.only):
            continue
        if isinstance(detail, Event) and detail.day:
            day = getattr(facts, detail.day)
        for key in _concerned(view, act, limit, r):
            start = day.get(key) if isinstance(day, Mapping) else day  # a day for each subject
            if start is None or (what == "start" and key and view.subjects[key].is_over):
                continue
            _touch(view, what, limit, detail, key, act, r, facts, start, calendar)
    left = facts.given_up(view.subjects) if isinstance(facts, Naming) else {}
    _end_with_subjects(view, (*r.about, *left), r, calendar)


def end(view: View, clock: Clock, r: Record, calendar: Calendar) -> None:
    """End a clock that nobody has met and nothing more is expected of; note whether it was over by then."""
    reckon(view, clock, calendar)
    clock.overran = clock.overran or clock.is_over(r.recorded_at, r.happened_on)
    clock.ended = True


def _end_with_subjects(view: View, keys: tuple[str, ...], r: Record, calendar: Calendar) -> None:
    """End the clocks of subjects that have come to a final state of their own."""
    for limit in view.procedure.limits:
        if limit.per is None or limit.outlives or not any(s.final for s in limit.per.states):
            continue
        for key in keys:
            clock = view.clocks.get((limit.code, key))
            if clock and clock.running and view.subjects[key].is_over:
                end(view, clock, r, calendar)


def _concerned(view: View, act: Act[Any], limit: Limit, r: Record) -> list[str]:
    """Return the subjects whose clocks of this limit the entry touches."""
    if limit.per is None:
        return [""]
    if limit.per.code in act.kinds:
        return [k for k in r.about if k.startswith(limit.per.code + "/")]
    return [s.key for s in view.of(limit.per)]  # said of the case: of each such subject in it


def _touch(
    view: View,
    what: str,
    limit: Limit,
    detail: Any,
    key: str,
    act: Act[Any],
    r: Record,
    facts: Facts,
    day: Any,
    calendar: Calendar,
) -> None:
    clock = view.clocks.get((limit.code, key))
    if what == "start":
        if clock:
            view.past_clocks.append(clock)
        view.clocks[limit.code, key] = Clock(limit, key, day, r.seq, since=r.recorded_at)
    elif clock is None or not clock.running:
        return
    elif what == "restart":
        reckon(view, clock, calendar)
        clock.overran = clock.overran or clock.is_over(r.recorded_at, r.happened_on)
        _reset(view, clock, day)
        clock.since = r.recorded_at
        clock.moved.append((day, act.label))
    elif what == "extend":
        more = getattr(facts, detail.day_field)
        clock.added += more
        view.granted[limit.code] += more
        view.times[limit.code] += 1
    elif what == "stop":
        reckon(view, clock, calendar)
        if r.office == TIME.code and clock.speaks_on != r.happened_on:
            view.irregular.append(
                f"第{r.seq}号默示“{act}”记于{r.happened_on}，按现行日历应为{clock.speaks_on}"
            )
        clock.stopped = clock.due if r.office == TIME.code else day
        if r.office != TIME.code:
            clock.overran = clock.overran or clock.is_over(r.recorded_at, clock.stopped or day)
        clock.stopped_by = act.code


def _reset(view: View, clock: Clock, day: date) -> None:
    if clock.added and chosen(EXTENSION_AFTER_RESET) == "lapses":
        clock.lapsed, clock.added = clock.lapsed + clock.added, 0
    if chosen(EXTENSION_BUDGET) == "renewed":
        view.granted[clock.limit.code] = view.times[clock.limit.code] = 0
    clock.start = day


def pass_stage(view: View, left: str, entered: str, r: Record, calendar: Calendar) -> None:
    """Stop the limits of the stage that is left, and start those of the stage that is entered."""
    for limit in view.procedure.limits:
        if limit.within and entered not in {s.code for s in every(limit.within)}:
            for (code, _about), each in view.clocks.items():
                if code == limit.code and each.running:
                    end(view, each, r, calendar)
        if limit.during is None:
            continue
        clock = view.clocks.get((limit.code, ""))
        if limit.during.code == left and clock and clock.running:
            reckon(view, clock, calendar)
            clock.stopped, clock.stopped_by = r.happened_on, r.act
        if limit.during.code == entered:
            if clock:
                view.past_clocks.append(clock)
            view.clocks[limit.code, ""] = Clock(
                limit, "", r.happened_on, r.seq, since=r.recorded_at
            )


def reckon(view: View, clock: Clock, calendar: Calendar) -> None:
    """Compute the due day of a clock, with its account."""
    limit = clock.limit
    if limit.back:
        clock.reckoning = latest_before(limit.length, event=clock.start, calendar=calendar)
    else:
        if view.held or clock.carried:
            clock.holds = clock.carried + tuple(
                Hold(_held_from(a), b, between.why)
                for between, (a, b) in view.held
                if between in limit.not_counted
                and (b is None or b > clock.start)
                and (clock.stopped is None or a <= clock.stopped)
            )
        clock.reckoning = due(
            limit.length + clock.added if clock.added else limit.length,
            start=clock.start,
            calendar=calendar,
            holds=clock.holds,
            rolls=limit.rolls and not (limit.is_silence and chosen(SILENCE_ROLLS) == "no"),
        )
    clock.due = clock.reckoning.day
    clock.relies_on = _relies_on(view, clock, calendar)


def _held_from(day: date) -> date:
    return day + timedelta(days=1) if chosen(FIRST_DAY_OF_STAY) == "counted" else day


def _relies_on(view: View, clock: Clock, calendar: Calendar) -> list[Reading]:
    """Return the open questions whose answer decides the date of this clock."""
    found = []
    if clock.moved and (clock.added or clock.lapsed):
        found.append(EXTENSION_AFTER_RESET)
    if clock.moved and view.granted[clock.limit.code]:
        found.append(EXTENSION_BUDGET)
    if clock.holds:
        found.append(FIRST_DAY_OF_STAY)
    if clock.limit.is_silence:
        found.append(DAY_OF_SILENCE)
        rolled = clock.reckoning is not None and clock.reckoning.rolled_from is not None
        if clock.limit.rolls and (rolled or (clock.due and not calendar.is_workday(clock.due))):
            found.append(SILENCE_ROLLS)
    return found
