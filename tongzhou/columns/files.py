"""送来的文件 — CSV, XLSX and Parquet as chunks of texts, each with the place where the next begins. Loaded by jobs and commands only.

A chunk is a frame of strings: the columns of the table by their code, what nobody declared as `#3` (kept for the reject file), and LINE,
the row as a sheet numbers it. `parts(place)` goes on from any place it has told before: a load that was killed begins where it stood.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular.opening import FIELD, SPAN, Formula, delimiter_of
from tongzhou.procedure.tabular.reading import HEAD_WITHIN, TELLS, label
from tongzhou.procedure.tabular.reading import LINE as MENDED
from tongzhou.procedure.tabular.rejects import shown

from .checking import BEYOND, LINE
from .declare import Column, Table

# Smaller pieces cost more calls of the engine for each row, larger ones more memory.
BLOCK, LARGE_BLOCK = 4 << 20, 8 << 20  # bytes of a CSV that are read at a time
ROWS, LARGE_ROWS = 16_000, 32_000  # rows of a Parquet file that are read at a time
OF_A_SHEET = 8_000  # rows of a sheet: each cell of it is an object of Python
LOST = 1e15  # from which on a sheet keeps the first fifteen digits of a number
QUOTED = 64 << 20  # bytes within which a quotation must end
SHEET = tabular.Limits(file_bytes=60 << 20, rows=200_000)
SAMPLE = 1 << 16
# What makes a cell look again at its ends: blanks of any width, quotation marks. In UTF-8, each under its first byte, which is sought first.
BLANKS = {b" ": (b" ",), b"\t": (b"\t",), b'"': (b'"',), b"\x0b": (b"\x0b",)} | {
    b"\xe3": (b"\xe3\x80\x80",), b"\xe1": (b"\xe1\x9a\x80",), b"\xc2": (b"\xc2\xa0", b"\xc2\x85"), b"\xe2": (b"\xe2\x80", b"\xe2\x81"),
}  # fmt: skip
# What the engine raises at a damaged page; some damage it had not thought of, and panics.
DAMAGED = (pl.exceptions.PolarsError, pl.exceptions.PanicException)
SPECIAL = {MENDED: LINE, TELLS: "_tells"}  # columns of a reject file that comes back


@dataclass(frozen=True)
class Place:
    """Where a chunk begins: the byte of a CSV or the row of a table, and the number of its first row."""

    at: int
    line: int
    encoding: str = ""  # of a CSV, once a letter beyond ASCII has told


@dataclass(frozen=True)
class Part:
    """A chunk, and where the next one begins."""

    frame: pl.DataFrame
    after: Place
    bare: bool = False  # no cell begins or ends with a blank, none is empty and quoted


class Arrived(Protocol):
    """A file under its head."""

    kind: str
    head: list[str]  # as it stands in the file
    names: list[str]  # of the columns in frames, in the same order
    unknown: list[str]  # heads that nobody declared
    begins: Place
    size: int  # in the unit of Place.at

    def parts(self, place: Place) -> Iterator[Part]:
        """Yield the chunks from a place on. Raises ValueError in words where the file breaks off."""
        ...


def arrived(path: Path, table: Table, *, large: bool = False) -> Arrived:
    """Look at a file and find its head. What it is, is asked of its first bytes. `large`: in larger pieces. Raises ValueError in words."""
    size = path.stat().st_size
    if not size:
        raise ValueError("文件是空的")
    with path.open("rb") as file:
        start = file.read(8)
    if start[:4] == b"PAR1":
        return Parquet(path, table, LARGE_ROWS if large else ROWS)
    if start[:4] == b"PK\x03\x04":
        return Sheet(path, table)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError("文字编码是 UTF-16。请用 Excel 另存为“CSV UTF-8”后再上传")
    return Text(path, table, LARGE_BLOCK if large else BLOCK)


@dataclass(frozen=True)
class _Head:
    """The head of a table that was found, and how its columns are named in frames."""

    head: list[str]
    names: list[str]
    unknown: list[str]
    above: int


def _found(table: Table, lines: list[tuple[int, list[Any]]]) -> _Head:
    """Find the head in the first lines of a file. Raises ValueError in words."""
    heads = {label(cell) for _, cells in lines for cell in cells}
    columns = [
        tabular.Column(
            c.code,
            c.label,
            tabular.words(),
            aliases=_names(c, table, heads),
            needed=c.must_be_there,
        )
        for c in table.columns
    ]
    reading = tabular.read(tabular.Opened("table", [], iter(lines)), columns)
    names = [
        reading.columns[i].code if i in reading.columns else SPECIAL.get(head, f"#{i}")
        for i, head in enumerate(reading.head)
    ]
    return _Head(reading.head, names, reading.unknown, reading.above)


def _names(column: Column, table: Table, heads: set[str]) -> tuple[str, ...]:
    """Return under which heads besides its label a column is looked for in a file that has these."""
    names = (column.label, *column.aliases, column.code)
    if not table.first_of_alike:
        return names[1:]
    return next(((name,) for name in names if label(name) in heads), ())


# --- CSV ------------------------------------------------------------------------------------------------


class Text:
    """A CSV, in UTF-8 or GB18030, cut at the ends of rows into blocks that are read one by one."""

    kind = "csv"

    def __init__(self, path: Path, table: Table, block: int) -> None:
        self.path, self.size, self.block = path, path.stat().st_size, block
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        whole = sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample
        if whole.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<?xml", b"<tabl"):
            raise ValueError("是网页或 XML 文件，不是表格。请用 Excel 打开，另存为 .xlsx 后再上传")
        encoding = _encoding(whole, 1)
        text = whole.decode(encoding or "utf-8").removeprefix("\ufeff")
        self.delimiter = delimiter_of(text.splitlines()[:20])
        try:
            reader = csv.reader(io.StringIO(text), delimiter=self.delimiter)
            rows = list(islice(reader, HEAD_WITHIN))
        except csv.Error:
            raise ValueError(
                "换行的方式不能识别（可能是旧式 Mac 的 CSV）。请用 Excel 打开，另存为 .xlsx 后再上传"
            ) from None
        found = _found(table, [(n, row) for n, row in enumerate(rows, 1) if any(row)])
        self.head, self.names, self.unknown = found.head, found.names, found.unknown
        skipped = _end_of(whole, found.above)
        self.begins = Place(skipped, found.above + 1, encoding)

    def parts(self, place: Place) -> Iterator[Part]:
        """Yield the blocks from a place on."""
        many = self.block
        with self.path.open("rb") as file:
            while True:
                file.seek(place.at)
                piece = file.read(many)
                if not piece:
                    return
                block = _whole_rows(piece, place.line, last=len(piece) < many)
                if not block:  # a row longer than a piece
                    many *= 2
                    continue
                many = self.block
                encoding = place.encoding or _encoding(block, place.line)
                text = block
                if encoding == "gb18030":
                    text = _decoded(block, encoding, place.line).encode()
                frame, rows = self._read(text, place)
                place = Place(place.at + len(block), place.line + rows, encoding)
                yield Part(frame, place, _bare(text))

    def _read(self, block: bytes, place: Place) -> tuple[pl.DataFrame, int]:
        try:
            frame = pl.read_csv(
                block,
                has_header=False,
                schema=dict.fromkeys(self.names, pl.String),
                separator=self.delimiter,
                infer_schema=False,
            )
        except (pl.exceptions.PolarsError, UnicodeDecodeError):
            frame = self._row_by_row(_decoded(block, "utf-8", place.line), place.line)
        rows = len(frame)
        return _numbered(frame, place.line), rows

    def _row_by_row(self, text: str, line: int) -> pl.DataFrame:
        """Read a block whose rows are of different lengths or oddly quoted; refuse a quotation that never ends."""
        csv.field_size_limit(FIELD * 4)
        rows, wide = csv.reader(io.StringIO(text), delimiter=self.delimiter), len(self.names)
        columns: list[list[str | None]] = [[] for _ in range(wide + 1)]
        before = 0
        try:
            for row in rows:
                if rows.line_num - before > SPAN or any(len(cell) > FIELD for cell in row):
                    raise csv.Error
                before = rows.line_num
                beyond = [cell for cell in row[wide:] if cell.strip()]
                cells = [*row[:wide], *[""] * (wide - len(row)), "、".join(beyond)]
                for column, cell in zip(columns, cells, strict=True):
                    column.append(cell or None)
        except csv.Error:
            at = line + len(columns[0])
            raise ValueError(f"第{at}行的引号没有成对，或单元格过长。请改正后再上传") from None
        names = [*self.names, BEYOND]
        return pl.DataFrame(
            dict(zip(names, columns, strict=True)), schema=dict.fromkeys(names, pl.String)
        )


def _bare(block: bytes) -> bool:
    """Return whether no cell can begin or end with a blank, or be empty and quoted."""
    return not any(
        first in block and any(mark in block for mark in marks) for first, marks in BLANKS.items()
    )


def _encoding(block: bytes, line: int) -> str:
    """Return utf-8 or gb18030, "" where ASCII alone does not tell. Raises ValueError."""
    if block.isascii():
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            block.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ValueError(f"第{line}行起有无法识别的文字编码。请用 Excel 打开，另存为 .xlsx 后再上传")


def _decoded(block: bytes, encoding: str, line: int) -> str:
    try:
        return block.decode(encoding)
    except UnicodeDecodeError as wrong:
        at = line + block[: wrong.start].count(b"\n")
        raise ValueError(
            f"第{at}行附近有无法识别的文字编码。请用 Excel 打开，另存为 .xlsx 后再上传"
        ) from None


def _whole_rows(piece: bytes, line: int, *, last: bool) -> bytes:
    """Return the rows that are whole: up to a line end outside any quotation. The bytes of a line end and a quote are no half of a letter."""
    if last:
        return piece
    end = piece.rfind(b"\n") + 1
    # Inside a quotation: go back to where the quotes are even.
    if b'"' in piece and piece.count(b'"', 0, end) % 2:
        while end and piece.count(b'"', 0, end) % 2:
            end = piece.rfind(b"\n", 0, piece.rfind(b'"', 0, end)) + 1
    if not end and len(piece) > QUOTED:
        raise ValueError(f"第{line}行起的引号没有成对。请改正后再上传")
    return piece[:end]


def _end_of(block: bytes, records: int) -> int:
    """Return the byte after so many records; a quotation may run over lines."""
    at = 0
    for _ in range(records):
        end = block.find(b"\n", at) + 1
        while end and block.count(b'"', at, end) % 2:
            end = block.find(b"\n", end) + 1
        at = end or len(block)
    return at


# --- XLSX and Parquet -----------------------------------------------------------------------------------


class Sheet:
    """An XLSX, looked at with care by `procedure.tabular` and read by calamine."""

    kind = "xlsx"

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        with path.open("rb") as file:
            lines = list(islice(tabular.opened(path.name, file, SHEET).lines(), HEAD_WITHIN))
        found = _found(table, lines)
        self.head, self.names, self.unknown = found.head, found.names, found.unknown
        self.begins = Place(found.above, found.above + 1)
        self.size = 0

    def parts(self, place: Place) -> Iterator[Part]:
        """Yield the rows below a place; one that is blank has a number and no row."""
        with self.path.open("rb") as file:
            lines = tabular.opened(self.path.name, file, SHEET).lines()
            rows = ((n, cells) for n, cells in lines if n > place.at)
            while taken := list(islice(rows, OF_A_SHEET)):
                last = taken[-1][0]
                yield Part(self._frame(taken), Place(last, last + 1))

    def _frame(self, taken: list[tuple[int, list[Any]]]) -> pl.DataFrame:
        wide = len(self.names)
        texts = [[_text(cell) for cell in cells] for _, cells in taken]
        columns: dict[str, list[str | None]] = {
            name: [row[i] if i < len(row) else None for row in texts]
            for i, name in enumerate(self.names)
        }
        columns[BEYOND] = ["、".join(filter(None, row[wide:])) or None for row in texts]
        frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
        return _numbered(frame, [n for n, _ in taken])


def _text(cell: Any) -> str | None:
    if isinstance(cell, Formula):
        return f"={shown(cell)}"
    if isinstance(cell, float) and abs(cell) >= LOST:
        return f"{cell:.14E}"  # as a sheet shows it: not as digits that nobody wrote
    return shown(cell) or None


class Parquet:
    """A Parquet file: its values as they would be typed, so that one set of readers is enough."""

    kind = "parquet"

    def __init__(self, path: Path, table: Table, rows: int) -> None:
        self.path, self.rows = path, rows
        try:
            schema = pl.read_parquet_schema(path)
            self.size = int(pl.scan_parquet(path).select(pl.len()).collect().item())
        except DAMAGED as wrong:
            raise ValueError("Parquet 文件损坏，打不开。请重新导出后再上传") from wrong
        nested = [name for name, kind in schema.items() if kind.is_nested()]
        if nested:
            raise ValueError(f"“{'”“'.join(nested)}”列不是单个的值。请展开成单独的列后再导出")
        found = _found(table, [(1, list(schema)), (2, ["1"] * len(schema))])
        self.head, self.names, self.unknown = found.head, found.names, found.unknown
        self._columns = list(schema)
        self.begins = Place(0, 2)

    def parts(self, place: Place) -> Iterator[Part]:
        """Yield the rows from a place on."""
        whole = pl.scan_parquet(self.path)
        for at in range(place.at, self.size, self.rows):
            texts = self._texts(whole, at)
            after = Place(at + len(texts), place.line + at + len(texts) - place.at)
            yield Part(_numbered(texts, 2 + at), after)

    def _texts(self, whole: pl.LazyFrame, at: int) -> pl.DataFrame:
        try:
            return (
                whole.slice(at, self.rows)
                .collect()
                .select(
                    pl.col(old).cast(pl.String).alias(new)
                    for old, new in zip(self._columns, self.names, strict=True)
                )
            )
        except DAMAGED as wrong:
            last = min(at + self.rows, self.size)
            raise ValueError(
                f"Parquet 文件第{at + 2}行到第{last + 1}行之间已损坏，或者有不是 UTF-8 的文字。请重新导出后再上传"
            ) from wrong


def none_of(names: list[str]) -> pl.DataFrame:
    """Return a chunk of these columns without a row."""
    return _numbered(pl.DataFrame(schema=dict.fromkeys(names, pl.String)), 1)


def _numbered(frame: pl.DataFrame, lines: int | list[int]) -> pl.DataFrame:
    """Give each row its number (that of the first upload where the file says so) and leave out blank rows."""
    if isinstance(lines, int):
        own = pl.int_range(lines, lines + len(frame), dtype=pl.Int64, eager=True)
    else:
        own = pl.Series(lines, dtype=pl.Int64)
    if LINE in frame.columns:
        own = frame[LINE].cast(pl.Int64, strict=False).fill_null(own)
        frame = frame.drop(LINE, "_tells", strict=False)
    blank = frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
    frame = frame.with_columns(own.alias(LINE))
    if BEYOND in frame.columns and frame[BEYOND].null_count() == len(frame):
        frame = frame.drop(BEYOND)
    return frame.filter(~blank) if blank.any() else frame
