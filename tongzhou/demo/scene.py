"""The stage on which the demo is played: the door, the people, and a short way to say who does what when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tongzhou.law import CALENDAR
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Appointment, Person

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: date, hour: int = 9, minute: int = 30) -> datetime:
    """Return a moment of a working morning."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def worked(day: date) -> date:
    """Return the day, or the last one before it on which offices are open."""
    while CALENDAR.why_rest(day):
        day -= timedelta(days=1)
    return day


def actor(person: Person, office: str = "", *, on: date) -> Actor:
    """Return a person acting in an office they hold on that day (their first, if none is named)."""
    held = [a for a in person.appointments_on(on) if office in ("", a.office)]
    appointment: Appointment = held[0]
    return Actor(
        ref=str(person.pk),
        name=person.name,
        office=appointment.office,
        region=appointment.region_id,
        body=appointment.body.short_name,
        prefix=appointment.body.document_prefix,
    )


@dataclass(frozen=True)
class Scene:
    """Who is there, and through which door they act."""

    door: Door
    people: dict[str, Person]

    def opens(
        self,
        who: str,
        code: str,
        *,
        on: date,
        region: str,
        facts: Facts | None = None,
        about: tuple[str, ...] = (),
    ) -> Case:
        """Let somebody open a case on a day, or on the last working day before it."""
        on = worked(on)
        by = actor(self.people[who], on=on)
        return self.door.open_case(code, by=by, at=at(on), region=region, facts=facts, about=about)

    def does(
        self,
        who: str,
        case: Case,
        act: str,
        facts: Facts | None = None,
        *,
        on: date,
        office: str = "",
        **more: Any,
    ) -> Entry:
        """Let somebody perform an act of a case on a day, or on the last working day before it."""
        on = worked(on)
        by = actor(self.people[who], office, on=on)
        return self.door.act(case, act, by=by, at=at(on), facts=facts, **more)
