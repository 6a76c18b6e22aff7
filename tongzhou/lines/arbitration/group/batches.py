"""名单的保管 — a list is kept, sealed, from its upload until it is stated or thrown away."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.models import Batch
from tongzhou.procedure.models import Case
from tongzhou.registry import sealing
from tongzhou.registry.models import Person

PLACE = "arbitration.batch"
KEPT = timedelta(days=14)  # what nobody has stated by then is emptied: 个人信息保护法 19


def keep(
    purpose: str, content: dict[str, Any], *, case: Case | None, person: Person, at: datetime
) -> Batch:
    """Keep a list that was uploaded; lists of this person left lying too long are emptied."""
    old = Batch.objects.filter(person=person, ended_at=None, at__lt=at - KEPT)
    old.update(ended_at=at, sealed="")
    return Batch.objects.create(
        purpose=purpose, case=case, person=person, at=at, sealed=_sealed(content)
    )


def change(batch: Batch, content: dict[str, Any], *, at: datetime) -> None:
    """Keep a list as it is now."""
    batch.sealed, batch.at = _sealed(content), at
    batch.save(update_fields=["sealed", "at"])


def mine(uid: str, *, person: Person, purpose: str, case: Case | None = None) -> Batch:
    """Return a list of this person that is still pending. Raises Http404."""
    found = Batch.objects.filter(
        uid=uid, person=person, purpose=purpose, case=case, ended_at=None
    ).first()
    if found is None:
        raise Http404(_("这份名单已经办理或已清除，请重新上传"))
    return found


def pending(*, person: Person, case: Case | None) -> list[Batch]:
    """Return the lists of a case that this person has not finished, newest first. One query."""
    return list(Batch.objects.filter(person=person, case=case, ended_at=None).order_by("-at"))


def content(batch: Batch) -> dict[str, Any]:
    """Return what a list holds."""
    found: dict[str, Any] = json.loads(sealing.unseal(batch.sealed, place=PLACE))
    return found


def end(batch: Batch, *, at: datetime) -> None:
    """Empty a list that was stated or is not wanted."""
    batch.sealed, batch.ended_at = "", at
    batch.save(update_fields=["sealed", "ended_at"])


def _sealed(content: dict[str, Any]) -> str:
    return sealing.seal(json.dumps(content, ensure_ascii=False), place=PLACE)
