"""分块上传 — a file that comes in pieces over a weak network, and is taken up where it broke off.

A browser is given a word of its own; pieces are taken from that browser alone, in order, each at the place where the
last ended. What has been taken already is said, not refused. When all is there the file is judged and kept as any
other (`files.keep`), and the pieces go.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongzhou.registry import sealing

from . import files
from .facts import FileRef
from .models import Upload
from .refusal import Refused

PIECE = 256 * 1024  # what a page sends at once
MOST_PIECE = 1024 * 1024
KEPT = timedelta(days=2)
MOST_OPEN = 40  # files of one browser in that time
SESSION = "uploads"


class OutOfPlace(Refused):
    """A piece does not begin where the last ended: `got` says where to go on."""

    def __init__(self, got: int) -> None:
        super().__init__(_("上传中断过，请从已收到的地方继续"))
        self.got = got


def owner_of(request: HttpRequest, *, make: bool = False) -> str:
    """Return the keyed hash of the word this browser holds; empty where it holds none and none is made."""
    word = request.session.get(SESSION, "")
    if not word and make:
        word = request.session[SESSION] = secrets.token_hex(16)
    return sealing.keyed_hash(word, place="uploads") if word else ""


def begin(request: HttpRequest, *, name: str, size: int, at: datetime) -> Upload:
    """Begin a file. Raises NotAccepted for a type or a size that is not taken, Refused for too many."""
    sweep(at=at)
    owner = owner_of(request, make=True)
    tidy = files.tidy(name)
    files.check_before(tidy, size)
    if Upload.objects.filter(owner=owner, at__gt=at - KEPT).count() >= MOST_OPEN:
        raise Refused(_("上传的文件太多，请先提交，其余的以后补交"))
    return Upload.objects.create(owner=owner, name=tidy, size=size, at=at, until=at + KEPT)


def mine(request: HttpRequest, token: str, *, at: datetime) -> Upload | None:
    """Return a file this browser has begun, or None: there is none, or it is another's."""
    owner = owner_of(request)
    if not owner:
        return None
    return Upload.objects.filter(pk=token, owner=owner, until__gt=at).first()


def take(upload: Upload, content: bytes, *, place: int, at: datetime) -> Upload:
    """Take a piece; keep the file when it was the last. Raises OutOfPlace and NotAccepted."""
    if not content or len(content) > MOST_PIECE:
        raise Refused(_("这一块的大小不对，请重新上传"))
    try:
        return _taken(upload, content, place, at)
    except files.NotAccepted:  # it is not what its name said: nothing of it is wanted
        drop(upload)
        raise


@transaction.atomic
def _taken(upload: Upload, content: bytes, place: int, at: datetime) -> Upload:
    row = Upload.objects.select_for_update().get(pk=upload.pk)
    if row.digest or place + len(content) <= row.got:
        return row  # said again after a broken answer
    if place != row.got:
        raise OutOfPlace(row.got)
    if row.got + len(content) > row.size:
        raise files.NotAccepted(_("文件比说好的大，请重新选择"))
    if not row.got:
        files.check_beginning(row.name, content)
    path = _path(row, row.pieces)
    if default_storage.exists(path):  # of an attempt that was rolled back
        default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
    row.pieces += 1
    row.got += len(content)
    if row.got == row.size:
        row.digest = files.keep(_Pieces(row), at).digest
    row.save()
    if row.digest:
        _drop_pieces(row)
    return row


def kept(request: HttpRequest, tokens: Sequence[str], *, at: datetime) -> tuple[FileRef, ...]:
    """Return the whole files of this browser by their tokens. Raises Refused where one is not whole."""
    found = []
    for token in dict.fromkeys(tokens):
        row = mine(request, token, at=at)
        if row is None:
            continue
        if not row.digest:
            raise Refused(_("“%(name)s”还没有传完，请等传完再提交，或去掉它") % {"name": row.name})
        found.append(FileRef(row.digest, row.name, row.size))
    return tuple(found)


def drop(upload: Upload) -> None:
    """Forget a file that is not wanted; what was kept under its digest stays."""
    _drop_pieces(upload)
    upload.delete()


def sweep(*, at: datetime, most: int = 50) -> int:
    """Throw away what was begun and left too long ago; return how many."""
    rows = list(Upload.objects.filter(until__lte=at).order_by("until")[:most])
    for row in rows:
        drop(row)
    return len(rows)


class _Pieces:
    """The pieces of a file, read as one upload."""

    def __init__(self, row: Upload) -> None:
        self.row = row
        self.name: str | None = row.name
        self.size: int | None = row.size
        self._left = b""
        self._next = 0

    def seek(self, _offset: int, /) -> None:
        self._left, self._next = b"", 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for n in range(self.row.pieces):
            with default_storage.open(_path(self.row, n)) as piece:
                while content := piece.read(chunk_size or files.CHUNK):
                    yield content

    def read(self, size: int = -1) -> bytes:
        while self._next < self.row.pieces and (size < 0 or len(self._left) < size):
            with default_storage.open(_path(self.row, self._next)) as piece:
                self._left += piece.read()
            self._next += 1
        out, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return out

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return self.chunks()


def _path(row: Upload, n: int) -> str:
    return f"uploads/{row.token[:2]}/{row.token}/{n:05d}"


def _drop_pieces(row: Upload) -> None:
    for n in range(row.pieces + 1):
        path = _path(row, n)
        if default_storage.exists(path):
            default_storage.delete(path)
