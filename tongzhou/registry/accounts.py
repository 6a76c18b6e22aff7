"""账号 — opening an account, giving a password, lifting a lock; all by a registrar."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import codes, identity, journal
from .models import Person, RegisterEntry

# Read aloud over a phone without a mistake: no 0/O, 1/l/I.
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GIVEN_LENGTH = 14


@transaction.atomic
def open_account(
    *, username: str, name: str, phone: str = "", by: Person | None, at: datetime, **fields: Any
) -> tuple[Person, str]:
    """Open an account and return the person with the password to be handed over, once.

    Raises ValidationError if the username, phone or e-mail is another's.
    """
    if phone:
        try:
            phone = identity.check_phone(phone)
        except identity.NotAPhone as error:
            raise ValidationError({"phone": str(error)}) from error
    person = Person(username=username.strip(), name=name, phone=phone, **fields)
    password = _password()
    person.set_password(password)
    person.password_is_given = True
    journal.add(person, by=by, at=at, reason=_("开立账号"))
    return person, password


@transaction.atomic
def give_password(person: Person, *, by: Person, at: datetime, reason: str) -> str:
    """Replace a forgotten password and return the new one, once; it must be changed at sign-in."""
    if not reason.strip():
        raise ValidationError(_("请填写重置密码的事由。"))
    password = _password()
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    fresh.set_password(password)
    fresh.password_is_given = True
    fresh.save(update_fields=["password", "password_is_given"])
    lift_lock(fresh)
    changes = {"password": [None, str(_("已重置"))]}
    journal.note(fresh, RegisterEntry.What.CHANGED, by=by, at=at, reason=reason, changes=changes)
    return password


def lift_lock(person: Person) -> bool:
    """Lift the lock that failed attempts put on an account; say whether there were any."""
    return bool(reset(username=person.username))


def close_account(person: Person, *, by: Person, at: datetime, reason: str) -> Person:
    """Close an account: nobody signs in with it, and its offices count no more."""
    return journal.change(
        person, by=by, at=at, reason=reason, what=RegisterEntry.What.ENDED, is_active=False
    )


def kept_by(person: Person, *, region: str, on: date) -> bool:
    """Say whether a registrar of a region may change this account: all its offices lie there.

    Somebody who also works above or beside is kept by whoever is over all of it; an account without
    an office today, by the place where it had its last one.
    """
    held = [h.region for h in person.holdings(on)]
    if not held:
        last = person.appointments.order_by("-since", "-id").first()
        held = [last.region_id] if last else []
    return bool(held) and all(codes.within(place, region) for place in held)


def _password() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(GIVEN_LENGTH))
