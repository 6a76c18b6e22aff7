"""表格文件 — a list as a workbook to keep: what was typed stays text, whatever sign it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def response(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Return the rows as a file to keep."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "bottom": 1})
    for at, head in enumerate(heads):
        sheet.set_column(at, at, 22)
        sheet.write_string(0, at, head, bold)
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name + '.xlsx')}"
    answer["Cache-Control"] = "no-store"
    return answer
