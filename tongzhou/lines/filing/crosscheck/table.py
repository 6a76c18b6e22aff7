"""核对结果的表 — everything the register showed of a delivery, as a CSV that Excel opens; names masked, numbers left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from .models import CrossCheck
from .telling import every

HEAD = (
    "备案编号", "用人单位", "统一社会信用代码", "劳动者", "用工形式", "起始日期", "期满日期", "试用期至",
    "问题", "依据", "另一条备案编号", "另一期起始", "另一期止", "怎样改", "现在",
)  # fmt: skip


def lines_of(of: CrossCheck) -> Iterator[bytes]:
    """Yield the table, line by line."""
    yield ("\ufeff" + _line(HEAD)).encode()
    for told in every(of):
        row, other = told.row, told.other
        cells = (
            row.pk, row.employer_name, row.uscc, row.name_masked, row.get_kind_display(), row.starts_on,
            row.ends_on or "", row.probation_until or "", told.rule.says, told.rule.cites, other.pk,
            other.starts_on, other.until or "", told.rule.mend, "仍未改正" if told.stands else "已改正",
        )  # fmt: skip
        yield _line(cells).encode()


def _line(cells: Any) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
