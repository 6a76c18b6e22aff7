"""离任 — a visit does not stay with a coordinator who cannot go any more: it comes back, to be given to somebody else.

Who is suspended or removed gives back at once, in the same transaction. Whose term is over, whose account is closed or
whose last deployment has ended is found by the worker, which calls `sweep` again and again.
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import HANDED
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Appointment

from .models import CoordinatorRow, DeploymentRow
from .offices import COORDINATOR
from .subjects import CARRYING, COORDINATOR_OF
from .visit.facts import GivenBack
from .visit.procedure import CODE as VISIT_CODE
from .visit.procedure import give_back
from .visit.states import WAITING

log = logging.getLogger(__name__)
WARNING = "warning.case"
MOST = 200  # visits given back in one look; the next look takes the next
NO_OFFICE = "协调员职务已经终止"
NO_POST = "派驻已经结束"


def seated(on: date) -> QuerySet[Any]:
    """Return the numbers of those who hold the office of a coordinator on a day, as a subquery."""
    held = Appointment.objects.on(on).filter(office=COORDINATOR.code, person__is_active=True)
    return held.values("person")


def _carried() -> QuerySet[SubjectRow]:
    """Return who has a visit that is still to be made."""
    return SubjectRow.objects.filter(
        case__procedure=VISIT_CODE, case__state=WAITING.code, kind=COORDINATOR_OF.code, state=CARRYING.code
    ).order_by("case", "key")  # fmt: skip


def leave(person: int, *, door: Door, body: str, at: datetime, reason: str) -> int:
    """Give back every visit that waits for somebody who has left; return how many."""
    rows = list(_carried().filter(registry="person", ref=str(person)).select_related("case"))
    on = localdate(at)
    return sum(_give_back(row, door=door, body=body, at=at, on=on, reason=reason) for row in rows)


def sweep(*, at: datetime) -> int:
    """Give back the visits of all who hold the office no longer, or are deployed nowhere any more; return how many."""
    on, done = localdate(at), 0
    gone = _of_those_gone(on)
    door = Door(calendar_now()) if gone else None
    for row, reason in gone:
        assert door
        try:
            done += _give_back(row, door=door, body="", at=at, on=on, reason=reason)
        except Refused:
            log.exception("visit %s stays with somebody who has left", row.case.uid)
    return done


def _of_those_gone(on: date) -> list[tuple[SubjectRow, str]]:
    """Return the visits that wait for somebody gone, with the reason. Two queries, and one more where somebody's deployments have ended."""
    here = _refs(seated(on))
    gone = list(_carried().exclude(ref__in=here).select_related("case")[:MOST])
    found = [(row, NO_OFFICE) for row in gone]
    if ended := _deployed_until(on):
        rows = _carried().filter(ref__in=_refs(_without_post(on))).filter(ref__in=here)
        # Who was given the visit after the end is known to be deployed nowhere, and goes all the same.
        for row in rows.select_related("case"):
            if row.ref in ended and row.since <= ended[row.ref]:
                found.append((row, f"{NO_POST}（{ended[row.ref]}）"))
    return found[:MOST]


def _refs(people: QuerySet[Any]) -> QuerySet[Any]:
    """Return the numbers of people as the subjects of a case have them, as a subquery."""
    refs: QuerySet[Any] = people.annotate(as_ref=Cast("person", CharField())).values("as_ref")
    return refs


def _without_post(on: date) -> QuerySet[Any]:
    """Return the numbers of the coordinators who were deployed and are deployed nowhere any more."""
    standing = DeploymentRow.objects.filter(Q(until=None) | Q(until__gte=on), case=OuterRef("case"))
    over = CoordinatorRow.objects.filter(
        ~Exists(standing), case__is_open=True, person__isnull=False, case__deployments__isnull=False
    )
    return over.values("person")


def _deployed_until(on: date) -> dict[str, date]:
    """Return the last day of the last deployment of each of them. One query."""
    last = _without_post(on).annotate(last=Max("case__deployments__until"))
    return {str(r["person"]): r["last"] for r in last}


def _give_back(
    row: SubjectRow, *, door: Door, body: str, at: datetime, on: date, reason: str
) -> int:
    case: Case = row.case
    by = Actor("", HANDED.label, HANDED.code, case.region, body)
    leaves = () if _stays_with_the_warning(row.ref, on) else (row.ref,)
    said = GivenBack(reason=f"{row.name}{reason}"[:300], leaves=leaves)
    door.act(case, give_back.code, by=by, at=at, facts=said, about=(row.key,))
    return 1


def _stays_with_the_warning(ref: str, on: date) -> bool:
    """Say whether somebody holds another office in which they go on carrying the warning."""
    others = [o for o in catalogue.newest(WARNING).offices if o != COORDINATOR.code]
    held = Appointment.objects.on(on).filter(
        office__in=others, person=int(ref), person__is_active=True
    )
    return held.exists()
