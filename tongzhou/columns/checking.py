"""成列检查 — a chunk of texts becomes rows that may land, and rows that may not with every reason. Loaded by jobs and commands only.

All checks of a table are reckoned together over whole columns; only the rows that are wrong are ever looked at one by one, to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from . import calendar
from .cells import Reading, nothing, reading_of
from .declare import Check, Column, Derived, Level, Table
from .refused import Fault, Refused

LINE = "_line"  # the row as a sheet numbers it
BEYOND = "_beyond"  # what stood right of the head
SHOWN = 40  # characters of a cell that a fault repeats
DTYPES = {int: pl.Int64, str: pl.String, bool: pl.Boolean, date: pl.Date}


class _Columns:
    """What a check is given: columns by their name, as expressions of the engine."""

    def __init__(self, on: date) -> None:
        self.today = pl.lit(on)

    def __getitem__(self, code: str) -> pl.Expr:
        return pl.col(code)

    def __getattr__(self, code: str) -> pl.Expr:
        if code.startswith("__"):
            raise AttributeError(code)
        return pl.col(code)

    def months_after(self, day: Any, months: Any) -> Any:
        """Return the corresponding day so many months on, a number or a column of them."""
        return calendar.months_after(day, months)

    def whole_months(self, first: Any, until: Any) -> Any:
        """Return how many months have passed whole from one day to another."""
        return calendar.whole_months(first, until)

    def as_number(self, day: Any) -> Any:
        """Return a day as a number, 20261126."""
        return calendar.as_number(day)

    def choose(self, *cases: tuple[Any, Any], otherwise: Any) -> pl.Expr:
        """Return the value of the first case whose condition holds."""
        (condition, value), *rest = cases
        chain: Any = pl.when(condition).then(_literal(value))
        for condition, value in rest:
            chain = chain.when(condition).then(_literal(value))
        expression: pl.Expr = chain.otherwise(_literal(otherwise))
        return expression


def _literal(value: Any) -> pl.Expr:
    return value if isinstance(value, pl.Expr) else pl.lit(value)


@dataclass(frozen=True)
class Mark:
    """A reason for which rows are marked: a cell that cannot be read, one that is empty, or a check that is broken."""

    code: str
    columns: tuple[Column, ...]  # told under the first that is filled; none: the whole row
    check: Check | None = None
    unread: bool = False

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
    checker: Checker
    marked: list[tuple[Mark, pl.Series]]

    def counts(self) -> dict[str, int]:
        """Return how many rows each fault keeps out, and how many good ones each remark is about, by code."""
        found = {
            mark.code: int((rows if mark.refuses else rows & self.good).sum())
            for mark, rows in self.marked
        }
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

    def refused(self) -> Iterator[Refused]:
        """Yield the rows that stay out, in their order, each with all that is wrong with it."""
        at = (~self.good).arg_true()
        if not len(at):
            return
        raw = self.raw[at]
        texts = raw.drop(LINE)
        whole = [(*cells, None) for cells in texts.iter_rows()]  # nothing stands beyond the row
        why: list[list[Fault]] = [[] for _ in whole]
        for mark, rows in self.marked:
            if mark.refuses and rows.any():
                places = mark.among(texts.columns)
                for n in rows.gather(at).arg_true().to_list():
                    why[n].append(self.checker.tell(mark, [whole[n][place] for place in places]))
        for line, cells, faults in zip(raw[LINE].to_list(), whole, why, strict=True):
            yield Refused(line, cells[:-1], faults)


@dataclass
class Checker:
    """The checks of one table on one day, for chunk after chunk: what was learnt of a text is kept."""

    table: Table
    on: date
    _readings: dict[str, Reading] = field(init=False)
    _seen: dict[tuple[str, ...], dict[Any, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._readings = {c.code: reading_of(c, on=self.on) for c in self.table.columns}
        columns = _Columns(self.on)
        # Expressions are made once: to make one takes as long as to reckon it for some hundred rows.
        self._steps = list(_steps(self.table, columns))
        self._broken = [c.broken(columns).fill_null(False).alias(c.code) for c in self.table.checks]

    def check(self, raw: pl.DataFrame, *, bare: bool = False) -> Checked:
        """Check a chunk: texts by column code (a column the file has not may be absent), and LINE.

        `bare`: no text has a blank at its ends, none is empty.
        """
        here = [c.code for c in self.table.columns if c.code in raw.columns]
        tidy = raw if bare else raw.with_columns(_tidied(code) for code in here)
        values = self._values(tidy, here)
        marked = list(self._read_marks(tidy, values, here))
        for step in self._steps:
            if isinstance(step, Derived):
                values = values.hstack(self._looked_up(values.select(step.of), step))
            else:
                values = values.with_columns(step)
        if self._broken:
            broken = values.select(self._broken)
            unread = {m.columns[0].code: rows for m, rows in marked if m.unread}
            for check in self.table.checks:
                rows = broken[check.code]
                for code in unread.keys() & set(check.columns):
                    rows = rows & ~unread[code]  # what could not be read is told once
                columns = tuple(self.table[code] for code in check.columns)
                marked.append((Mark(check.code, columns, check), rows))
        if BEYOND in raw.columns:
            marked.append((Mark("beyond", ()), raw[BEYOND].is_not_null()))
        wrong = [rows for mark, rows in marked if mark.refuses]
        good = ~reduce(or_, wrong) if wrong else pl.repeat(True, len(raw), eager=True)
        return Checked(raw, values, good, self, marked)

    def _values(self, tidy: pl.DataFrame, here: list[str]) -> pl.DataFrame:
        columns = [tidy[LINE]]
        for code, reading in self._readings.items():
            if code in here:
                columns.append(reading.values(tidy[code]).alias(code))
            else:
                columns.append(nothing(code, reading.dtype, len(tidy)))
        return pl.DataFrame(columns)

    def _looked_up(self, given: pl.DataFrame, derived: Derived) -> pl.DataFrame:
        """Return the columns that are looked up for each different row of what is given."""
        assert derived.look_up is not None
        seen, different = self._seen.setdefault(derived.codes, {}), given.unique()
        rows = different.rows()
        new = [row for row in rows if row not in seen]
        if new:
            seen.update(zip(new, derived.look_up(new), strict=True))
        found = [
            pl.Series(code, [seen[row][n] for row in rows], dtype=DTYPES[derived.gives[n]])
            for n, code in enumerate(derived.codes)
        ]
        return given.join(
            different.with_columns(found),
            on=list(derived.of),
            how="left",
            nulls_equal=True,
            maintain_order="left",
        ).select(derived.codes)

    def _read_marks(
        self, tidy: pl.DataFrame, values: pl.DataFrame, here: list[str]
    ) -> Iterator[tuple[Mark, pl.Series]]:
        """Yield what could not be read of each column, and where nothing stands that must."""
        for code, reading in self._readings.items():
            unread = reading.unread(tidy[code], values[code]) if code in here else None
            if unread is not None:
                yield Mark(f"{code}!", (reading.column,), unread=True), unread
            if reading.column.filled and values[code].null_count():
                empty = values[code].is_null()
                if unread is not None:
                    empty = empty & ~unread
                yield Mark(f"{code}?", (reading.column,)), empty

    def tell(self, mark: Mark, texts: Sequence[str | None]) -> Fault:
        """Return a fault in words, what stood in the cell masked; `texts`: what stands in the columns of the mark."""
        for n, text in enumerate(texts):  # noqa: B007
            if stood := _tidy(text):
                break
        else:
            n, stood = 0, ""
        shown = stood
        if not mark.columns:
            return Fault(
                mark.code,
                "整行",
                "",
                f"单元格比表头多：{shown[:SHOWN]}",
                "请核对这一行的列是否对齐",
            )
        column = mark.columns[n]
        if shown and (mask := column.masked):
            shown = mask(shown)
        if len(shown) > SHOWN:
            shown = f"{shown[:SHOWN]}…"
        if mark.check is not None:
            return Fault(mark.code, column.label, shown, mark.check.says, mark.check.mend)
        if mark.unread and (wrong := self._readings[column.code].fault(stood or None)):
            return Fault(mark.code, column.label, shown, wrong.rule, wrong.mend)
        return Fault(mark.code, column.label, shown, "没有填", "请填写")


def _steps(table: Table, columns: _Columns) -> Iterator[Derived | list[pl.Expr]]:
    """Yield what is reckoned after the reading, in order: look-ups, and expressions that may be reckoned at once."""
    together = [pl.col(c.code).fill_null(c.default) for c in table.columns if c.default is not None]
    names = {c.code for c in table.columns if c.default is not None}
    for derived in table.derived:
        if derived.reckon is not None:
            asked = derived.reckon(columns).alias(derived.codes[0])
            needs = set(asked.meta.root_names())
        elif derived.look_up is not None:
            asked, needs = derived, set(derived.of)
        else:
            raise ValueError(f"{derived.codes} are derived from nothing")
        if together and (needs & names or derived is asked):
            yield together
            together, names = [], set()
        if isinstance(asked, Derived):
            yield asked
        else:
            together.append(asked)
            names |= set(derived.codes)
    if together:
        yield together


def _tidied(code: str) -> pl.Expr:
    bare = pl.col(code).str.strip_chars()
    return pl.when(bare.str.len_bytes() > 0).then(bare)


def _tidy(text: str | None) -> str:
    return text.strip() if text else ""
