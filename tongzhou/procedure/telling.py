"""消息 — tell people whose dates moved although nobody acted: a holiday notice, a corrected calendar.

Whom an act concerns is told at the desk, when the act is committed; here nothing was done in the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from tongzhou.registry.models import Appointment, Person

from .catalogue import newest, office_named
from .declare import BUILT_IN
from .models import Case, ClockRow, Notice
from .project import Change

MOST = 50  # people told of one case; a larger office reads its list
BUILT = {o.code for o in BUILT_IN}


@dataclass(frozen=True)
class Moved:
    """A limit of a case whose last day is another than it was. None: it is paused."""

    case: int
    limit: str
    was: date | None
    now: date | None


def moved(changes: Iterable[Change]) -> list[Moved]:
    """Return the limits that moved, of all that a rebuild found to differ."""
    return [
        Moved(c.case, c.key.partition("|")[0], c.was["due"], c.now["due"])
        for c in changes
        if c.table == ClockRow.__name__ and c.was and c.now and "due" in c.now and "due" in c.was
    ]


def tell_moved(moves: Iterable[Moved], *, why: str, at: datetime) -> int:
    """Tell those who owe or carry a case whose running dates moved; return how many were told."""
    by_case: dict[int, list[Moved]] = {}
    for move in moves:
        by_case.setdefault(move.case, []).append(move)
    told = 0
    for case in Case.objects.filter(pk__in=by_case, is_open=True).order_by("pk"):
        text = f"{case}：{_in_words(case, by_case[case.pk])}（{why}）"[:300]
        people = sorted(_concerned(case, on=localdate(at)))[:MOST]
        Notice.objects.bulk_create(
            Notice(person_id=person, case=case, at=at, text=text) for person in people
        )
        told += len(people)
    return told


def _in_words(case: Case, moves: list[Moved]) -> str:
    labels = {limit.code: limit.label for limit in newest(case.procedure).limits}
    return "；".join(f"“{labels.get(m.limit, m.limit)}”由{m.was}改为{m.now}" for m in moves[:3])


def _concerned(case: Case, *, on: date) -> set[int]:
    """Return who owes a running clock of the case or carries it."""
    owing = ClockRow.objects.filter(case=case, is_running=True).exclude(owes__in=["", *BUILT])
    seats = Q(pk__in=[])
    for code, region in set(owing.values_list("owes", "region")):
        office = office_named(code)
        if office is not None and not office.named:
            seats |= Q(office=code, region=region)
    held = Appointment.objects.on(on).filter(seats, person__is_active=True)
    carried = case.subjects.filter(registry="person", sees=True).values_list("ref", flat=True)
    numbers = [int(ref) for ref in carried if ref.isdigit()]
    known = Person.objects.filter(pk__in=numbers, is_active=True)
    return set(held.values_list("person", flat=True)) | set(known.values_list("pk", flat=True))
