"""打开上传的表格 — csv or xlsx, its encoding and delimiter, looked at before it is read; rows come one by one.

Nothing is evaluated: a cell with a formula comes as `Formula`, with the value the sheet last showed. Errors are
ValueError with a sentence for the person who uploaded: what is wrong, and what to do.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .archive import SheetSize, ZipLimits, column_number, looked_at

Line = tuple[int, list[Any]]  # number of the line in the file, from 1; its cells
DELIMITERS = (",", "\t", ";", "|", "，")
SAMPLE = 20  # lines from which the delimiter is guessed
FIELD = 32_767  # characters in a cell of Excel
SPAN = 20  # lines that one quoted field may run over
PIECE = 1 << 20
ZIP = ZipLimits()


@dataclass(frozen=True)
class Limits:
    """How large an upload may be."""

    file_bytes: int = 40 << 20
    rows: int = 200_000
    zip: ZipLimits = ZIP


@dataclass(frozen=True)
class Formula:
    """A cell with a formula, and what it last showed."""

    shown: Any


@dataclass
class Opened:
    """A file that was found safe to read: what it is, and its lines, once."""

    kind: str  # csv | xlsx
    told: list[str] = field(
        default_factory=list
    )  # encoding, delimiter, sheet: what the reader should know
    _lines: Iterator[Line] = field(default_factory=lambda: iter(()))

    def lines(self) -> Iterator[Line]:
        """Yield the lines in order, blank ones left out. May raise ValueError on the way."""
        return self._lines


DEFAULT = Limits()


def opened(name: str, file: BinaryIO, limits: Limits = DEFAULT) -> Opened:
    """Open an upload. What it is, is asked of its first bytes, not of its name."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise ValueError("文件是空的")
    if size > limits.file_bytes:
        raise ValueError(f"文件超过{limits.file_bytes >> 20}MB，请分开上传")
    start = file.read(512)
    file.seek(0)
    if start[:4] == b"PK\x03\x04":
        return _xlsx(file, limits)
    if start[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ValueError("是旧版 .xls 文件，或者有密码保护。请取消密码，另存为 .xlsx 后再上传")
    if start.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<?xml", b"<tabl"):
        raise ValueError("是网页或 XML 文件，不是表格。请用 Excel 打开，另存为 .xlsx 后再上传")
    if start[:4] in (b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0", b"Rar!", b"7z\xbc\xaf"):
        raise ValueError("不是表格文件。请上传 .xlsx 或 .csv")
    if name.lower().endswith((".xlsx", ".xlsm", ".xlsb")):
        raise ValueError("文件损坏，打不开。请用 Excel 或 WPS 重新另存为 .xlsx 后再上传")
    return _csv(file, limits)


# --- csv -------------------------------------------------------------------------------------------


def _csv(file: BinaryIO, limits: Limits) -> Opened:
    encoding = _encoding(file)
    file.seek(0)
    wrapped = io.TextIOWrapper(_Kept(file), encoding=encoding, newline="")
    sample = list(islice(wrapped, SAMPLE))
    delimiter = delimiter_of(sample)
    file.seek(0)
    lines = io.TextIOWrapper(_Kept(file), encoding=encoding, newline="")
    shown = {"utf-8-sig": "UTF-8", "gb18030": "GB18030", "\t": "制表符"}
    told = [
        f"文字编码：{shown.get(encoding, encoding.upper())}",
        f"分隔符：{shown.get(delimiter, delimiter)}",
    ]
    return Opened("csv", told, _csv_lines(lines, delimiter, limits))


class _Kept(io.BufferedReader):
    """A reader of a file that stays open when the text around it is thrown away."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(_Raw(file), PIECE)


class _Raw(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _encoding(file: BinaryIO) -> str:
    """Return the first encoding in which the whole file can be read. Raises ValueError."""
    start = file.read(4096)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = ["utf-16"]
    elif len(start) > 3 and start.count(0) > len(start) // 4:  # every other byte of ASCII is nought
        tried = ["utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"]
    else:
        tried = ["utf-8-sig", "gb18030"]
    worst = 1
    for encoding in tried:
        file.seek(0)
        decode = codecs.getincrementaldecoder(encoding)()
        line = 1
        try:
            while piece := file.read(PIECE):
                line += decode.decode(piece).count("\n")
            decode.decode(b"", final=True)
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            worst = max(worst, line)
        else:
            return encoding
    raise ValueError(f"第{worst}行附近有无法识别的文字编码。请用 Excel 打开，另存为 .xlsx 后再上传")


def delimiter_of(sample: list[str]) -> str:
    """Return the delimiter that makes the most of the first lines."""

    def cells(delimiter: str) -> tuple[int, int]:
        try:
            counts = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        except csv.Error:
            return (0, 0)
        wide = max(counts, default=0)
        return (sum(c == wide for c in counts) if wide > 1 else 0, wide)

    best = max(DELIMITERS, key=lambda d: (cells(d)[1] > 1, cells(d)[0] * cells(d)[1]))
    return best if cells(best)[1] > 1 else ","


def _csv_lines(lines: io.TextIOWrapper, delimiter: str, limits: Limits) -> Iterator[Line]:
    csv.field_size_limit(FIELD * 4)
    rows = csv.reader(lines, delimiter=delimiter)
    before = taken = 0
    while True:
        first = before + 1
        try:
            row = next(rows, None)
        except csv.Error:
            raise ValueError(f"第{first}行的引号没有成对，或单元格过长。请改正后再上传") from None
        except UnicodeError:
            raise ValueError(
                f"第{first}行附近有无法识别的文字编码。请另存为 .xlsx 后再上传"
            ) from None
        if row is None:
            return
        if rows.line_num - before > SPAN or any(len(c) > FIELD for c in row):
            raise ValueError(f"第{first}行的引号没有成对，或单元格过长。请改正后再上传")
        before = rows.line_num
        if not any(c and not c.isspace() for c in row):
            continue
        taken += 1
        if taken > limits.rows:
            raise ValueError(f"文件超过{limits.rows}行，请分开上传")
        yield first, row


# --- xlsx ------------------------------------------------------------------------------------------


def _xlsx(file: BinaryIO, limits: Limits) -> Opened:
    sizes = looked_at(file, limits.zip)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        sheets = [
            m.name
            for m in book.sheets_metadata
            if m.typ == SheetTypeEnum.WorkSheet and m.visible == SheetVisibleEnum.Visible
        ]
        for name in sheets:
            sheet = book.get_sheet_by_name(name)
            if sheet.height:
                break
        else:
            raise ValueError("表格是空的，或者内容都在隐藏的工作表里")
    except ValueError:
        raise
    except BaseException as error:
        # The reader is in Rust: what it does not foresee comes as a panic, which is no Exception.
        if isinstance(error, CalamineError | OSError) or type(error).__name__ == "PanicException":
            raise ValueError(
                "文件损坏，打不开。请用 Excel 或 WPS 重新另存为 .xlsx 后再上传"
            ) from None
        raise
    told = [f"工作表：{name}"]
    if len(sheets) > 1:
        told.append(f"文件有{len(sheets)}张工作表，只读取“{name}”")
    formulas = _formulas(sizes)
    return Opened("xlsx", told, _xlsx_lines(sheet, formulas, _merged(sheet), limits))


def _formulas(sizes: dict[str, SheetSize]) -> set[str]:
    """Return the references of cells with formulas in any sheet: better one too many than one missed."""
    return set().union(*(s.formulas for s in sizes.values()))


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (row, column) → (row, column) of the cell whose value a merged one shows; downward only."""
    found = {}
    for (top, left), (bottom, _right) in (sheet.merged_cell_ranges or [])[:20_000]:
        for row in range(top + 1, min(bottom, top + 1000) + 1):
            found[row, left] = (top, left)
    return found


def _xlsx_lines(
    sheet: Any, formulas: set[str], merged: dict[tuple[int, int], tuple[int, int]], limits: Limits
) -> Iterator[Line]:
    by_row: dict[int, list[int]] = {}
    for reference in formulas:
        split = re.match(r"([A-Z]+)(\d+)$", reference)
        if split:
            by_row.setdefault(int(split[2]), []).append(column_number(split[1]) - 1)
    down: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for (row, column), origin in merged.items():
        down.setdefault(row, []).append((column, origin))
    tops: dict[tuple[int, int], Any] = dict.fromkeys(merged.values())
    rows_with_tops = {row for row, _ in tops}
    taken = 0
    for n, row in enumerate(sheet.iter_rows()):
        if not any(v not in ("", None) for v in row):
            continue
        taken += 1
        if taken > limits.rows:
            raise ValueError(f"文件超过{limits.rows}行，请分开上传")
        for column in by_row.get(n + 1, ()):
            if column < len(row):
                row[column] = Formula(row[column])
        for column, origin in down.get(n, ()):
            if column < len(row) and row[column] in ("", None):
                row[column] = tops.get(origin)
        if n in rows_with_tops:
            for origin in [o for o in tops if o[0] == n]:
                if origin[1] < len(row):
                    tops[origin] = row[origin[1]]
        yield n + 1, row
