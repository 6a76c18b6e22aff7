"""Who may try a password at all."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.http import HttpRequest

from tongzhou.registry import identity
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Person


class Lock(AxesStandaloneBackend):  # type: ignore[misc]
    """First of the backends: refuses a locked account before its password is tried."""

    def get_user(self, user_id: int) -> Person | None:
        """Return the person of a session, as long as they may sign in."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


def name_of(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """Return under which name failures are counted: one for username, e-mail and phone alike.

    What belongs to nobody is counted under its keyed hash: people type phone numbers and passwords
    into the wrong box, and the table of failures must not keep them.
    """
    given = credentials or {}
    typed = str(given.get("username") or given.get("email") or given.get("phone") or "")
    if not typed and request is not None:
        typed = request.POST.get("login", "")
    typed = typed.strip()
    person = find(typed)
    return person.username if person else hash_of("login", typed.lower())[:32]


def find(typed: str) -> Person | None:
    """Return the person meant by a username, an e-mail address or a phone number."""
    if not typed:
        return None
    person = Person.objects.filter(username__iexact=typed).first()
    if person is None and "@" in typed:
        person = Person.objects.filter(email=typed.lower()).first()
    if person is None:
        try:
            person = Person.objects.by_phone(identity.check_phone(typed))
        except identity.NotAPhone:
            return None
    return person
