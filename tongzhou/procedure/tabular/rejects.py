"""待改正的行 — the lines that could not be read, as a workbook to be mended and uploaded again.

The first sheet holds the lines as they came, with the number each had and what is wrong; the second names every
fault by itself, with what stood there masked. Rows are written as they come, in bounded memory. Nothing is
written as a formula, and what begins like one is marked as text, so that saving it again does not wake it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any, cast

import xlsxwriter

from tongzhou.procedure.workbook import text

from .opening import Formula
from .reading import LINE, TELLS, Reject

WAKES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MOST = 32_767
FAULTS_HEAD = (LINE, "列", "填写的内容（已遮盖）", "规则", "怎样改")


def rejected(head: Sequence[str], rejects: Iterable[Reject]) -> IO[bytes]:
    """Return a temporary file with the workbook, at its beginning. Whoever asks closes it."""
    out = cast("IO[bytes]", tempfile.TemporaryFile(suffix=".xlsx"))  # noqa: SIM115
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#FBE9E7", "border": 1})
    typed = book.add_format({"num_format": "@"})
    woken = book.add_format({"num_format": "@", "quote_prefix": True})
    columns = [name or f"第{i + 1}列" for i, name in enumerate(head)]
    keep = [i for i, name in enumerate(head) if name not in (LINE, TELLS)]
    lines, faults = book.add_worksheet("待改正"), book.add_worksheet("逐项说明")
    for sheet, names in (
        (lines, [LINE, *(columns[i] for i in keep), TELLS]),
        (faults, FAULTS_HEAD),
    ):
        for i, name in enumerate(names):
            sheet.write_string(0, i, name, bold)
        sheet.freeze_panes(1, 0)

    def put(sheet: Any, row: int, column: int, value: str) -> None:
        sheet.write_string(row, column, value[:MOST], woken if value.startswith(WAKES) else typed)

    below = 0
    for n, reject in enumerate(rejects, start=1):
        put(lines, n, 0, str(reject.line))
        for place, i in enumerate(keep, start=1):
            if i < len(reject.raw):
                put(lines, n, place, shown(reject.raw[i]))
        # Cells beyond the head would be cut off: they go into the words.
        beyond = [shown(v) for v in reject.raw[len(head) :] if shown(v)]
        tells = "；".join(str(f) for f in reject.faults)
        tells += f"；多出的内容：{'、'.join(beyond)}" if beyond else ""
        put(lines, n, len(keep) + 1, tells)
        for fault in reject.faults:
            below += 1
            for i, value in enumerate(
                (str(reject.line), fault.column, fault.shown, fault.rule, fault.mend)
            ):
                put(faults, below, i, value)
    book.close()
    out.seek(0)
    return out


def shown(value: Any) -> str:
    """Return a cell as it would be typed."""
    if isinstance(value, Formula):
        value = value.shown
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    return text(value)
