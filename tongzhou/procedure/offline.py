"""离线 — what a device recorded without a network is taken in once, its pictures checked, conflicts told.

The browser's half is `ui/static/ui/offline`. A page of a line takes what was sent with `take_in`: what the
device sends twice is answered twice and done once; what is refused stays on the device, with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from tongzhou.registry.models import Person

from . import files
from .facts import FileRef
from .models import Case, OfflineReceipt
from .refusal import Refused

State = Literal["done", "refused", "conflict", "again"]
MOST_FILES = 60


class Damaged(Refused):
    """A file did not arrive as it was taken: the device sends it again."""


class Conflict(Refused):
    """Somebody else has done meanwhile what this would do: a person decides."""


@dataclass(frozen=True)
class Answer:
    """What the device is told. `done` is kept; everything else the device keeps and may send again."""

    state: State
    message: str = ""
    url: str = ""

    def as_json(self) -> dict[str, str]:
        return {"state": self.state, "message": self.message, "url": self.url}


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What the device says of a file it took: the digest at capture, when, where, of what."""

    sha256: str
    taken_at: str = ""
    where: str = ""
    item: str = ""
    name: str = ""


@dataclass(frozen=True)
class Shot:
    """A file as it was kept, with what the device says of it."""

    file: FileRef
    taken: Taken


def is_offline(request: HttpRequest) -> bool:
    """Say whether the queue of a device sent this, and wants its answer as data."""
    return request.headers.get("X-Offline") == "1"


def shots(request: HttpRequest, at: datetime) -> tuple[Shot, ...]:
    """Keep the files a device sent, each checked against the digest it had when it was taken.

    Raises Damaged where one differs, Refused where one cannot be taken.
    """
    found = []
    for n in range(MOST_FILES):
        upload = request.FILES.get(f"file{n}")
        if upload is None:
            break
        try:
            taken = msgspec.json.decode(request.POST.get(f"meta{n}", "{}"), type=Taken)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise Refused(_("照片的说明不完整，请重新拍摄")) from error
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        if digest.hexdigest() != taken.sha256:
            raise Damaged(_("照片“%(name)s”在传输中损坏，将自动重传") % {"name": upload.name})
        upload.seek(0)
        found.append(Shot(files.keep(upload, at), taken))
    return tuple(found)


def take_in(
    person: Person, request: str, *, case: Case | None, at: datetime, do: Callable[[], Answer]
) -> Answer:
    """Do what a device sent, once: a repeated request is given the first answer. Refusals are answers too."""
    if before := _before(person, request):
        return before
    try:
        with transaction.atomic():
            answer = do()
            if answer.state == "done":
                OfflineReceipt.objects.create(
                    person=person,
                    request=request,
                    case=case,
                    answer=answer.as_json(),
                    received_at=at,
                )
            return answer
    except IntegrityError:  # the same arrived twice at once: the first has done it
        return _before(person, request) or Answer("again", _("请稍后再试"))
    except Damaged as refusal:
        return Answer("again", str(refusal))
    except Conflict as refusal:
        return Answer("conflict", str(refusal))
    except (Refused, ValueError) as refusal:
        return Answer("refused", str(refusal))


def _before(person: Person, request: str) -> Answer | None:
    known = OfflineReceipt.objects.filter(person=person, request=request).first()
    if known is None:
        return None
    stored: dict[str, Any] = known.answer
    return Answer(stored["state"], stored["message"], stored["url"])


def told(answer: Answer) -> JsonResponse:
    """Return the answer to the device."""
    response = JsonResponse(answer.as_json())
    response.headers["Cache-Control"] = "no-store"
    return response
