"""Nothing typed is lost: refused forms, and forms sent after the session had ended, are kept and restored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField
from django.http import HttpRequest, QueryDict

from tongzhou.procedure.models import Case
from tongzhou.registry import sealing
from tongzhou.registry.models import Person
from tongzhou.registry.questions import Given, Question

from .models import Draft

MOST = 200_000  # characters; a longer text is edited on a page of its own
IN_SESSION = "desk_kept"
PLACE = "desk.draft"  # part of the key: what is sealed here opens nowhere else
NEVER = ("csrfmiddlewaretoken", "act-request", "act-seen")


def _packed(data: QueryDict) -> str:
    kept = {k: v for k, v in data.lists() if k not in NEVER}
    return sealing.seal(json.dumps(kept, ensure_ascii=False), place=PLACE)


def _unpacked(packed: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in json.loads(sealing.unseal(packed, place=PLACE)).items():
        data.setlist(name, values)
    return data


def keep(person: Person, case: Case | None, act: str, data: QueryDict, *, at: datetime) -> None:
    """Keep what was typed for an act, in the place of what was kept before."""
    packed = _packed(data)
    if len(packed) <= MOST:
        Draft.objects.update_or_create(
            person=person, case=case, act=act, defaults={"data": packed, "saved_at": at}
        )


def recall(person: Person, case: Case | None, act: str) -> tuple[QueryDict, datetime] | None:
    """Return what was kept for an act and when, or None."""
    draft = Draft.objects.filter(person=person, case=case, act=act).first()
    return (_unpacked(draft.data), draft.saved_at) if draft else None


_KEPT: Question[Any] = Question(
    lambda: Draft.objects.filter(person=Given("person", BigIntegerField())).values_list("pk")[:1]
)


def forget(person: Person, case: Case | None, acts: Iterable[str]) -> None:
    """Forget what was kept for these acts."""
    # As a rule nothing is kept; then nobody waits for the disk.
    if _KEPT.ask(person=person.pk):
        Draft.objects.filter(person=person, case=case, act__in=list(acts)).delete()


def keep_in_session(request: HttpRequest) -> None:
    """Keep a form whose sender is no longer signed in, for the page they come back to."""
    packed = _packed(request.POST)
    if len(packed) <= MOST:
        request.session[IN_SESSION] = {"path": request.path, "data": packed}


def recall_from_session(request: HttpRequest) -> QueryDict | None:
    """Return, once, the form kept for this address before signing in."""
    kept = request.session.get(IN_SESSION)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[IN_SESSION]
    return _unpacked(kept["data"])
