"""表格文件 — the tables of a plan out to xlsx and in from xlsx or csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongzhou.lines.zones.plan.tables import Read, Rejected, cells_of, read
from tongzhou.lines.zones.shapes import Goal, Task
from tongzhou.procedure import workbook

MOST_LINES = 1000
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
    return workbook.written(title, list(columns), lines, wide=WIDE)


def rejects(columns: Mapping[str, str], rejected: Iterable[Rejected]) -> bytes:
    """Return a workbook of the lines that were not taken, each with its reason."""
    lines = [[r.cells.get(label, "") for label in columns] + [r.why] for r in rejected]
    return workbook.written("未导入", [*columns, "原因"], lines, wide=WIDE)


def read_file(name: str, content: bytes, columns: Mapping[str, str]) -> Read:
    """Read an uploaded xlsx or csv. Raises ValueError in the reader's words."""
    lines = workbook.lines_of(name, content, most=MOST_LINES)
    while not any(workbook.text(value).strip() for value in lines[0]):
        lines = lines[1:]
    return read([str(h) for h in lines[0]], lines[1:], columns)
