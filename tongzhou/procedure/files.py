"""附件 — what people hand in is kept under the digest of its content, once, and served only with its case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple, Protocol

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.http import FileResponse, Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.registry.models import Person

from .facts import FileRef
from .models import Case, Entry, PaperFile, Sighting, StoredFile
from .refusal import Refused
from .scope import sight_of

CHUNK = 64 * 1024
MEGABYTE = 1024 * 1024


class NotAccepted(Refused):
    """The file cannot be taken: too large, empty, of a type not allowed, or not what its name says."""


class Type(NamedTuple):
    """A type of file: how it is served, and how its content begins (none: it may begin in any way)."""

    mime: str
    begins: tuple[bytes, ...] = ()


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": Type("application/pdf", (b"%PDF-",)),
    "ofd": Type("application/ofd", (_ZIP,)),
    "docx": Type(_OFFICE + "wordprocessingml.document", (_ZIP,)),
    "xlsx": Type(_OFFICE + "spreadsheetml.sheet", (_ZIP,)),
    "doc": Type("application/msword", (_OLE,)),
    "xls": Type("application/vnd.ms-excel", (_OLE,)),
    "wps": Type("application/vnd.ms-works", (_OLE, _ZIP)),
    "et": Type("application/octet-stream", (_OLE, _ZIP)),
    "jpg": Type("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": Type("image/jpeg", (b"\xff\xd8\xff",)),
    "png": Type("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "txt": Type("text/plain; charset=utf-8"),
    "csv": Type("text/csv; charset=utf-8"),
    "jsonl": Type(
        "application/x-ndjson"
    ),  # made here, never taken: not among TONGZHOU_UPLOAD_TYPES
    "zip": Type("application/zip", (_ZIP, b"PK\x05\x06")),
    "mp3": Type("audio/mpeg"),
    "m4a": Type("audio/mp4"),
    "mp4": Type("video/mp4"),
    "webm": Type("audio/webm", (b"\x1aE\xdf\xa3",)),
    "ogg": Type("audio/ogg", (b"OggS",)),
    "amr": Type("audio/amr", (b"#!AMR",)),
    "wav": Type("audio/wav", (b"RIFF",)),
}


class Upload(Protocol):
    """What a browser sent: Django's UploadedFile, or anything that reads like it."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]: ...
    def seek(self, offset: int, /) -> Any: ...


def keep(upload: Upload, at: datetime) -> FileRef:
    """Keep an uploaded file and return how the journal names it. The same content is stored once.

    The content is read as a stream, never held whole. Raises NotAccepted, in words for whoever uploaded it.
    """
    name = tidy(upload.name or "")
    kind = _accepted(name, upload.size or 0)
    digest, size = hashes.Hash(hashes.SM3()), 0
    upload.seek(0)
    for chunk in upload.chunks(CHUNK):
        if chunk and not size:
            _check_beginning(name, chunk)
        digest.update(chunk)
        size += len(chunk)
        if size > settings.UPLOAD_MB * MEGABYTE:  # whoever sent it may have stated another size
            raise _too_large(name)
    if not size:
        raise NotAccepted(_("“%(name)s”是空文件，请核对后重新上传。") % {"name": name})
    found = digest.finalize().hex()
    upload.seek(0)
    _store(found, name, size, kind.mime, upload, at)
    return FileRef(found, name, size)


