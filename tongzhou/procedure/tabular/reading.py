"""按列读取 — rows under declared columns, in chunks: what is right as values, what is wrong with its faults. Pure.

The head is looked for in the first lines: a title above it is passed over, a head of two lines under merged
cells is read as one. Columns nobody declared are named to the reader, not read, and kept for the reject file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from .cells import NOTHING, Reader, Wrong, plain, tidy
from .opening import Formula, Line, Opened

HEAD_WITHIN = 12  # lines in which the head is looked for
CHUNK = 2_000
REMEMBERED = 20_000  # values of a column that are not read twice: names, months and posts come again and again
UNREAD = object()
LINE, TELLS = (
    "原行号",
    "问题",
)  # columns of a reject file: the line of the first upload, and what was wrong


@dataclass(frozen=True)
class Column:
    """A column that is read."""

    code: str
    label: str
    read: Reader
    aliases: tuple[str, ...] = ()
    needed: bool = False  # the column must be there
    filled: bool = False  # and every line must fill it
    mask: Callable[[str], str] | None = None  # how a screen may show what was typed


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: its column, what stood there (masked), the rule, how to mend it."""

    column: str
    shown: str
    rule: str
    mend: str

    def __str__(self) -> str:
        return f"{self.column}：{self.rule}，{self.mend}"


@dataclass(slots=True)
class Row:
    """A line that could be read."""

    line: int  # in the first upload, if this is a mended one
    values: dict[str, Any]
    raw: list[Any]


@dataclass(slots=True)
class Reject:
    """A line that could not, as it was, and why."""

    line: int
    raw: list[Any]
    faults: tuple[Fault, ...]


