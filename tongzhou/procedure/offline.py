"""离线 — what a device recorded without a network is taken in once, its pictures checked, conflicts told.

The browser's half is `ui/static/ui/offline`. A page of a line takes what was sent with `take_in`: what the
device sends twice is answered twice and done once; what is refused stays on the device, with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec

import msgspec
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localdate
from django.utils.translation import gettext as _

from tongzhou.registry.models import Person

from . import files
from .facts import FileRef
from .models import Case, OfflineReceipt
from .refusal import Refused

State = Literal["done", "refused", "conflict", "again", "signin"]
MOST_FILES = 60
P = ParamSpec("P")
Handler = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


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


def day_of(made_at: str) -> date | None:
    """Return the day on which a device says it recorded something; None where it says nothing one can read."""
    try:
        moment = parse_datetime(made_at)
    except ValueError:
        return None
    return localdate(moment) if moment and not is_naive(moment) else None


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


def owner_of(request: HttpRequest) -> str | None:
    """Return who filled in what the queue of a device sends, as it declares; None for an ordinary form."""
    return request.POST.get("owner", "") if is_offline(request) else None


def take_in(
    person: Person,
    request: str,
    *,
    case: Case | None,
    at: datetime,
    do: Callable[[], Answer],
    owner: str | None = None,
) -> Answer:
    """Do what a device sent, once: a repeated request is given the first answer. Refusals are answers too.

    `owner` is whoever filled it in, as the device declares (`owner_of`): what somebody else has recorded is not
    entered under this person's name, but stays on the device until they sign in themselves.
    """
    if owner is not None and owner != str(person.pk):
        return _somebody_elses()
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


def _somebody_elses() -> Answer:
    return Answer("signin", _("这份记录是另一个人在本机填写的，请由本人登录后提交"))


def in_words(handler: Handler[P]) -> Handler[P]:
    """Tell a device in words where it sends something to a page that is not to be opened any more by this person."""

    @wraps(handler)
    def answering(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return handler(request, *args, **kwargs)
        except Http404 as gone:
            if request.method != "POST" or not is_offline(request):
                raise
            if owner_of(request) != str(request.user.pk):
                return told(_somebody_elses())
            words = _(
                "没有记入：%(why)s。请打开“查看内容”，转告现在的承办人或管理负责人，再放弃这份记录"
            )
            return told(Answer("refused", words % {"why": gone}))

    return answering


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