def keep_bytes(content: bytes, name: str, at: datetime) -> StoredFile:
    """Keep a file made here, e.g. a drawn paper."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    found = digest.finalize().hex()
    suffix = name.rpartition(".")[2]
    _store(found, name, len(content), TYPES[suffix].mime, ContentFile(content), at)
    return StoredFile.objects.get(pk=found)


def read(stored: StoredFile) -> Iterator[bytes]:
    """Yield the content of a stored file in pieces."""
    with default_storage.open(str(stored.file.name)) as content:
        while chunk := content.read(CHUNK):
            yield chunk


def tidy(name: str) -> str:
    """Return the bare name of a file: no folders, no control characters, at most 200 characters."""
    bare = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    bare = "".join(c for c in bare if c.isprintable()).strip() or _("未命名")
    stem, dot, suffix = bare.rpartition(".")
    return f"{stem[: 199 - len(suffix)]}{dot}{suffix}" if dot and len(suffix) < 10 else bare[:200]


def check_before(name: str, size: int) -> None:
    """Refuse a file whose type or stated size is not taken, before any of it arrives. Raises NotAccepted."""
    _accepted(name, size)
    if size <= 0:
        raise NotAccepted(_("“%(name)s”是空文件，请核对后重新上传。") % {"name": name})


def check_beginning(name: str, content: bytes) -> None:
    """Refuse a file that does not begin as its name says. Raises NotAccepted."""
    _check_beginning(name, content)


def allowed() -> tuple[str, ...]:
    """Return the endings of file names that are taken here, for the `accept` of an upload field."""
    return tuple(settings.UPLOAD_TYPES)


def _accepted(name: str, size: int) -> Type:
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix not in allowed():
        raise NotAccepted(
            _("不能上传“%(name)s”：只收%(types)s文件，请转换后再上传。")
            % {"name": name, "types": "、".join(allowed())}
        )
    if size > settings.UPLOAD_MB * MEGABYTE:
        raise _too_large(name)
    return TYPES[suffix]


def _too_large(name: str) -> NotAccepted:
    return NotAccepted(
        _("“%(name)s”超过%(most)s MB，请压缩或分成几个文件后再上传。")
        % {"name": name, "most": settings.UPLOAD_MB}
    )


def _check_beginning(name: str, chunk: bytes) -> None:
    suffix = name.rpartition(".")[2].lower()
    begins = TYPES[suffix].begins
    if begins and not chunk.startswith(begins):
        raise NotAccepted(
            _("“%(name)s”的内容不是%(type)s文件，请核对后重新上传。")
            % {"name": name, "type": suffix.upper()}
        )


def _store(digest: str, name: str, size: int, mime: str, content: Any, at: datetime) -> None:
    if StoredFile.objects.filter(pk=digest).exists():
        return
    suffix = name.rpartition(".")[2].lower()
    file = content if isinstance(content, File) else File(content)
    path = default_storage.save(f"files/{digest[:2]}/{digest}.{suffix}", file)
    try:
        with transaction.atomic():
            StoredFile.objects.create(
                digest=digest, name=name, size=size, content_type=mime, file=path, stored_at=at
            )
    except IntegrityError:  # the same content came in twice at once: the other copy is the one
        default_storage.delete(path)


def attached(case: Case) -> dict[str, FileRef]:
    """Return the files the journal of a case names, by digest; the latest name of each."""
    found: dict[str, FileRef] = {}
    for facts in Entry.objects.filter(case=case).order_by("seq").values_list("facts", flat=True):
        for ref in refs_in(facts):
            found[ref.digest] = ref
    return found


def refs_in(value: Any) -> Iterator[FileRef]:
    """Yield the files named anywhere in the stored facts of an entry."""
    if isinstance(value, dict):
        if isinstance(value.get("digest"), str) and isinstance(value.get("name"), str):
            yield FileRef(value["digest"], value["name"], int(value.get("size", 0)))
        else:
            for inner in value.values():
                yield from refs_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs_in(inner)


def download(person: Person, *, case: str, digest: str, at: datetime) -> FileResponse:
    """Return a file of a case to somebody who sees the case, and note that they took it.

    `case` is the uid. Raises Http404 where the person does not see the case, or the case has no such
    file: the two must not be told apart.
    """
    sight = sight_of(person, on=localdate(at))
    seen = Case.objects.visible_to(sight).filter(uid=case).first()
    if seen is None:
        raise Http404
    name = _name_in(seen, digest)
    stored = StoredFile.objects.filter(pk=digest).first() if name else None
    if not name or stored is None:
        raise Http404
    Sighting.objects.create(person=person, case=seen, at=at, what="file", detail=name)
    return served(stored, name)


def served(stored: StoredFile, name: str) -> FileResponse:
    """Return a stored file as an attachment; the caller has made sure that the reader may have it."""
    response = FileResponse(
        default_storage.open(str(stored.file.name)),
        as_attachment=True,
        filename=name,
        content_type=stored.content_type,
    )
    # What was uploaded is never shown inside the page, whatever it says it is.
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _name_in(case: Case, digest: str) -> str:
    if ref := attached(case).get(digest):
        return ref.name
    paper = (
        PaperFile.objects.filter(entry__case=case, file_id=digest).select_related("file").first()
    )
    return paper.file.name if paper else ""
