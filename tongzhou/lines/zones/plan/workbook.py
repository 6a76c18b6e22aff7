"""表格文件 — the tables of a plan out to xlsx and in from xlsx or csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from tongzhou.lines.zones.plan.tables import Read, Rejected, cells_of, read
from tongzhou.lines.zones.shapes import Goal, Task

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE = {
    "工作措施",
    "总体目标",
    "阶段性目标",
    "年度目标",
    "口径",
    "参与单位",
    "任务",
    "目标",
    "原因",
}


def table(title: str, columns: Mapping[str, str], rows: Iterable[Task | Goal]) -> bytes:
    """Return a workbook with one sheet: a head that stays, and the rows as they are typed."""
    lines = [[cells_of(row)[field] for field in columns.values()] for row in rows]
    return _sheet(title, list(columns), lines)


def rejects(columns: Mapping[str, str], rejected: Iterable[Rejected]) -> bytes:
    """Return a workbook of the lines that were not taken, each with its reason."""
    lines = [[r.cells.get(label, "") for label in columns] + [r.why] for r in rejected]
    return _sheet("未导入", [*columns, "原因"], lines)


def _sheet(title: str, head: list[str], lines: Iterable[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    # No formulas: what people typed stays text, whatever sign it begins with.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E7EFFA", "border": 1, "text_wrap": True})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for i, label in enumerate(head):
        sheet.set_column(i, i, 36 if label in WIDE else 14)
        sheet.write_string(0, i, label, bold)
    for n, line in enumerate(lines, start=1):
        for i, value in enumerate(line):
            sheet.write_string(n, i, value, cell)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def read_file(name: str, content: bytes, columns: Mapping[str, str]) -> Read:
    """Read an uploaded xlsx or csv. Raises ValueError in the reader's words."""
    if len(content) > MOST_BYTES:
        raise ValueError("文件超过5MB，请分开导入")
    lines = _csv(content) if name.lower().endswith(".csv") else _xlsx(content)
    if not lines:
        raise ValueError("文件是空的")
    if len(lines) > MOST_LINES:
        raise ValueError(f"文件超过{MOST_LINES}行，请分开导入")
    return read([str(h) for h in lines[0]], lines[1:], columns)


def _csv(content: bytes) -> list[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding))))
        except UnicodeDecodeError:
            continue
    raise ValueError("文件的文字编码无法识别，请另存为 Excel 文件后再导入")


def _xlsx(content: bytes) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(book.get_sheet_by_index(0).to_python())
    except (CalamineError, OSError, ValueError) as error:
        raise ValueError("不是可以读取的表格文件，请上传 .xlsx 或 .csv") from error
