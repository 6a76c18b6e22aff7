"""催办 — a report of risk that nobody signs for goes up; a month that a contact employer has not reported is asked for.

The worker calls `remind` again and again; each reminder goes out once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from tongzhou.procedure.models import Case, CaseLink, ClockRow, Entry, Notice
from tongzhou.registry.models import Appointment

from . import leaving
from .contact import rules as contact
from .models import ContactReport, ContactRow, Reminder
from .offices import MANAGER
from .risk import escalation
from .risk.procedure import CODE as RISK_CODE

MONTH = "month"
NEARING, OVER = "nearing", "over"


def remind(*, at: datetime) -> int:
    """Tell whoever must be told now and was not told yet; return how many notices went out.

    What waits for somebody who has left comes back first, so that nobody is reminded in vain.
    """
    leaving.sweep(at=at)
    return _risks(at) + _months(at)


def _risks(at: datetime) -> int:
    on = localdate(at)
    clocks = ClockRow.objects.filter(
        case__procedure=RISK_CODE, case__is_open=True, is_running=True, due__lte=on + timedelta(days=1)
    ).select_related("case")  # fmt: skip
    running = list(clocks)
    began = Entry.objects.filter(case__in=[c.case_id for c in running], seq=0)
    since = dict(began.values_list("case", "recorded_at"))
    sent = 0
    for clock in running:
        assert clock.due
        steps = escalation.reached(
            clock.limit, since=since[clock.case_id], due=clock.due, at=at, on=on
        )
        for step in steps:
            text = f"{clock.case}：“{step.limit.label}”{step.words}（建议值）"
            sent += _tell_offices(clock.case, step, text, at)
    return sent


@transaction.atomic
def _tell_offices(case: Case, step: escalation.Step, text: str, at: datetime) -> int:
    if not _first(case, step.limit.code, "", step.code, at):
        return 0
    managers = _holders((MANAGER.code,), case.region, step.region, at)
    told = _holders(step.offices, case.region, step.region, at)
    # Whoever answers for warnings opens the candidate that the report has become.
    link = CaseLink.objects.filter(source=case).select_related("target").first()
    Notice.objects.bulk_create(
        Notice(
            person_id=pk,
            case=case if pk in managers or link is None else link.target,
            at=at,
            text=text[:300],
        )
        for pk in sorted(told)
    )
    return len(told)


def _months(at: datetime) -> int:
    """Ask for last month's reports: whom it is with before the day, the department as well after it."""
    on = localdate(at)
    (month,) = contact.months_back(on, 1)
    due = contact.due_on(month)
    kind = OVER if on > due else NEARING
    if on < due - timedelta(days=contact.AHEAD):
        return 0
    told = ContactReport.objects.filter(case=OuterRef("case"), month=month)
    known = Reminder.objects.filter(case=OuterRef("case"), what=MONTH, mark=month, step=kind)
    rows = ContactRow.objects.filter(
        ~Exists(told), ~Exists(known), ended_on=None, case__is_open=True, since__lt=on.replace(day=1)
    ).select_related("case")  # fmt: skip
    return sum(_ask_for(row, month, kind, at) for row in rows.iterator(200))


@transaction.atomic
def _ask_for(row: ContactRow, month: str, kind: str, at: datetime) -> int:
    if not _first(row.case, MONTH, month, kind, at):
        return 0
    people = {row.person} if row.person else set()
    due = contact.due_on(month)
    text = f"{row.employer_name}{month}月报还没有填写，请在{due}以前填写（建议值）"
    if kind == OVER:
        text = f"{row.employer_name}{month}月报已过填报期限（{due}，建议值），仍未填写"
    if kind == OVER or not people:
        people |= _holders((MANAGER.code,), row.case.region, escalation.COUNTY, at)
    Notice.objects.bulk_create(
        Notice(person_id=pk, case=row.case, at=at, text=text[:300]) for pk in sorted(people)
    )
    return len(people)


def _first(case: Case, what: str, mark: str, step: str, at: datetime) -> bool:
    _row, fresh = Reminder.objects.get_or_create(
        case=case, what=what, mark=mark, step=step, defaults={"at": at}
    )
    return fresh


def _holders(offices: tuple[str, ...], region: str, level: int, at: datetime) -> set[int]:
    """Return who holds these offices in the region of a case; where nobody does, at the level above."""
    for length in range(level, 2, -2):
        held = Appointment.objects.on(localdate(at)).filter(
            office__in=offices, region=region[:length], person__is_active=True
        )
        if found := set(held.values_list("person", flat=True)):
            return found
    return set()
