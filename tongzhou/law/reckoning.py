"""推算 — the arithmetic under periods: whole numbers and days, no words.

A day is an ordinal here (`date.toordinal`), because a fold asks thousands of times.
"""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass
from datetime import date

from tongzhou.law.articles import Article
from tongzhou.law.calendar import DAY, Calendar
from tongzhou.law.lengths import Length


@dataclass(frozen=True)
class Hold:
    """A stretch that is not counted: from `since` up to, not including, `until`.

    `until` None means that it still lasts. `why` is told to the reader, with `cites` if given.
    """

    since: date
    until: date | None
    why: str
    cites: Article | None = None

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Question:
    """What was asked: so much time from this day, by this calendar, holds left out."""

    length: Length
    start: date
    calendar: Calendar
    holds: tuple[Hold, ...] = ()
    rolls: bool = True
    back: bool = False

    @property
    def by_workday(self) -> bool:
        """Say whether working days are counted."""
        return self.length.unit == "workday"

    @property
    def by_month(self) -> bool:
        """Say whether whole months or years are counted."""
        return self.length.unit in ("month", "year")

    @property
    def months(self) -> int:
        """Return the length in months; a year has twelve."""
        return self.length.count * (12 if self.length.unit == "year" else 1)

    @property
    def days(self) -> int:
        """Return how many days to count forward: months as the calendar has them, hours in days."""
        if self.by_month:
            return (add_months(self.start, self.months) - self.start).days
        if self.length.unit == "hour":
            return -(-self.length.count // 24)
        return self.length.count


def add_months(start: date, count: int) -> date:
    """Return the corresponding day `count` months on, or the last day of a month that lacks it.

    民法典 202. Raises `ValueError` beyond the years a date can have.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("期间过长，超出可以计算的年份")
    return date(year, month + 1, min(start.day, months_of.monthrange(year, month + 1)[1]))


def spells(holds: tuple[Hold, ...]) -> list[tuple[int, int | None]]:
    """Return the holds as ordinals [since, until), in order, those that touch joined into one."""
    joined: list[tuple[int, int | None]] = []
    for hold in sorted(holds, key=lambda h: h.since):
        since = hold.since.toordinal()
        until = hold.until.toordinal() if hold.until else None
        if until is not None and until <= since:
            continue
        if not joined:
            joined.append((since, until))
            continue
        begun, end = joined[-1]
        if end is None:
            break
        if since > end:
            joined.append((since, until))
        else:
            joined[-1] = (begun, None if until is None else max(end, until))
    return joined


def forward(question: Question) -> tuple[int | None, int]:
    """Return the last day counted, as ordinal, and 0; or None and what is left if a hold is open."""
    working = question.calendar if question.by_workday else None
    at, left = question.start.toordinal(), question.days
    for since, until in spells(question.holds) if question.holds else ():
        if until is not None and until <= at + 1:
            continue
        at, left = _run(at, left, since - 1, working)
        if not left:
            break
        if until is None:
            return None, left
        at = until - 1
    return _run(at, left, None, working)[0], 0


def _run(at: int, left: int, stop: int | None, working: Calendar | None) -> tuple[int, int]:
    """Count `left` days after `at`, at most to `stop` included. Return where, and what is left."""
    if working is None:
        step = left if stop is None else min(left, max(stop - at, 0))
        return at + step, left - step
    rest, worked = working.rest_ordinals, working.worked_ordinals
    while left and (stop is None or at < stop):
        at += 1
        if at not in rest and (at % 7 not in (6, 0) or at in worked):
            left -= 1
    return at, left


def backward(question: Question) -> int:
    """Return the last day, as ordinal, from which counting forward does not pass the event."""
    event = question.start
    if question.by_month:
        return _months_back(event, question.months).toordinal()
    at = event.toordinal()
    if not question.by_workday:
        return at - question.days
    left, rests_on = question.days, question.calendar.rests_on
    while rests_on(at):  # else the Friday before a Saturday hearing would count as a day
        at -= 1
    while left:
        at -= 1
        left -= not rests_on(at)
    return at


def _months_back(event: date, count: int) -> date:
    """A month before 28 February is 31 January: from there, too, a month ends on the 28th."""
    day = add_months(event, -count)
    while add_months(day + DAY, count) <= event:
        day += DAY
    return day


def rolled(ordinal: int, question: Question) -> int:
    """Return the day moved to a working day: onwards, or away from the event when counting back.

    Periods of hours never move.
    """
    if question.rolls and question.length.unit != "hour":
        step = -1 if question.back else 1
        while question.calendar.rests_on(ordinal):
            ordinal += step
    return ordinal
