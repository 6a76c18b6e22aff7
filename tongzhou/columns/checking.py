"""成列检查 — a chunk of texts becomes rows that may land, and rows that may not with every reason. Loaded by jobs and commands only.

All checks of a table are reckoned together over whole columns; only the rows that are wrong are ever looked at one by one, to be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

import polars as pl

from .asking import HIDDEN, digits_of, questions
from .cells import Reading, nothing, reading_of
from .combining import LookUp, Places
from .declare import Check, Column, Derived, IdNumber, Level, Table
from .papers import Papers
from .refused import Refusals, Words

LINE = "_line"  # the row as a sheet numbers it
BEYOND = "_beyond"  # what stood right of the head
SHOWN = 40  # characters of a cell that a fault repeats


@dataclass(frozen=True)
class Mark:
    """A reason for which rows are marked: a cell that cannot be read, one that is empty, or a check that is broken."""

    code: str
    columns: tuple[Column, ...]  # told under the first that is filled; none: the whole row
    check: Check | None = None
    unread: Reading | None = None  # what could not read it, and says why

    @property
    def refuses(self) -> bool:
        """Whether a row that is marked so stays out."""
        return self.check is None or self.check.level is Level.REJECT

    def among(self, codes: Sequence[str]) -> list[int]:
        """Return where the cells stand that it may be told under, in a row of such columns."""
        wanted = [column.code for column in self.columns] or [BEYOND]
        return [codes.index(code) if code in codes else len(codes) for code in wanted]


@dataclass
class Checked:
    """A chunk after its checks: `good` says which rows may land."""

    raw: pl.DataFrame
    values: pl.DataFrame  # LINE, the columns of the table, and those derived
    good: pl.Series
    telling: (
        pl.Series
    )  # the first column of the key, or what stands for it: rows that differ in it differ
    checker: Checker
    marked: list[tuple[Mark, pl.Series]]

    def counts(self) -> dict[str, int]:
        """Return how many rows each fault keeps out, and how many good ones each remark is about, by code."""
        found: Counter[str] = Counter()
        for mark, rows in self.marked:
            found[mark.code] += int((rows if mark.refuses else rows & self.good).sum())
        return {code: n for code, n in found.items() if n}

    def remarked(self) -> dict[str, list[int]]:
        """Return by its code the lines that may land although something is to be remarked of them."""
        lines = self.raw[LINE]
        found = {
            mark.code: lines.filter(rows & self.good).to_list()
            for mark, rows in self.marked
            if not mark.refuses and rows.any()
        }
        return {code: some for code, some in found.items() if some}

    def refused(self) -> Refusals:
        """Return the rows that stay out, in their order, each with all that is wrong with it."""
        at = (~self.good).arg_true()
        if not len(at):
            return Refusals([], [])
        raw = self.raw[at]
        texts = raw.drop(LINE)
        columns = [column.to_list() for column in texts]
        columns.append([None] * len(texts))  # nothing stands beyond the row
        why: list[list[tuple[int, str]]] = [[] for _ in at]
        said: dict[Words, int] = {}
        for mark, rows in self.marked:
            if mark.refuses and rows.any():
                cells = [columns[place] for place in mark.among(texts.columns)]
                tell = self.checker.teller(mark)
                for n in rows.gather(at).arg_true().to_list():
                    words, shown = tell([column[n] for column in cells])
                    why[n].append((said.setdefault(words, len(said)), shown))
        whole = zip(*columns[:-1], strict=True)
        return Refusals(list(said), list(zip(raw[LINE].to_list(), whole, why, strict=True)))


@dataclass
class Checker:
    """The checks of one table on one day, for chunk after chunk: what was learnt of a text is kept."""

    table: Table
    on: date
    _readings: dict[str, Reading] = field(init=False)
    _papers: dict[str, Papers] = field(init=False)  # of numbers whose paper another column tells
    _steps: list[list[pl.Expr] | LookUp] = field(init=False)
    _broken: list[pl.Expr] = field(init=False)

    def __post_init__(self) -> None:
        self._readings = {c.code: reading_of(c, on=self.on) for c in self.table.columns}
        told = [c for c in self.table.columns if isinstance(c.type, IdNumber) and c.type.of]
        self._papers = {c.code: Papers(c, self.on) for c in told}
        # Expressions are made once: to make one takes as long as to reckon it for some hundred rows.
        steps, self._broken = questions(self.table, self.on)
        words: dict[str, Places] = {}
        self._steps = [LookUp(step, words) if isinstance(step, Derived) else step for step in steps]

    def check(self, raw: pl.DataFrame, *, bare: bool = False) -> Checked:
        """Check a chunk: texts by column code (a column the file has not may be absent), and LINE.

        `bare`: no text has a blank at its ends, none is empty.
        """
        here = [c.code for c in self.table.columns if c.code in raw.columns]
        tidy = raw if bare else raw.with_columns(_tidied(code) for code in here)
        values = self._values(tidy, here)
        marked = list(self._read_marks(tidy, values, here))
        placed: dict[str, pl.Series] = {}
        alone = [code for code in self._readings if code not in here]
        for step in self._steps:
            if isinstance(step, LookUp):
                given = values.select(step.derived.of)
                values = values.hstack(step.answers(given, alone, placed))
            else:
                values = values.with_columns(step)
        if self._broken:
            broken = values.select(self._broken)
            unread: dict[str, pl.Series] = {}
            for mark, rows in marked:
                if mark.unread is not None:
                    code = mark.columns[0].code
                    unread[code] = rows | unread[code] if code in unread else rows
            for check in self.table.checks:
                rows = broken[check.code]
                for code in unread.keys() & set(check.columns):
                    rows = rows & ~unread[code]  # what could not be read is told once
                columns = tuple(self.table[code] for code in check.columns)
                marked.append((Mark(check.code, columns, check), rows))
        hidden = [name for name in values.columns if name.startswith(HIDDEN)]
        key = self.table.key[0]
        telling = values[digits_of(key) if digits_of(key) in hidden else key]
        values = values.drop(hidden)
        if BEYOND in raw.columns:
            marked.append((Mark("beyond", ()), raw[BEYOND].is_not_null()))
        wrong = [rows for mark, rows in marked if mark.refuses]
        good = ~reduce(or_, wrong) if wrong else pl.repeat(True, len(raw), eager=True)
        return Checked(raw, values, good, telling, self, marked)

    def _values(self, tidy: pl.DataFrame, here: list[str]) -> pl.DataFrame:
        columns, texts = [tidy[LINE]], dict[str, pl.Series]()
        for code, reading in self._readings.items():
            texts[code] = tidy[code] if code in here else nothing(code, pl.String, len(tidy))
            if code not in self._papers:
                columns += reading.columns(texts[code])
        values = pl.DataFrame(columns)
        for code, of in self._papers.items():
            values = values.hstack(of.columns(texts[code], values[_paper_of(of)]))
        return values

    def _read_marks(
        self, tidy: pl.DataFrame, values: pl.DataFrame, here: list[str]
    ) -> Iterator[tuple[Mark, pl.Series]]:
        """Yield what could not be read of each column, and where nothing stands that must."""
        for code, reading in self._readings.items():
            unread = None
            for by, rows in self._unread(tidy, values, code) if code in here else ():
                unread = rows if unread is None else unread | rows
                yield Mark(f"{code}!", (reading.column,), unread=by), rows
            if reading.column.filled and values[code].null_count():
                empty = values[code].is_null()
                if unread is not None:
                    empty = empty & ~unread
                yield Mark(f"{code}?", (reading.column,)), empty

    def _unread(
        self, tidy: pl.DataFrame, values: pl.DataFrame, code: str
    ) -> Iterator[tuple[Reading, pl.Series]]:
        """Yield which cells of a column could not be read, and by what."""
        if of := self._papers.get(code):
            yield from of.unread(tidy[code], values[code], values[_paper_of(of)])
            return
        reading = self._readings[code]
        rows = reading.unread(tidy[code], values[code])
        if rows is not None:
            yield reading, rows

    def teller(self, mark: Mark) -> Callable[[Sequence[str | None]], tuple[Words, str]]:
        """Return what says a fault in words, and what stood in the cell, masked; it is given what stands in the columns of the mark."""
        if not mark.columns:
            return _beyond
        says = [self._words(mark, column) for column in mark.columns]
        masks = [column.masked for column in mark.columns]
        reading = mark.unread

        def tell(texts: Sequence[str | None]) -> tuple[Words, str]:
            for n, text in enumerate(texts):  # noqa: B007
                if stood := _tidy(text):
                    break
            else:
                return says[0], ""
            mask = masks[n]
            shown = mask(stood) if mask else stood
            words = says[n]
            if reading is not None and (wrong := reading.fault(stood)):
                words = Words(words.code, words.column, wrong.rule, wrong.mend)
            return words, shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"

        return tell

    def _words(self, mark: Mark, column: Column) -> Words:
        if mark.check is not None:
            return Words(mark.code, column.label, mark.check.says, mark.check.mend)
        return Words(mark.code, column.label, "没有填", "请填写")


def _paper_of(of: Papers) -> str:
    """Return the column that tells of which paper a number is."""
    kind = of.column.type
    assert isinstance(kind, IdNumber)
    return kind.of


def _beyond(texts: Sequence[str | None]) -> tuple[Words, str]:
    says = f"单元格比表头多：{_tidy(texts[0])[:SHOWN]}"
    return Words("beyond", "整行", says, "请核对这一行的列是否对齐"), ""


def _tidied(code: str) -> pl.Expr:
    bare = pl.col(code).str.strip_chars()
    return pl.when(bare.str.len_bytes() > 0).then(bare)


def _tidy(text: str | None) -> str:
    return text.strip() if text else ""
