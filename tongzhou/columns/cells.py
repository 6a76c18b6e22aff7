"""单元格成列读取 — a column of texts becomes a column of values. Loaded by jobs and commands only.

What is written as expected is read by whole columns. Whatever is not (full width, 1,234.00元, a bare serial of Excel) is asked of the
readers of `procedure.tabular`, once for each different text: so an upload of a million rows is read as one of ten, and its faults have
the same words. Columns of few different texts (choices, months, credit codes) are asked so altogether, and remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch
from typing import Any

import polars as pl

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular.cells import NOTHING, Reader, Wrong, tidy
from tongzhou.registry import codes, credit_code, identity

from . import numbers
from .declare import (
    Column,
    CreditCode,
    Day,
    Flag,
    IdNumber,
    Money,
    Month,
    OneOf,
    Phone,
    Quantity,
    RegionCode,
    Text,
    Type,
    Whole,
)

# What a text may not hold, or must be tidied for: formulas, marks nobody sees, control characters, full width.
ODD = "^[=＝]|^[0-9](?:[.][0-9]+)?[eE][+][0-9]+$|[\\x00-\\x1f\\x7f-\\x9f\u00a0\u00ad\u2000-\u206f\u3000\ufeff\uff01-\uff5e\ue000-\uf8ff\ufffd]"
SINCE, UNTIL = date(1900, 1, 1), date(2200, 12, 31)
REMEMBERED = 500_000  # different texts of a column that are kept from one chunk to the next


@dataclass
class Reading:
    """How a column is read: by an expression where texts are as expected, else by a reader for each different text."""

    column: Column
    dtype: Any
    fast: pl.Expr | None  # null where it does not apply
    reader: Reader
    right: Callable[[pl.Series], pl.Series] | None = None  # those that need no reader
    known: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)
    _old: pl.Series | None = None
    _new: pl.Series | None = None

    def values(self, texts: pl.Series, read: pl.Series | None) -> pl.Series:
        """Return the column as values, null where there is none or where it cannot be read (see `fault`)."""
        if isinstance(self.column.type, Text):
            return self._texts(texts)
        if read is None:
            return self._mapped(texts, texts)
        odd = texts.filter(texts.is_not_null() & read.is_null())
        if not len(odd):
            return read
        return read.zip_with(read.is_not_null(), self._mapped(texts, odd))

    def _texts(self, texts: pl.Series) -> pl.Series:
        """Return words as they stand where every different one may, as is usual; else tidied one by one."""
        different = texts.unique().drop_nulls()
        odd = different.filter(~_may_stand(different, self.column.type))
        if not len(odd):
            return texts
        tidied = self._mapped(texts, odd)
        return texts.zip_with(~texts.is_in(odd.implode()), tidied)

    def _mapped(self, texts: pl.Series, asked: pl.Series) -> pl.Series:
        """Return the values of those texts that are among `asked`, or were once, each read once."""
        different = asked.drop_nulls().unique().to_list()
        new = [text for text in different if text not in self.known]
        if len(self.known) > REMEMBERED:
            self.known.clear()
            new = different
        if new:
            self._learn(new)
            self._old = pl.Series(list(self.known), dtype=pl.String)
            self._new = pl.Series(list(self.known.values()), dtype=self.dtype)
        if self._old is None:
            return pl.Series(texts.name, [None] * len(texts), dtype=self.dtype)
        return texts.replace_strict(self._old, self._new, default=None, return_dtype=self.dtype)

    def _learn(self, texts: list[str]) -> None:
        right = self.right(pl.Series(texts, dtype=pl.String)).to_list() if self.right else ()
        for text, is_right in zip(texts, right or [False] * len(texts), strict=True):
            self.known[text] = text if is_right else self._read(text)

    def _read(self, text: str) -> Any:
        try:
            return self.reader(text)
        except Wrong as wrong:
            self.wrong[text] = wrong
        except ValueError as wrong:  # a reader of the registers speaks in whole sentences
            self.wrong[text] = Wrong(str(wrong).rstrip("。"), "请对照原件改正")
        return None

    def fault(self, text: str | None) -> Wrong | None:
        """Return what is wrong with a cell, by the reader that refused it; None where nothing is."""
        if text is None:
            return None
        if text not in self.known and text not in self.wrong:
            self._read(text)
        return self.wrong.get(text)


def reading_of(column: Column, *, on: date) -> Reading:
    """Return how a column is read. `on` is the day of asking: nobody is born after it."""
    name = pl.col(column.code)
    reader = reader_of(column.type, on=on)
    kept: dict[type, tuple[Any, Callable[[], pl.Expr] | None]] = {
        Text: (pl.String, None),
        CreditCode: (pl.String, None),
        RegionCode: (pl.String, None),
        OneOf: (pl.String, None),
        Flag: (pl.Boolean, None),
        Month: (pl.Date, None),
        Phone: (pl.String, lambda: pl.when(name.str.contains("^1[3-9][0-9]{9}$")).then(name)),
        IdNumber: (pl.String, lambda: numbers.identity_numbers(column.code, on=on)),
        Day: (pl.Date, lambda: _days(name)),
        Money: (pl.Int64, lambda: _fen(name, column.type)),
        Whole: (pl.Int64, lambda: _whole(name, column.type)),
        Quantity: (pl.Float64, lambda: _quantity(name, column.type)),
    }
    dtype, fast = kept[type(column.type)]
    right = numbers.credit_code_is_right if isinstance(column.type, CreditCode) else None
    return Reading(column, dtype, fast() if fast else None, reader, right)


# --- By whole columns -----------------------------------------------------------------------------------


def _may_stand(words: pl.Series, kind: Any) -> pl.Series:
    short: pl.Series = words.str.len_chars() <= kind.most
    return short & ~words.str.contains(ODD)


def _days(name: pl.Expr) -> pl.Expr:
    day = pl.when(name.str.len_bytes() == 10).then(name).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.is_between(SINCE, UNTIL)).then(day)


def _fen(name: pl.Expr, kind: Any) -> pl.Expr:
    yuan = name.cast(pl.Float64, strict=False)
    low = -kind.most_yuan if kind.negative else 0
    fen = (yuan * 100).round(0)
    exact = yuan.is_between(low, kind.most_yuan) & ((fen - yuan * 100).abs() < 1e-4)
    return pl.when(exact).then(fen).cast(pl.Int64)


def _whole(name: pl.Expr, kind: Any) -> pl.Expr:
    number = name.cast(pl.Int64, strict=False)
    return pl.when(number.is_between(kind.low, kind.high)).then(number)


def _quantity(name: pl.Expr, kind: Any) -> pl.Expr:
    number = name.cast(pl.Float64, strict=False)
    return pl.when(number.is_between(kind.low, kind.high)).then(number.round(kind.places))


# --- One text at a time -----------------------------------------------------------------------------------


@singledispatch
def reader_of(kind: Type, *, on: date) -> Reader:  # noqa: ARG001
    """Return the reader of one text of a type: a function to its value, None for nothing; raises ValueError in words."""
    raise TypeError(f"no reader of {kind}")


@reader_of.register
def _(kind: Text, *, on: date) -> Reader:  # noqa: ARG001
    return tabular.words(kind.most)


@reader_of.register
def _(kind: CreditCode, *, on: date) -> Reader:  # noqa: ARG001
    return credit_code.check


@reader_of.register
def _(kind: IdNumber, *, on: date) -> Reader:  # noqa: ARG001
    return lambda text: identity.check(text, on=on)


@reader_of.register
def _(kind: Phone, *, on: date) -> Reader:  # noqa: ARG001
    return lambda text: None if tidy(text) in NOTHING else identity.check_phone(text)


@reader_of.register
def _(kind: RegionCode, *, on: date) -> Reader:  # noqa: ARG001
    def reader(text: str) -> str:
        code = tidy(text)
        if not code.isdigit() or len(code) not in kind.digits:
            many = "或".join(map(str, kind.digits))
            raise Wrong(f"不是{many}位行政区划代码", "请填行政区划代码，如 150221")
        codes.level_of(code)
        return code

    return reader


@reader_of.register
def _(kind: Whole, *, on: date) -> Reader:  # noqa: ARG001
    return tabular.whole(kind.low, kind.high, unit=kind.unit)


@reader_of.register
def _(kind: Money, *, on: date) -> Reader:  # noqa: ARG001
    return tabular.money(most_yuan=kind.most_yuan, negative=kind.negative)


@reader_of.register
def _(kind: Quantity, *, on: date) -> Reader:  # noqa: ARG001
    def reader(text: str) -> float | None:
        typed = tidy(text).replace(",", "").removesuffix(kind.unit).strip()
        if typed in NOTHING:
            return None
        try:
            number = float(typed)
        except ValueError:
            raise Wrong("不是数字", "只填数字") from None
        if not kind.low <= number <= kind.high:
            raise Wrong(f"不在{kind.low:g}到{kind.high:g}之间", "请核对数字和单位")
        return round(number, kind.places)

    return reader


@reader_of.register
def _(kind: Day, *, on: date) -> Reader:  # noqa: ARG001
    read = tabular.day()

    def reader(text: str) -> date | None:
        day: date | None = read(text)
        if day and not SINCE <= day <= UNTIL:
            raise Wrong("年份不合常理", "请核对年份，写成 2026-05-01 的样子")
        return day

    return reader


@reader_of.register
def _(kind: Month, *, on: date) -> Reader:  # noqa: ARG001
    read = tabular.month()

    def reader(text: str) -> date | None:
        month: str | None = read(text)
        return date.fromisoformat(f"{month}-01") if month else None

    return reader


@reader_of.register
def _(kind: Flag, *, on: date) -> Reader:  # noqa: ARG001
    yes, no = ("是", "有", "1", "true", "y", "√"), ("否", "无", "0", "false", "n", "×")
    return tabular.one_of({**dict.fromkeys(yes, True), **dict.fromkeys(no, False)}, tell="是、否")


@reader_of.register
def _(kind: OneOf, *, on: date) -> Reader:  # noqa: ARG001
    return tabular.one_of({**dict(kind.values), **{c: c for _, c in kind.values}}, tell=kind.words)
