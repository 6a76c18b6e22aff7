"""导出 — a list as a file: the rows, columns and words of the screen, in bounded memory."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import IO, Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from tongzhou.procedure.models import Case

from .worklist import Column, Row

KINDS = ("xlsx", "csv")
CHUNK = 500
MOST = 200_000  # rows; beyond it a file is no longer something to read
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A cell that begins so would be run as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chunks(cases: Iterable[Case], size: int = CHUNK) -> Iterator[list[Case]]:
    """Yield cases in lists of bounded length, no more than MOST in all."""
    left = islice(cases, MOST)
    while chunk := list(islice(left, size)):
        yield chunk


def response(
    kind: str, title: str, columns: Sequence[Column], rows: Iterable[Row], *, on: date
) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """Return the rows as a file to keep: `xlsx` or `csv`."""
    heads = [str(c.label) for c in columns]
    body = ([c.text(row) for c in columns] for row in rows)
    name = f"{title}-{on.isoformat()}.{kind}"
    return table(kind, name, heads, body)


def table(
    kind: str, name: str, heads: Sequence[str], body: Iterable[Sequence[str]]
) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """Return any table of texts as a file to keep."""
    write: Callable[..., Any] = _xlsx if kind == "xlsx" else _csv
    answer = write(heads, body)
    answer.headers["Content-Type"] = TYPES[kind]
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer  # type: ignore[no-any-return]


def _csv(heads: Sequence[str], body: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    class Line:
        def write(self, text: str) -> str:
            return text

    writer = csv.writer(Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(heads)  # with the mark by which spreadsheets know UTF-8
        for row in body:
            yield writer.writerow([harmless(cell) for cell in row])

    return StreamingHttpResponse(lines())


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _xlsx(heads: Sequence[str], body: Iterable[Sequence[str]]) -> FileResponse:
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("列表"))
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for at, head in enumerate(heads):
        sheet.set_column(at, at, 24)
        sheet.write_string(0, at, head, bold)
    for number, row in enumerate(body, start=1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    book.close()
    file.seek(0)
    return FileResponse(file)
