"""单位经办 — who may act for which employer at the portal."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from . import journal
from .models import Employer, EmployerUser, Person, RegisterEntry, Worker


def let_act_for(
    person: Person,
    employer: Employer,
    *,
    role: EmployerUser.Role,
    since: date,
    until: date | None = None,
    confirmed_by: Person,
    at: datetime,
    reason: str = "",
) -> EmployerUser:
    """Let a person act for an employer from one day to another. Raises ValidationError."""
    clash = EmployerUser.objects.filter(
        Q(until=None) | Q(until__gte=since), person=person, employer=employer, role=role
    )
    if until is not None:
        clash = clash.filter(since__lte=until)
    if clash.exists():
        raise ValidationError(_("此人已是该单位的同类经办人，请先终止原登记。"))
    role_held = EmployerUser(
        person=person,
        employer=employer,
        role=role,
        since=since,
        until=until,
        confirmed_by=confirmed_by,
    )
    return journal.add(role_held, by=confirmed_by, at=at, reason=reason)


def stop_acting_for(
    held: EmployerUser, *, last_day: date, by: Person, at: datetime, reason: str
) -> EmployerUser:
    """End a person's acting for an employer with a day. Raises ValidationError."""
    return journal.change(
        held, by=by, at=at, reason=reason, what=RegisterEntry.What.ENDED, until=last_day
    )


def employers_of(person: Person, *, on: date) -> list[Employer]:
    """Return the standing employers for which a person may act on a day, through all merges."""
    if not person.is_active:
        return []
    held = EmployerUser.objects.filter(
        Q(until=None) | Q(until__gte=on), person=person, since__lte=on
    ).select_related("employer")
    return list(dict.fromkeys(role.employer.survivor() for role in held.order_by("id")))


def refs_of(person: Person, *, on: date) -> dict[str, list[str]]:
    """Return under which keys a person's own cases are found: worker, employer, person.

    The keys are those of the register named, as text: what a case notes of its subjects.
    """
    worker = Worker.objects.filter(person=person).first()
    employers = [key for employer in employers_of(person, on=on) for key in employer.family()]
    return {
        "person": [str(person.pk)],
        "worker": [str(worker.pk)] if worker else [],
        "employer": [str(key) for key in employers],
    }


def employer_refs(person: Person, *, on: date) -> frozenset[str]:
    """Return under which keys a case may name the employers a person acts for on a day.

    Those of the register, through all merges, and the credit codes: a case opened elsewhere knows an
    employer by its code. A branch is an employer of its own, and is acted for on its own.
    """
    keys = [key for employer in employers_of(person, on=on) for key in employer.family()]
    if not keys:
        return frozenset()
    codes = Employer.objects.filter(pk__in=keys).exclude(uscc=None).values_list("uscc", flat=True)
    return frozenset([*(str(key) for key in keys), *filter(None, codes)])
