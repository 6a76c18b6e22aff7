"""到点 — how near a case or a clock of a list is to its end, by the hour where its time is in hours, from its columns alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from tongzhou.ui import deadlines
from tongzhou.ui.deadlines import Deadline

from . import catalogue
from .declare import Limit
from .models import NEVER, Case, ClockRow
from .view import end_of


def minute(at: datetime) -> datetime:
    """Return the minute of a moment: lists of the same minute are asked in the same words, which are made ready once."""
    return at.replace(second=0, microsecond=0)


def late(at: datetime) -> Q:
    """Return the condition that what presses most in a case is over."""
    return Q(due_at__lt=minute(at))


def within(days: int, at: datetime) -> Q:
    """Return the condition that it is not over, and will be within so many days, today not counted."""
    last = end_of(localdate(at) + timedelta(days=days))
    return Q(due_at__gte=minute(at), due_at__lte=last)


def none() -> Q:
    """Return the condition that nothing is due."""
    return Q(due_at=NEVER)


def of_case(case: Case, *, at: datetime, start: date | None = None) -> Deadline | None:
    """Return the nearest limit of a case, for a row of a list; None where nothing is due or the case is closed."""
    if case.due_at == NEVER or not case.is_open:
        return None
    limit = _limit(case.procedure, case.next_limit)
    return _shown(limit, case.next_due, case.due_at, start=start, at=at)


def of_clock(row: ClockRow, procedure: str, *, at: datetime) -> Deadline | None:
    """Return a running clock of a case of this procedure; None where its time is held back."""
    if row.due is None or row.due_at is None:
        return None
    return _shown(_limit(procedure, row.limit), row.due, row.due_at, start=row.start, at=at)


def _shown(
    limit: Limit | None, due: date, due_at: datetime, *, start: date | None, at: datetime
) -> Deadline:
    name = limit.label if limit else ""
    if limit is None or limit.length.unit != "hour":
        return deadlines.running(name, due, on=localdate(at), start=start)
    begun = due_at - timedelta(hours=limit.length.count)
    return deadlines.running_hours(name, localdate(due_at), begun=begun, until=due_at, at=at)


@catalogue.remembered
def _limit(procedure: str, code: str) -> Limit | None:
    """Return a limit of the newest version of a procedure."""
    return next((x for x in catalogue.newest(procedure).limits if x.code == code), None)
