"""What a pay sheet of 100,000 lines costs over merely reading its cells, as ratios paired in one run.

The floor is the reader alone, asked for every row of the same file. Above it lie looking for bombs before opening,
reading each cell as what its column says, and finding the same month twice; then, with the tables at hand, stating the
lines: workers registered, one entry, rows.
"""

from __future__ import annotations

import csv
import io
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO, cast

import xlsxwriter
from python_calamine import CalamineWorkbook

from tongzhou.lines.arrears.importing import reading
from tongzhou.procedure import tabular
from tongzhou.registry import identity

LINES, MONTHS, ROUNDS = 100_000, 20, 3
ON = date(2026, 11, 26)
HEAD = (
    "姓名",
    "身份证号",
    "手机号",
    "班组",
    "月份",
    "项目",
    "应发工资",
    "扣款",
    "已发工资",
    "依据",
)


def rows(lines: int) -> list[tuple[Any, ...]]:
    """Return the lines of a sheet: each worker for twenty months."""
    found: list[tuple[Any, ...]] = []
    for n in range(lines):
        who, which = divmod(n, MONTHS)
        seventeen = (
            f"150221{1960 + who // 6000:04d}{who // 500 % 12 + 1:02d}01{who % 500 * 2 % 1000:03d}"
        )
        number = seventeen + identity.check_character(seventeen)
        month = f"{2025 + which // 12}-{which % 12 + 1:02d}"
        found.append(
            (
                f"工人{who}",
                number,
                "",
                f"{who % 40}班",
                month,
                "计时工资",
                5000.5 + n % 900,
                0,
                100,
                "25天",
            )
        )
    return found


def as_xlsx(lines: list[tuple[Any, ...]]) -> bytes:
    """Return the sheet as a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True})
    page = book.add_worksheet()
    for n, line in enumerate([HEAD, *lines]):
        page.write_row(n, 0, line)
    book.close()
    return out.getvalue()


def as_csv(lines: list[tuple[Any, ...]]) -> bytes:
    """Return the sheet as text."""
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *lines])
    return out.getvalue().encode("gb18030")


def bare_xlsx(content: bytes) -> int:
    """Read every row and do nothing with it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return sum(1 for _row in book.get_sheet_by_index(0).iter_rows())


def bare_csv(content: bytes) -> int:
    """Read every row and do nothing with it."""
    return sum(1 for _row in csv.reader(io.StringIO(content.decode("gb18030"))))


def ours(name: str) -> Callable[[bytes], int]:
    """Return the import as the page does it, up to the lines that are looked at."""

    def read(content: bytes) -> int:
        file = cast(BinaryIO, io.BytesIO(content))
        sheet = reading.ledger(tabular.opened(name, file), on=ON)
        if sheet.rejects:
            raise AssertionError(f"the bench's own sheet has faults: {sheet.rejects[0]}")
        return len(sheet.lines) + 1

    return read


def measure(lines: int = LINES, say: Callable[[str], object] = print) -> dict[str, float]:
    """Print the time of the import against the bare reading of the same file; return the ratios."""
    made = rows(lines)
    found: dict[str, float] = {}
    for form, content, bare in (
        ("xlsx", as_xlsx(made), bare_xlsx),
        ("csv", as_csv(made), bare_csv),
    ):
        pairs = []
        for _ in range(ROUNDS):
            floor, count = _timed(bare, content)
            mine, ours_count = _timed(ours(f"x.{form}"), content)
            if count != ours_count:
                raise AssertionError(f"{form}: {count} lines read, {ours_count} taken")
            pairs.append((mine / floor, floor, mine))
        ratio = statistics.median(p[0] for p in pairs)
        floor = statistics.median(p[1] for p in pairs)
        mine = statistics.median(p[2] for p in pairs)
        found[form] = ratio
        rate = lines / mine
        say(
            f"{form}: {lines} lines, bare {floor:.2f} s, import {mine:.2f} s ({rate:,.0f} lines/s), ratio {ratio:.1f}"
        )
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    say(f"peak memory of the run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit} MB")
    return found


def _timed(what: Callable[[bytes], int], content: bytes) -> tuple[float, int]:
    start = time.perf_counter()
    count = what(content)
    return time.perf_counter() - start, count
