"""表格文件 — tables out to xlsx, and in from xlsx or csv, for whichever line lets people fill in a sheet.

What the cells mean is the line's business. Nothing is ever written as a formula: what people typed stays
text, whatever sign it begins with.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 5 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY = "#,##0.00"
Table = tuple[str, Sequence[str], Iterable[Sequence[Any]]]  # title, head, lines


def written(
    title: str,
    head: Sequence[str],
    lines: Iterable[Sequence[Any]],
    *,
    wide: Collection[str] = (),
    second: Table | None = None,
) -> bytes:
    """Return a workbook: a sheet with a head that stays and the rows as they are typed, and maybe a second.

    Texts are written as texts, numbers as amounts with two places. `wide` names the broad columns.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for table in filter(None, ((title, head, lines), second)):
        _sheet(book, table, wide)
    book.close()
    return out.getvalue()


def _sheet(book: Any, table: Table, wide: Collection[str]) -> None:
    title, head, lines = table
    bold = book.add_format({"bold": True, "bg_color": "#E7EFFA", "border": 1, "text_wrap": True})
    # Kept as text: an identity number does not lose its last digits.
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    money = book.add_format({"valign": "top", "border": 1, "num_format": MONEY})
    sheet = book.add_worksheet(title[:31])
    for i, label in enumerate(head):
        sheet.set_column(i, i, 36 if label in wide else 16, cell)
        sheet.write_string(0, i, label, bold)
    for n, line in enumerate(lines, start=1):
        for i, value in enumerate(line):
            if isinstance(value, int | float | Decimal):
                sheet.write_number(n, i, float(value), money)
            else:
                sheet.write_string(n, i, "" if value is None else str(value), cell)
    _fit(sheet)


def _fit(sheet: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def lines_of(name: str, content: bytes, *, most: int) -> list[list[Any]]:
    """Read the first sheet of an uploaded xlsx, or a csv, at most so many lines.

    A cell with a formula gives the value last computed. Raises ValueError in the reader's words.
    """
    if len(content) > MOST_BYTES:
        raise ValueError("文件超过5MB，请分开导入")
    lines = _csv(content) if name.lower().endswith(".csv") else _xlsx(content)
    if not any(text(value).strip() for line in lines for value in line):
        raise ValueError("文件是空的")
    if len(lines) > most:
        raise ValueError(f"文件超过{most}行，请分开导入")
    return lines


def text(value: Any) -> str:
    """Return a cell as it would be typed: days as 2026-03-02, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def attachment(content: bytes, name: str) -> HttpResponse:
    """Return a workbook to be saved under a name; no cache keeps it."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _csv(content: bytes) -> list[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise ValueError("文件的文字编码无法识别，请另存为 Excel 文件后再导入")


def _xlsx(content: bytes) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(book.get_sheet_by_index(0).to_python(skip_empty_area=False))
    except (CalamineError, OSError, ValueError) as error:
        raise ValueError("不是可以读取的表格文件，请上传 .xlsx 或 .csv") from error