@dataclass
class Tally:
    """How many lines there were, and what became of them: `lines == taken + rejected`, always."""

    lines: int = 0
    taken: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines in their order."""

    rows: list[Row]
    rejects: list[Reject]


Check = Callable[[Row], Iterable[Fault]]


@dataclass
class Reading:
    """A table under its head. `chunks` may be gone through once."""

    head: list[str]  # as it stands in the file; "" for a column without a name
    columns: dict[int, Column]
    unknown: list[str]
    told: list[str]
    tally: Tally = field(default_factory=Tally)
    _lines: Iterator[Line] = field(default_factory=lambda: iter(()))
    _check: Check | None = None
    _asked: list[tuple[int, Column, dict[tuple[type, Any], Any]]] = field(default_factory=list)
    above: int = 0  # lines of the file up to the end of the head

    def __post_init__(self) -> None:
        self._asked = [(i, column, {}) for i, column in self.columns.items()]

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """Yield the lines in chunks. Raises ValueError where the file itself breaks off."""
        mended = self.head.index(LINE) if LINE in self.head else None
        chunk = Chunk([], [])
        for n, cells in self._lines:
            self.tally.lines += 1
            line = _line_number(cells, mended, n)
            found = self._row(line, cells)
            if isinstance(found, Row):
                self.tally.taken += 1
                chunk.rows.append(found)
            else:
                self.tally.rejected += 1
                chunk.rejects.append(found)
            if len(chunk.rows) + len(chunk.rejects) >= size:
                yield chunk
                chunk = Chunk([], [])
        if chunk.rows or chunk.rejects:
            yield chunk

    def reject(self, row: Row, *faults: Fault) -> Reject:
        """Turn a row that was read into one that was not: the line found out more than a cell shows."""
        self.tally.taken -= 1
        self.tally.rejected += 1
        return Reject(row.line, row.raw, faults)

    def fault(self, row: Row, code: str, rule: str, mend: str) -> Fault:
        """Name a fault in a column of a row."""
        for i, column in self.columns.items():
            if column.code == code:
                return _fault(column, row.raw[i] if i < len(row.raw) else "", rule, mend)
        return Fault(code, "", rule, mend)

    def _row(self, line: int, cells: list[Any]) -> Row | Reject:
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        many = len(cells)
        for i, column, known in self._asked:
            cell = cells[i] if i < many else ""
            if cell is None:
                cell = ""
            key = (cell.__class__, cell)
            try:
                value = known.get(key, UNREAD)
                if value is not UNREAD:
                    pass
                elif isinstance(cell, Formula):
                    raise Wrong("是公式，公式不会被计算", "请复制整列后“粘贴为数值”，再上传")
                else:
                    value = column.read(cell)
                    if len(known) < REMEMBERED:
                        known[key] = value
                values[column.code] = value
            except Wrong as wrong:
                faults.append(_fault(column, cell, wrong.rule, wrong.mend))
                continue
            except ValueError as wrong:  # a reader of the registers speaks in whole sentences
                faults.append(_fault(column, cell, str(wrong).rstrip("。"), "请对照原件改正"))
                continue
            if column.filled and value in (None, ""):
                faults.append(_fault(column, cell, "没有填", "请填写"))
        if len(cells) > len(self.head) and any(plain(_bare(c)) for c in cells[len(self.head) :]):
            extra = "单元格比表头多" if faults else "单元格比表头多，可能有多余的分隔符"
            faults.append(Fault("整行", "", extra, "请核对这一行的列是否对齐"))
        if not faults and self._check:
            faults += self._check(Row(line, values, cells))
        return Reject(line, cells, tuple(faults)) if faults else Row(line, values, cells)


def read(
    file: Opened,
    columns: Sequence[Column],
    *,
    check: Check | None = None,
    one_of_them: Sequence[str] = (),
) -> Reading:
    """Find the head of a table. `one_of_them`: codes of which at least one column must be there.

    Raises ValueError, in the reader's words, where a needed column is missing or stands there twice.
    """
    lines = iter(file.lines())
    first: list[Line] = []
    for line in lines:
        first.append(line)
        if len(first) >= HEAD_WITHIN:
            break
    if not first:
        raise ValueError("文件是空的")
    by_name = {label(n): c for c in columns for n in (c.label, *c.aliases)}
    needed = [c for c in columns if c.needed]
    at, head, deep = _head(first, by_name, needed)
    found = {i: by_name[name] for i, name in enumerate(head) if name in by_name}
    _complete(found, head, columns, one_of_them)
    told = list(file.told)
    unknown = [name for name in head if name and name not in by_name and name not in (LINE, TELLS)]
    rest = chain(first[at + deep :], lines)
    above = first[at + deep - 1][0]
    return Reading(head, found, unknown, told, Tally(), rest, check, above=above)


def label(value: Any) -> str:
    """Return the head of a column without marks, blanks and unit: “*应发工资（元）” is 应发工资."""
    bare = "".join(unicodedata.normalize("NFKC", plain(_bare(value))).split()).strip("*")
    return re.sub(r"(\((元|必填|选填|单位:元|人民币元)\))+$", "", bare)


def _head(
    first: list[Line], by_name: dict[str, Column], needed: list[Column]
) -> tuple[int, list[str], int]:
    """Return where the head stands, the names in it, and of how many lines it is."""
    best, score = -1, 0
    for n, (_, cells) in enumerate(first):
        hits = sum(label(v) in by_name for v in cells)
        if hits > score:
            best, score = n, hits
    names = "”“".join(c.label for c in needed)
    if best < 0 or score < min(2, len(needed) or 1):
        raise ValueError(f"没有找到表头：请保留“{names}”列，或用下载的模板填写")
    high = [label(v) for v in first[best][1]]
    above = [label(v) for v in first[best - 1][1]] if best else []
    below = [label(v) for v in first[best + 1][1]] if best + 1 < len(first) else []
    # The line with more known names may be the lower or the upper half of a head under merged cells.
    if any(name in by_name for name in above):
        return best - 1, _joined(above, high), 2
    if _is_head(below, high, by_name):
        return best, _joined(high, below), 2
    return best, high, 1


def _is_head(below: list[str], high: list[str], by_name: dict[str, Column]) -> bool:
    """Say whether the line under the head belongs to it: names only, and none where a column is known."""
    if not any(below) or any(c.isdigit() for c in "".join(below)):
        return False
    under_known = any(name and i < len(high) and high[i] in by_name for i, name in enumerate(below))
    return not under_known or sum(n in by_name for n in below) >= 2


def _joined(high: list[str], low: list[str]) -> list[str]:
    wide = max(len(high), len(low))
    high, low = high + [""] * (wide - len(high)), low + [""] * (wide - len(low))
    return [b or a for a, b in zip(high, low, strict=True)]


def _complete(
    found: dict[int, Column], head: list[str], columns: Sequence[Column], one_of_them: Sequence[str]
) -> None:
    codes = [c.code for c in found.values()]
    doubled = sorted({c.label for c in found.values() if codes.count(c.code) > 1})
    if doubled:
        raise ValueError(f"“{'”“'.join(doubled)}”列出现了两次（或两列是同一意思），请删去多余的列")
    missing = [c.label for c in columns if c.needed and c.code not in codes]
    if missing:
        raise ValueError(f"文件缺少“{'”“'.join(missing)}”列，请用下载的模板填写")
    if one_of_them and not set(one_of_them) & set(codes):
        names = "”“".join(c.label for c in columns if c.code in one_of_them)
        raise ValueError(f"文件至少要有“{names}”中的一列")
    if head.count(LINE) > 1 or head.count(TELLS) > 1:
        raise ValueError(f"“{LINE}”或“{TELLS}”列出现了两次，请删去多余的列")


def _bare(value: Any) -> Any:
    return value.shown if isinstance(value, Formula) else value


def _fault(column: Column, cell: Any, rule: str, mend: str) -> Fault:
    shown = plain(_bare(cell))
    if column.mask and shown:
        shown = column.mask(shown)
    return Fault(column.label, shown if len(shown) <= 40 else f"{shown[:40]}…", rule, mend)


def _line_number(cells: list[Any], at: int | None, otherwise: int) -> int:
    if at is None or at >= len(cells):
        return otherwise
    typed = tidy(_bare(cells[at]))
    return int(typed) if typed.isdigit() and len(typed) < 9 and typed not in NOTHING else otherwise
