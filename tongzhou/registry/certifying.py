"""执法证件的登记 — giving a certificate, taking it back, and who holds one that counts on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import journal
from .models import Body, Certificate, Person, RegisterEntry
from .models.bodies import under

ENFORCEMENT = Certificate.Kind.ENFORCEMENT


@transaction.atomic
def certify(
    person: Person,
    *,
    number: str,
    body: Body,
    since: date,
    until: date,
    kind: str = ENFORCEMENT,
    specialties: str = "",
    by: Person | None,
    at: datetime,
    reason: str = "",
) -> Certificate:
    """Enter a certificate of a person, with the term printed on it; both its days count.

    Raises ValidationError where the number is known, the term is the wrong way round, or the person
    holds a certificate of this kind in this body on one of these days.
    """
    same = Certificate.objects.select_for_update().filter(
        person=person, kind=kind, body=body, withdrawn_on=None, since__lte=until, until__gte=since
    )
    if clash := same.first():
        raise ValidationError(
            _("%(person)s已有证件%(number)s，有效期至%(until)s；换证请先收回旧证。")
            % {"person": person, "number": clash.number, "until": clash.until}
        )
    record = Certificate(
        person=person,
        kind=kind,
        number=number.strip(),
        body=body,
        specialties=specialties.strip(),
        since=since,
        until=until,
    )
    record.derive()
    return journal.add(record, by=by, at=at, reason=reason)


def withdraw(
    certificate: Certificate, *, on: date, by: Person | None, at: datetime, reason: str
) -> Certificate:
    """Take a certificate back: from that day on it does not count. A reason must be given."""
    return journal.change(
        certificate,
        by=by,
        at=at,
        reason=reason,
        what=RegisterEntry.What.ENDED,
        withdrawn_on=on,
        withdrawn_why=reason.strip(),
    )


def valid(people: Iterable[int | str], *, on: date, kind: str = ENFORCEMENT) -> set[int]:
    """Return which of these people (their numbers) hold a certificate of the kind on a day."""
    wanted = {int(p) for p in people if str(p).isdecimal()}
    if not wanted:
        return set()
    known = Certificate.objects.on(on).filter(kind=kind, person__in=wanted)
    return set(known.values_list("person_id", flat=True))


def holders(region: str, *, on: date, kind: str = ENFORCEMENT) -> list[Certificate]:
    """Return the certificates of those at work in a region and below it on a day, by name."""
    found = Certificate.objects.on(on).filter(under(region), kind=kind, person__is_active=True)
    return list(found.select_related("person", "body").order_by("name", "id"))


def eligible(region: str, *, on: date) -> list[Certificate]:
    """Return who may be sent in a region on a day, with the certificate, each person once; by name.

    Those of the county; where it has nobody, those of its city, which may act in its counties. One query, or two.
    """
    found = holders(region[:6], on=on)
    if len(region) == 6 and not found:
        found = holders(region[:4], on=on)
    return list({c.person_id: c for c in found}.values())
