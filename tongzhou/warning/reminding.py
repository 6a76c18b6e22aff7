"""催办 — at eighty percent of the time whoever carries a warning is reminded; when it is over, the chief is told. Once each.

What runs in hours is reckoned from the moment of the act, to the minute; what runs in days by the day. A warning that nobody
has answered for fifteen days is put before the chief with the advice to raise it: a person does that, never the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, ClockRow, Entry, Notice
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment

from . import combining
from .cases import moments, rules
from .cases.facts import Plan
from .cases.procedure import CODE
from .cases.states import HELPER, MEASURE
from .cases.timetable import timetable
from .models import Reminder, WarningRow
from .offices import ANALYST, CHIEF

NEARING, OVER, SILENT = "nearing", "over", "silent"
WAITING = (
    "watched",
    "fed_back",
)  # for a day that was set, or for whoever reviews: nobody is silent
TOLD = ("explain", "progress", "verified", "feed_back", "issue", "reopen")


@dataclass(frozen=True)
class Due:
    """Something to tell about a case: of which clock, why, and in which words."""

    case: Case
    limit: str
    about: str
    mark: str
    kind: str
    text: str


Seen = dict[int, tuple[str, date]]  # case → its head and the day on which it was last looked at


def remind(*, at: datetime, seen: Seen | None = None) -> int:
    """Tell whoever must be told now and was not told yet; return how many notices went out.

    A worker that asks twice a minute hands in `seen`: a case whose clocks run in days is then read once a day, or
    when it has changed; only what runs in hours is read each time.
    """
    on = localdate(at)
    door = Door(calendar_now())
    sent = 0
    for case in _pressing(on):
        if seen is not None and seen.get(case.pk) == (case.head, on):
            continue
        view = door.view(case)
        for due in _dues(case, view, at, on):
            sent += _tell(due, view, at, on)
        if seen is not None and not _runs_in_hours(view):
            seen[case.pk] = (case.head, on)
    return sent


def _runs_in_hours(view: View) -> bool:
    return any(c.running and c.limit.length.unit == "hour" for c in view.clocks.values())


def _pressing(on: date) -> Iterator[Case]:
    """Yield the open warnings with a clock that may be near its end (due within ten days, or past), and those nobody has spoken of for long.

    Of the latter no clock need be running: whoever has visited and then says nothing more is silent all the same.
    """
    rows = ClockRow.objects.filter(
        case__procedure=CODE, case__is_open=True, is_running=True, due__lte=on + timedelta(days=10)
    ).exclude(owes=PARTY.code)
    asked = Q(pk__in=rows.values("case"))
    general, areas = combining.on_day(on)
    if days := min(
        (w.silent_days for w in (general, *dict(areas).values()) if w.silent_days), default=0
    ):
        last = on - timedelta(days=days)
        quiet = WarningRow.objects.filter(is_open=True, issued_on__lte=last)
        for name in ("answered_on", "verified_on", "fed_back_on"):
            quiet = quiet.exclude(**{f"{name}__gt": last})
        asked |= Q(pk__in=quiet.values("case"))
    yield from Case.objects.filter(asked).order_by("pk").iterator(200)


def _dues(case: Case, view: View, at: datetime, on: date) -> Iterable[Due]:
    seqs = {moments.begun(view, c) for c in view.clocks.values() if c.running}
    recorded = dict(Entry.objects.filter(case=case, seq__in=seqs).values_list("seq", "recorded_at"))
    for running in moments.running(view, recorded):
        if running.clock.limit.is_a_partys:
            continue
        name = f"{rules.level(view).label}预警“{running.clock.limit.label}”"
        told = (case, running.clock.limit.code, running.clock.about, running.mark)
        if running.is_over(at, on):
            yield Due(*told, OVER, f"{case}：{name}已超过时限（建议值），请督办")
        elif running.share(at, on) >= timetable().remind_at:
            yield Due(
                *told, NEARING, f"{case}：{name}的时间已过{timetable().remind_at}%，请抓紧办理"
            )
    silent = combining.standing_in(case.region, on).silent_days
    since = max((view.on[c] for c in TOLD if c in view.on), default=None)
    if silent and since and view.state not in WAITING and on - since >= timedelta(days=silent):
        text = f"{case}：{silent}天没有答复或反馈，按合并规则建议提高等级（现为{rules.level(view).label}）"
        yield Due(case, "silent", "", since.isoformat(), SILENT, text)


@transaction.atomic
def _tell(due: Due, view: View, at: datetime, on: date) -> int:
    _row, fresh = Reminder.objects.get_or_create(
        case=due.case,
        limit=due.limit,
        about=due.about,
        mark=due.mark,
        kind=due.kind,
        defaults={"at": at},
    )
    if not fresh:
        return 0
    people = _carrying(view, due) if due.kind == NEARING else set()
    people = people or _holders(due, view, on)
    Notice.objects.bulk_create(
        Notice(person_id=pk, case=due.case, at=at, text=due.text[:300]) for pk in sorted(people)
    )
    return len(people)


def _carrying(view: View, due: Due) -> set[int]:
    """Return who is reminded: of a measure whoever it is asked of, of anything else who carries the warning."""
    handlers = rules.handlers(view)
    subject = view.subjects.get(due.about)
    said = subject.stated.get("plan") if subject and subject.kind is MEASURE else None
    step = said.steps.get(due.about) if isinstance(said, Plan) else None
    if step is None:
        return {int(s.ref) for s in handlers if s.ref.isdigit()}
    if step.office == ANALYST.code:
        return set()  # whoever of them is there
    asked = [s for s in (*handlers, *view.of(HELPER)) if s.name and step.who.startswith(s.name)]
    return {int(s.ref) for s in asked or handlers if s.ref.isdigit()}


def _holders(due: Due, view: View, on: date) -> set[int]:
    """Return the chiefs of the county, else of the league; for a reminder without a handler whoever owes the clock."""
    office = CHIEF.code
    if due.kind == NEARING:
        office = next((x.owes for x in view.procedure.limits if x.code == due.limit), CHIEF.code)
    for region in (view.region[:6], view.region[:4]):
        held = Appointment.objects.on(on).filter(
            office=office, region=region, person__is_active=True
        )
        if found := set(held.values_list("person", flat=True)):
            return found
    return set()
