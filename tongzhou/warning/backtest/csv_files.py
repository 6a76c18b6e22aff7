"""One CSV file: in whatever encoding and with whatever separator, packed or not; what is damaged is told with its place."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.csv as pc

from .arrays import Arrow
from .asking import Asked
from .dates import parse_day
from .words import Notice, Said, Wrong, one_line

CHUNK = 1 << 20
MOST_HEAD = 50  # lines of a header whose cells hold line breaks
MANY = 5  # columns from which a line in a cell with as many of them is a row, whatever stands for its date


def check_names(names: list[str], path: Path) -> None:
    """Refuse a table in which a name stands over two columns."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        told = "、".join(twice)
        raise Wrong(
            f"{path.name}:1：列名重复：{told}", f"{path.name}:1: columns occur twice: {told}"
        )


def open_file(path: Path) -> BinaryIO:
    """Open a file, packed or not."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _encoding(path: Path, asked: Asked) -> str:
    """Return the encoding: as told, by its mark, else the first in which the whole file can be read. Raises Wrong where there is none."""
    if told := asked.config.data.encoding:
        at = asked.at("data", "encoding")
        try:
            found = codecs.lookup(told)
        except (LookupError, ValueError):
            raise Wrong(
                f"{at}：没有“{told}”这种编码", f"{at}: there is no encoding “{told}”."
            ) from None
        if not getattr(found, "_is_text_encoding", True) or found.incrementaldecoder is None:
            raise Wrong(
                f"{at}：“{told}”不是文字的编码，请写 utf-8、gb18030 或 utf-16",
                f"{at}: “{told}” is no encoding of text; write utf-8, gb18030 or utf-16",
            )
        return found.name
    with open_file(path) as file:
        head = file.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
    furthest = Bad(0, "", b"")
    for name in ("utf-8", "gb18030"):
        bad = _bad_line(path, name)
        if bad is None:
            return name
        furthest = max(furthest, bad)
    raise _not_text(path, furthest)


class Bad(NamedTuple):
    """The first line that cannot be read in an encoding."""

    line: int
    encoding: str
    byte: bytes


def _bad_line(path: Path, encoding: str) -> Bad | None:
    """Find the first line that is no text in an encoding whose line breaks are single bytes."""
    with open_file(path) as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as why:
                return Bad(number, encoding, line[why.start : why.start + 1])
    return None


def _not_text(path: Path, bad: Bad) -> Wrong:
    shown = bad.byte.hex().upper()
    return Wrong(
        f"{path.name}:{bad.line}：编码有误：这一行的字节0x{shown}不能按{bad.encoding}读取。请改正这一行，或另存为UTF-8，或在data.encoding写明文件的编码",
        f"{path.name}:{bad.line}: wrong encoding: the byte 0x{shown} of this line cannot be read as {bad.encoding}. Mend the line, save the file as UTF-8, or state its encoding in data.encoding",
    )


def _unreadable(path: Path, why: Exception) -> Wrong:
    """Say why a file cannot be read: a damaged archive, bytes that are no text, or what the system says."""
    if isinstance(why, UnicodeDecodeError) and not why.encoding.replace("-", "").startswith(("utf16", "utf32")):  # fmt: skip
        bad = _bad_line(path, why.encoding)
        if bad is not None:
            return _not_text(path, bad)
    if isinstance(why, zlib.error | EOFError | gzip.BadGzipFile):
        return Wrong(
            f"{path.name}：压缩文件损坏或不完整，请重新导出或重新拷贝",
            f"{path.name}: the packed file is damaged or cut short; export or copy it again",
        )
    return Wrong(f"{path.name}：无法读取（{why}）", f"{path.name}: cannot be read ({why})")


def csv_table(path: Path, asked: Asked) -> tuple[Arrow, list[Notice], int, tuple[int, ...]]:
    """Return the rows, what is to be said, the line of the first row, and the numbers of rows left out."""
    begins, above = 2, 1
    notices: list[Notice] = []
    try:
        encoding = _encoding(path, asked)
        with open_file(path) as file:
            text = io.TextIOWrapper(file, encoding=encoding, newline="", errors="strict")
            head = text.readline()
            while head and not head.strip("\ufeff \r\n\t,;|"):
                head, begins = text.readline(), begins + 1
            while head.count('"') % 2 and above < MOST_HEAD and (more := text.readline()):
                head, begins, above = head + more, begins + 1, above + 1
        separator = asked.config.data.delimiter or max(",;\t|", key=head.count)
        names = [one_line(name) for name in next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), [])]  # fmt: skip
    except (OSError, EOFError, UnicodeError, csv.Error, zlib.error) as why:
        raise _unreadable(path, why) from None
    if not any(names):
        raise Wrong(f"{path.name}:1：没有列名", f"{path.name}:1: there are no column names")
    names = [name or f"column_{number}" for number, name in enumerate(names, 1)]
    check_names(names, path)
    ragged: list[tuple[int, str]] = []

    def leave_out(row: Arrow) -> str:
        ragged.append((row.number or 0, row.text))
        return "skip"

    try:
        with open_file(path) as file:
            table = pc.read_csv(
                pa.PythonFile(_Without(file, encoding), mode="r"),
                read_options=pc.ReadOptions(
                    column_names=names, skip_rows=above, use_threads=False, block_size=8 * CHUNK
                ),
                parse_options=pc.ParseOptions(
                    delimiter=separator, newlines_in_values=True, invalid_row_handler=leave_out
                ),
                convert_options=pc.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=True,
                ),
            )
    except (OSError, EOFError, UnicodeError, zlib.error) as why:
        raise _unreadable(path, why) from None
    except pa.ArrowException as why:
        raise Wrong(
            f"{path.name}：无法按表格读取，常见原因是引号没有配对（{why}）",
            f"{path.name}: cannot be read as a table, often because a quote is not closed ({why})",
        ) from None
    skipped = {number - 1 - above: text for number, text in ragged if number}
    _check_quotes(table, skipped, path, asked, names, separator, begins)
    if encoding not in ("utf-8", "utf-8-sig"):
        notices.append(
            Notice(
                "encoding",
                Said(f"{path.name}按{encoding}编码读取", f"{path.name} was read as {encoding}"),
            )
        )
    if ragged:
        first = begins + min(skipped, default=0) + _breaks(table.slice(0, min(skipped, default=0)))
        notices.append(
            Notice(
                "ragged_rows",
                Said(
                    f"{path.name}有{len(ragged)}行的列数与表头不符，未采用（第{first}行起）",
                    f"{len(ragged)} rows of {path.name} have another number of columns than the header and were left out (from line {first})",
                ),
            )
        )
    return table, notices, begins, tuple(sorted(skipped))


def _breaks(table: Arrow) -> int:
    """Count the line breaks inside quoted cells."""
    return sum(
        compute.sum(compute.count_substring(one, "\n")).as_py() or 0 for one in table.columns
    )


def _check_quotes(
    table: Arrow,
    skipped: dict[int, str],
    path: Path,
    asked: Asked,
    names: list[str],
    separator: str,
    begins: int,
) -> None:
    """Refuse a file in which a quote that is not closed has swallowed rows: a cell, or a row left out, that holds whole rows."""
    day = names.index(asked.config.data.event_date) if asked.config.data.event_date in names else -1

    def rows_in(text: str) -> int:
        found = 0
        for line in text.splitlines()[1:]:
            cells = next(csv.reader([line], delimiter=separator), [])
            if len(cells) == len(names) and len(names) > 1:
                written = cells[day] if day >= 0 else ""
                found += parse_day(written) is not None or len(names) >= MANY
        return found

    swallowed: dict[int, int] = {at: told for at, text in skipped.items() if (told := rows_in(text))}  # fmt: skip
    left_out = np.array(sorted(skipped), dtype=np.int64)
    for column in table.columns:
        many = compute.count_substring(column, "\n").to_numpy(zero_copy_only=False)
        for place in np.flatnonzero(many).tolist():
            if told := rows_in(column[place].as_py()):
                # Among all rows read: those left out before it count as well.
                at = place
                for one in left_out.tolist():
                    at += one <= at
                swallowed[at] = told
    if swallowed:
        at = min(swallowed)
        before = [one for one in skipped if one < at]
        inside = sum(skipped[one].count("\n") for one in before)
        line = begins + at + inside + _breaks(table.slice(0, at - len(before)))
        raise Wrong(
            f"{path.name}:{line}：引号没有配对：从这一行起的{swallowed[at]}行被当作一个单元格的文字。请补上或删去这一行的引号",
            f"{path.name}:{line}: a quote is not closed: {swallowed[at]} rows from this line on were taken as the text of one cell. Add or remove the quote of this line",
        )


class _Without:
    """A binary file as UTF-8 without mark and without NUL, whatever it was."""

    closed = False

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self.file, self.decoder = file, codecs.getincrementaldecoder(encoding)(errors="strict")
        self.rest, self.ended, self.began = b"", False, False

    def read(self, size: int = -1) -> bytes:
        while not self.ended and (size < 0 or len(self.rest) < size):
            part = self.file.read(CHUNK)
            self.ended = not part
            text = self.decoder.decode(part, final=self.ended).replace("\x00", "")
            if not self.began and text:
                text = text.lstrip("\ufeff")
                while text[:1] in "\r\n" and text:
                    text = text[1:]
                self.began = bool(text)
            self.rest += text.encode()
        taken, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return taken

    def close(self) -> None:
        self.closed = True
