"""People of the demo, each with the office that they hold. All of them are invented."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tongzhou.registry.models import Appointment, Body, Person

TABLE = Path(__file__).parent / "data" / "people.csv"


@dataclass(frozen=True)
class Member:
    """One line of the table: who, where, and in which office."""

    username: str
    name: str
    region: str
    body: str
    office: str
    note: str


def members() -> list[Member]:
    """Return the cast, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Member(**row) for row in csv.DictReader(file)]


def counties() -> list[str]:
    """Return the counties in which somebody of the cast works."""
    return sorted({m.region for m in members() if len(m.region) == 6})


def build(bodies: dict[tuple[str, str], Body], *, since: date) -> dict[str, Person]:
    """Create the cast and appoint them from `since` on: username → person. They have no password."""
    people: dict[str, Person] = {}
    for member in members():
        person = Person.objects.filter(username=member.username).first()
        if person is None:
            person = Person.objects.create_user(
                member.username, name=member.name, is_staff=True, is_demo=True
            )
        Appointment.objects.get_or_create(
            person=person,
            office=member.office,
            body=bodies[member.region, member.body],
            since=since,
            defaults={"reason": member.note},
        )
        people[member.username] = person
    return people
