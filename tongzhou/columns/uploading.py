"""上传上限 — how large a file of many rows may be, and a hand on the stream of an upload: what lies beyond the limit is not written to the disk.

Offices send the rows of a league: `TONGZHOU_TABLE_MB`. Whoever comes by the portal sends those of a firm: `TONGZHOU_UPLOAD_MB`, as any other file.
Django writes an upload to the disk piece by piece; nothing of it is ever held whole in the web process.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongzhou.procedure.files import MEGABYTE

ROW = 150  # bytes of a row of filings, about


def most_for(user: Any) -> int:
    """Return how many megabytes a file may have: of an office, or of anybody else."""
    is_staff = bool(user is not None and user.is_authenticated and user.is_staff)
    return max(settings.TABLE_MB, settings.UPLOAD_MB) if is_staff else settings.UPLOAD_MB


def limit_words(most: int) -> str:
    """Say how large a file may be, and how many rows that is about."""
    rows = most * MEGABYTE // ROW // 10_000
    return _("不超过 %(most)s MB（CSV 约 %(rows)s 万行）") % {"most": most, "rows": rows}


def check(name: str, size: int, most: int) -> None:
    """Refuse a file that is larger. Raises ValueError, in words that say what can be done instead."""
    if size <= most * MEGABYTE:
        return
    raise ValueError(
        _(
            "“%(name)s”超过 %(most)s MB，没有读取。请分成几份报送，或另存为 Parquet（同样的行小得多）；"
            "更大的文件请平台管理员在服务器上用命令装载。"
        )
        % {"name": name, "most": most}
    )


class Capped(FileUploadHandler):
    """Lets a file through to the disk up to the limit and a little beyond, so that whoever takes it sees that it is too large."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.most, self.taken = 0, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file."""
        super().new_file(*args, **kwargs)
        self.most = most_for(getattr(self.request, "user", None)) * MEGABYTE
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        """Pass a piece on, or let it fall."""
        before, self.taken = self.taken, self.taken + len(raw_data)
        return raw_data if before <= self.most else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to those after this one."""
