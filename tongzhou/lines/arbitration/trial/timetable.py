"""庭审日历 — which rooms and people are free when, what clashes with what, and who hears what in a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tongzhou.law import Calendar, latest_before
from tongzhou.lines.arbitration.limits import hearing_notice
from tongzhou.lines.arbitration.models import Booking, HearingRow, Room
from tongzhou.lines.arbitration.rules.ledger import SLOT, slots
from tongzhou.lines.arbitration.rules.track import tribunal
from tongzhou.procedure.scope import CaseQuerySet
from tongzhou.procedure.view import View

# The usual hours of a court, not a rule of law: what is proposed lies within, what is set may lie outside.
HOURS = ((9 * 60, 12 * 60), (14 * 60 + 30, 17 * 60 + 30))
HORIZON = 30  # days in which a free time is looked for


def clock(minute: int) -> str:
    """Return a minute of the day as 09:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def rooms_of(region: str) -> list[Room]:
    """Return the rooms in use of the commission of a region. One query."""
    return list(
        Room.objects.filter(body__region=region, retired_at=None)
        .select_related("body")
        .order_by("name")
    )


def earliest(on: date, calendar: Calendar) -> date:
    """Return the first day for a hearing of which both sides can still be told in time. 调解仲裁法 35."""
    day = on + timedelta(days=1)
    while (last := notice_by(day, calendar)) is None or last < on or not calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def notice_by(day: date, calendar: Calendar) -> date | None:
    """Return the last day for the notice of a hearing on `day`."""
    return latest_before(hearing_notice.length, event=day, calendar=calendar).day


@dataclass(frozen=True)
class Need:
    """What a hearing takes up: a room unless it is held online, and everybody who sits."""

    things: tuple[str, ...]

    @classmethod
    def of(cls, view: View, room: str, *, online: bool) -> Need:
        """Return what a hearing of this case in this room would take."""
        people = tuple(f"person:{view.subjects[key].ref}" for key in tribunal(view))
        return cls(people if online else (*people, f"room:{view.region}:{room}"))


def taken(things: Iterable[str], first: date, last: date) -> dict[tuple[date, int], Booking]:
    """Return what is booked of these things from day to day: (day, half hour) → booking. One query."""
    rows = Booking.objects.filter(what__in=list(things), on__range=(first, last))
    return {(row.on, row.slot): row for row in rows.select_related("case")}


@dataclass(frozen=True)
class Free:
    """A time proposed for a hearing."""

    on: date
    starts: str
    room: str


def proposals(
    view: View, rooms: list[Room], *, minutes: int, since: date, calendar: Calendar, most: int = 6
) -> list[Free]:
    """Return free times for a hearing: room and tribunal, in usual hours on working days. One query.

    At most two a day, so that parties have days to choose from.
    """
    last = since + timedelta(days=HORIZON)
    people = Need.of(view, "", online=True).things
    keys = {room.name: f"room:{view.region}:{room.name}" for room in rooms}
    booked: dict[str, set[tuple[date, int]]] = {}
    things = [*people, *keys.values()]
    for row in Booking.objects.filter(what__in=things, on__range=(since, last)):
        booked.setdefault(row.what, set()).add((row.on, row.slot))
    found: list[Free] = []
    for n in range(HORIZON + 1):
        day = since + timedelta(days=n)
        if len(found) >= most:
            break
        if calendar.is_workday(day):
            found += _on_day(day, minutes, people, keys, booked)
    return found[:most]


def _on_day(
    day: date,
    minutes: int,
    people: tuple[str, ...],
    rooms: dict[str, str],
    booked: dict[str, set[tuple[date, int]]],
) -> list[Free]:
    found: list[Free] = []
    for opens, closes in HOURS:
        for start in range(opens, closes - minutes + 1, SLOT):
            wanted = {(day, slot) for slot in slots(clock(start), minutes)}
            if any(wanted & booked.get(person, set()) for person in people):
                continue
            room = next((r for r, key in rooms.items() if not wanted & booked.get(key, set())), "")
            if room:
                found.append(Free(day, clock(start), room))
                break
    return found


def clash(
    view: View,
    seen: CaseQuerySet,
    *,
    on: date,
    starts: str,
    minutes: int,
    room: str,
    online: bool,
    own: int | None = None,
) -> str:
    """Return in words with what a hearing would clash; empty: with nothing.

    A case the reader may not see is not named. `own` is the case itself, whose bookings also count.
    """
    need = Need.of(view, room, online=online)
    rows = Booking.objects.filter(on=on, slot__in=list(slots(starts, minutes)))
    row = rows.filter(what__in=need.things).select_related("case").order_by("slot").first()
    if row is None:
        return ""
    who = _called(view, row.what)
    at = clock(row.slot * SLOT)
    if row.case_id == own:
        return _("本案当日 %(at)s 已有开庭占用%(who)s，请另选时间") % {"at": at, "who": who}
    if not seen.filter(pk=row.case_id).exists():
        return _("%(who)s %(day)s %(at)s 已有其他安排，请另选时间") % {
            "who": who, "day": on, "at": at,
        }  # fmt: skip
    return _("%(who)s %(day)s %(at)s 已排“%(case)s”，请另选时间、地点或先将该庭延期") % {
        "who": who, "day": on, "at": at, "case": row.case.number or row.case.title,
    }  # fmt: skip


def _called(view: View, what: str) -> str:
    kind, _sep, ref = what.partition(":")
    if kind == "room":
        return ref.partition(":")[2]
    subject = view.subjects.get(f"member/{ref}")
    return subject.name if subject else ref


@dataclass(frozen=True)
class Sitting:
    """A hearing in a calendar; `case` None where the reader may not see which."""

    row: HearingRow
    shown: bool

    @property
    def ends(self) -> str:
        first = int(self.row.starts[:2]) * 60 + int(self.row.starts[3:])
        return clock(first + self.row.minutes)


@dataclass(frozen=True)
class Week:
    """A calendar of some days: rows of rooms or people, a cell for each day."""

    days: tuple[tuple[date, str], ...]  # with the reason where it is a day of rest
    rows: tuple[tuple[str, tuple[tuple[Sitting, ...], ...]], ...]
    agenda: tuple[tuple[date, tuple[Sitting, ...]], ...]


def week(region: str, seen: CaseQuerySet, days: list[date], calendar: Calendar, *, by: str) -> Week:
    """Return the hearings of a commission on these days, by `room` or by `person`. Three queries."""
    rows = list(
        HearingRow.objects.filter(
            case__region=region, on__range=(days[0], days[-1]), state__in=("set_down", "held")
        )
        .select_related("case")
        .order_by("on", "starts", "pk")
    )
    visible = set(seen.filter(pk__in={r.case_id for r in rows}).values_list("pk", flat=True))
    sittings = [Sitting(row, row.case_id in visible) for row in rows]
    heads: dict[str, None] = {}
    if by == "room":
        heads |= dict.fromkeys(room.name for room in rooms_of(region))
    for sitting in sittings:
        heads |= dict.fromkeys(_heads(sitting.row, by))
    grid = tuple(
        (
            head,
            tuple(
                tuple(s for s in sittings if s.row.on == day and head in _heads(s.row, by))
                for day in days
            ),
        )
        for head in heads
    )
    agenda = tuple((d, tuple(s for s in sittings if s.row.on == d)) for d in days)
    return Week(tuple((d, calendar.why_rest(d) or "") for d in days), grid, agenda)


def _heads(row: HearingRow, by: str) -> list[str]:
    if by == "room":
        return [_("网上开庭") if row.online else row.room]
    return [name for name in row.members.split("、") if name]
