"""导出 — a list as a file: the rows, columns and words of the screen, in bounded memory."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import IO
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from tongzhou.procedure.models import Case

from .worklist import Column, Row

KINDS = ("xlsx", "csv")
CHUNK = 500
MOST = 200_000  # rows of a workbook, which is made before it is sent; a CSV is sent as it is read, and has no end but the list's
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A cell that begins so would be run as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chunks(cases: Iterable[Case], size: int = CHUNK) -> Iterator[list[Case]]:
    """Yield cases in lists of bounded length."""
    left = iter(cases)
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
    """Return any table of texts as a file to keep. A workbook that does not hold all says so in its name and in its last row."""
    answer: StreamingHttpResponse | FileResponse
    if kind == "xlsx":
        answer, whole = _xlsx(heads, body)
        if not whole:
            stem = name.removesuffix(".xlsx")
            name = _("%(name)s（只有前%(most)d行）") % {"name": stem, "most": MOST} + ".xlsx"
    else:
        answer = _csv(heads, body)
    answer.headers["Content-Type"] = TYPES[kind]
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


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


def _xlsx(heads: Sequence[str], body: Iterable[Sequence[str]]) -> tuple[FileResponse, bool]:
    """Return the workbook, and whether it holds all."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("列表"))
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for at, head in enumerate(heads):
        sheet.set_column(at, at, 24)
        sheet.write_string(0, at, head, bold)
    rows = iter(body)
    for number, row in enumerate(islice(rows, MOST), start=1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    more = next(rows, None) is not None
    if more:
        said = _("只列出前%(most)d行，后面还有：请先筛选再导出，或导出CSV，CSV不限行数")
        sheet.write_string(MOST + 1, 0, said % {"most": MOST}, bold)
    book.close()
    file.seek(0)
    return FileResponse(file), not more
