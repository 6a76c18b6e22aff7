"""草稿 — what a visitor has answered of a long form, kept at the server until it is sent or too old.

The session holds the token alone, so answers survive a closed browser; a phone once shown by code finds them again on
another device. The content is sealed and bound to its form.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.http import HttpRequest

from tongzhou.registry import sealing
from tongzhou.registry.fields import hash_of

from .models import UnsentDraft

KEPT = timedelta(days=7)
MOST_BYTES = 200_000  # of one draft: far more than anybody types


class Unsent:
    """The answers of one visitor to one form. Reading writes nothing; `put` keeps what a form has checked."""

    def __init__(self, request: HttpRequest, purpose: str, *, at: datetime) -> None:
        self.session, self.purpose, self.at = request.session, purpose, at
        self.row = self._found()
        self.answers: dict[str, Any] = self._opened(self.row) if self.row else {}

    @property
    def _key(self) -> str:
        return f"unsent {self.purpose}"

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was answered."""
        return not self.answers

    @property
    def token(self) -> str:
        """The name of what will be sent: pressed twice, it is one case."""
        return self.row.token if self.row else ""

    def put(self, step: str, answer: Any, *, phone: str = "") -> None:
        """Keep the answers of a step. Raises ValueError where they are more than anybody types."""
        self.answers = self.answers | {step: msgspec.to_builtins(answer)}
        packed = msgspec.json.encode(self.answers).decode()
        if len(packed) > MOST_BYTES:
            raise ValueError("填写的内容太多，请删减后再试；名单很长的，请改用上传名单")
        row = self.row or UnsentDraft(purpose=self.purpose)
        row.content = sealing.seal(packed, place=self._place(row.token))
        row.changed_at, row.until = self.at, self.at + KEPT
        if phone:
            row.phone_hash = hash_of("phone", phone)
        row.save()
        self.row = row
        self.session[self._key] = row.token

    def drop(self) -> None:
        """Forget everything."""
        if self.row:
            UnsentDraft.objects.filter(pk=self.row.pk).delete()
        self.session.pop(self._key, None)
        self.row, self.answers = None, {}

    def resume(self, phone: str) -> bool:
        """Take up the latest draft of a phone that this visitor has just shown; say whether there was one."""
        rows = UnsentDraft.objects.filter(
            purpose=self.purpose, phone_hash=hash_of("phone", phone), until__gt=self.at
        )
        row = rows.order_by("-changed_at").first()
        if row is None:
            return False
        self.row, self.answers = row, self._opened(row)
        self.session[self._key] = row.token
        return True

    def _found(self) -> UnsentDraft | None:
        token = self.session.get(self._key, "")
        if not token:
            return None
        return UnsentDraft.objects.filter(pk=token, purpose=self.purpose, until__gt=self.at).first()

    def _opened(self, row: UnsentDraft) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.json.decode(
            sealing.unseal(row.content, place=self._place(row.token))
        )
        return found

    def _place(self, token: str) -> str:
        return f"unsent:{self.purpose}:{token}"


def sweep(*, at: datetime) -> int:
    """Throw away drafts that are too old; return how many."""
    gone, _rows = UnsentDraft.objects.filter(until__lte=at).delete()
    return gone
