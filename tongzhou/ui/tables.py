"""表 — tables as files: what the screen shows, numbers as numbers and days as days."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A text cell that begins so would be run as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, and how wide it is in characters."""

    head: str
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A table with its title and the notes that belong under it: source, as-of day, what is missing."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()


def answer(table: Table, kind: str, name: str) -> HttpResponse:
    """Return the table as a file to keep; `kind` is xlsx or csv."""
    content = as_xlsx(table) if kind == "xlsx" else as_csv(table)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    response["Cache-Control"] = "no-store"
    return response


def as_csv(table: Table) -> bytes:
    """Return the table as CSV with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([c.head for c in table.columns])
    for row in table.rows:
        writer.writerow([_plain(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return value.isoformat() if isinstance(value, date) else str(value)


def as_xlsx(table: Table) -> bytes:
    """Return the table as a workbook: title, head that stays, wrapped cells, notes below, A4 across."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    base = {"valign": "top", "text_wrap": True, "border": 1}
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#F0F3F8", "align": "center"}),
        "text": book.add_format(base),
        "day": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"}),
        "note": book.add_format({"font_color": "#465266", "text_wrap": True}),
    }
    last = max(len(table.columns) - 1, 1)
    sheet.merge_range(0, 0, 0, last, table.title, formats["title"])
    sheet.set_row(0, 28)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(1, at, column.head, formats["head"])
    line = 1
    for line, row in enumerate(table.rows, start=2):
        for at, value in enumerate(row):
            _write(sheet, line, at, value, formats)
    for n, note in enumerate(table.notes, start=1):
        sheet.merge_range(line + n, 0, line + n, last, note, formats["note"])
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()
    return out.getvalue()


def _write(sheet: Any, line: int, at: int, value: Value, formats: dict[str, Any]) -> None:
    if value is None:
        sheet.write_blank(line, at, None, formats["text"])
    elif isinstance(value, str):
        sheet.write_string(line, at, value, formats["text"])
    elif isinstance(value, date):
        sheet.write_datetime(line, at, value, formats["day"])
    else:
        sheet.write_number(line, at, value, formats["text"])
