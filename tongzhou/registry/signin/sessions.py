"""会话 — Django's sessions in the database. Every page asks for one: the SQL of that is written once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.timezone import now

from tongzhou.registry.questions import Given, Question

_LIVING: Question[Session] = Question(
    lambda: Session.objects.filter(
        session_key=Given("key", models.CharField()),
        expire_date__gt=Given("now", models.DateTimeField()),
    )
)


class SessionStore(db.SessionStore):
    """A session as it is kept in the database."""

    def _get_session_from_db(self) -> Any:
        """Return the record of a session that has not ended, or None."""
        found = _LIVING.first(key=self.session_key, now=now())
        if found is None:
            self._session_key = None
        return found
