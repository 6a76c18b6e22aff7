"""单元格成列读取 — a column of texts becomes a column of values. Loaded by jobs and commands only.

What is written as expected is read by whole columns. Whatever is not (full width, 1,234.00元, a bare serial of Excel) is asked of the
readers of `procedure.tabular`, once for each different text: so an upload of a million rows is read as one of ten, and its faults have
the same words. Columns of few different texts (choices, months, credit codes) are asked so altogether, and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch
from typing import Any

import polars as pl

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular.cells import NOTHING, UNSEEN, Reader, Wrong, tidy
from tongzhou.registry import codes, credit_code, identity, papers

from . import numbers
from .asking import digits_of
from .combining import Few
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
# What a sheet makes of a long number that nobody told it to leave as it is.
NUMBER_OF_EXCEL = re.compile("[0-9](?:[.][0-9]+)?[eE][+][0-9]+")
SINCE, UNTIL = date(1900, 1, 1), date(2200, 12, 31)
REMEMBERED = 500_000  # different texts of a column that are kept from one chunk to the next

Fast = Callable[[pl.Series], pl.Series]


@dataclass
class Reading:
    """How a column is read: as a whole where texts are as expected, else by a reader for each different text."""

    column: Column
    dtype: Any
    fast: Fast | None  # null where it does not apply
    reader: Reader
    on: date
    known: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Wrong] = field(default_factory=dict)
    varied: bool = False  # whether most texts of the last chunk were different
    few: Few = field(init=False)

    def __post_init__(self) -> None:
        self.few = Few(self.dtype)

    def columns(self, texts: pl.Series) -> list[pl.Series]:
        """Return the column as values, null where there is none or where it cannot be read (see `fault`); and what is hidden beside it."""
        name = self.column.code
        if isinstance(self.column.type, IdNumber):
            values, digits = self._identity_numbers(texts)
            return [values.alias(name), digits.alias(digits_of(name))]
        if texts.null_count() == len(texts):
            return [nothing(name, self.dtype, len(texts))]
        return [self._values(texts).alias(name)]

    def _values(self, texts: pl.Series) -> pl.Series:
        if isinstance(self.column.type, Text):
            different = (texts if self.varied else texts.unique()).drop_nulls()
            odd = different.filter(~_may_stand(different, self.column.type)).unique()
            self.varied = 2 * len(different) > len(texts)
            return self._but(texts, odd)
        if isinstance(self.column.type, CreditCode):
            return self.few.values(texts, self._credit_codes)
        if isinstance(self.column.type, Phone):
            return self._scattered(texts, _phones(texts))
        if self.fast is None:
            return self.few.values(texts, self._asked)
        read = self.fast(texts)
        if read.null_count() == texts.null_count():
            return read
        at = (texts.is_not_null() & read.is_null()).arg_true()
        return read.scatter(at, self._mapped(texts.gather(at)))

    def _scattered(self, texts: pl.Series, right: pl.Series) -> pl.Series:
        """Return texts as they stand where they are right, the others read one by one."""
        at = (~right.fill_null(True)).arg_true()
        return texts.scatter(at, self._mapped(texts.gather(at))) if len(at) else texts

    def _identity_numbers(self, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Return identity numbers, and the first seventeen digits of each."""
        parts = numbers.parts_of(texts)
        digits = parts["digits"]
        right = numbers.identity_numbers(parts, on=self.on)
        at = (~right.fill_null(True)).arg_true()
        if not len(at):
            return texts, digits
        mended = self._mapped(texts.gather(at))
        return texts.scatter(at, mended), digits.scatter(at, numbers.parts_of(mended)["digits"])

    def _but(self, texts: pl.Series, odd: pl.Series) -> pl.Series:
        """Return words as they stand, but those of `odd`, which are read one by one."""
        if not len(odd):
            return texts
        at = texts.is_in(odd.implode()).fill_null(False).arg_true()
        return texts.scatter(at, self._mapped(texts.gather(at)))

    def _credit_codes(self, texts: list[str]) -> list[str | None]:
        """Return credit codes: most are right as they stand."""
        right = numbers.credit_codes(pl.Series(texts, dtype=pl.String)).to_list()
        return [
            t if is_right else self._asked([t])[0] for t, is_right in zip(texts, right, strict=True)
        ]

    def _mapped(self, texts: pl.Series) -> pl.Series:
        """Return the values of some texts, each different one read once."""
        present = texts.drop_nulls()
        values = pl.Series(texts.name, self._asked(present.to_list()), dtype=self.dtype)
        if len(present) == len(texts):
            return values
        none = nothing(texts.name, self.dtype, len(texts))
        return none.scatter(texts.is_not_null().arg_true(), values)

    def _asked(self, texts: list[str]) -> list[Any]:
        """Return the values of different texts: remembered, or read now."""
        if len(self.known) > REMEMBERED:
            self.known.clear()
        self.known.update((text, self._read(text)) for text in texts if text not in self.known)
        return [self.known[text] for text in texts]

    def asked(self, text: str) -> Any:
        """Return the value of one text; None where it cannot be read."""
        return self._asked([text])[0]

    def unread(self, texts: pl.Series, values: pl.Series) -> pl.Series | None:
        """Return which cells hold something that cannot be read; None where every cell can."""
        if not self.wrong or values.null_count() == texts.null_count():
            return None
        at = (values.is_null() & texts.is_not_null()).arg_true()
        bad = [text in self.wrong for text in texts.gather(at).to_list()]
        if not any(bad):
            return None
        return pl.repeat(False, len(texts), eager=True).scatter(at, bad)

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


def nothing(name: str, dtype: Any, rows: int) -> pl.Series:
    """Return a column in which nothing stands."""
    return pl.Series(name, [None], dtype=dtype).new_from_index(0, rows)


def reading_of(column: Column, *, on: date) -> Reading:
    """Return how a column is read. `on` is the day of asking: nobody is born after it."""
    kind = column.type
    reader = reader_of(kind, on=on)
    kept: dict[type, tuple[Any, Fast | None]] = {
        Text: (pl.String, None),
        CreditCode: (pl.String, None),
        RegionCode: (pl.String, None),
        OneOf: (pl.String, None),
        Flag: (pl.Boolean, None),
        Month: (pl.Date, None),
        Phone: (pl.String, None),
        IdNumber: (pl.String, None),
        Day: (pl.Date, _days),
        Money: (pl.Int64, lambda texts: _fen(texts, kind)),
        Whole: (pl.Int64, lambda texts: _whole(texts, kind)),
        Quantity: (pl.Float64, lambda texts: _quantity(texts, kind)),
    }
    dtype, fast = kept[type(kind)]
    return Reading(column, dtype, fast, reader, on)


# --- By whole columns -----------------------------------------------------------------------------------
# Each returns null where a text is not as expected. Nothing is reckoned twice, so each step is a column.


def _may_stand(words: pl.Series, kind: Any) -> pl.Series:
    right: pl.Series = ~words.str.contains(ODD)
    longest: Any = words.str.len_bytes().max()
    if longest is None or longest <= kind.most:  # no text has more letters than bytes
        return right
    short: pl.Series = words.str.len_chars() <= kind.most
    return right & short


def _where(values: pl.Series, holds: pl.Series) -> pl.Series:
    """Return the values where something holds, null elsewhere: mostly it holds for all."""
    if holds.null_count() == values.null_count() and holds.all():
        return values
    none = pl.Series([None], dtype=values.dtype).new_from_index(0, len(values))
    return values.zip_with(holds.fill_null(False), none)


def _phones(texts: pl.Series) -> pl.Series:
    return texts.str.contains("^1[3-9][0-9]{9}$")


def _days(texts: pl.Series) -> pl.Series:
    ten = _where(texts, texts.str.len_bytes() == 10)
    days = ten.str.to_date("%Y-%m-%d", strict=False, cache=False)
    return _where(days, days.is_between(SINCE, UNTIL))


def _fen(texts: pl.Series, kind: Any) -> pl.Series:
    low = -kind.most_yuan if kind.negative else 0
    yuan = texts.cast(pl.Float64, strict=False)
    hundredfold = yuan * 100
    fen = hundredfold.round(0)
    exact = yuan.is_between(low, kind.most_yuan) & ((fen - hundredfold).abs() < 1e-4)
    return _where(fen, exact).cast(pl.Int64)


def _whole(texts: pl.Series, kind: Any) -> pl.Series:
    number = texts.cast(pl.Int64, strict=False)
    return _where(number, number.is_between(kind.low, kind.high))


def _quantity(texts: pl.Series, kind: Any) -> pl.Series:
    number = texts.cast(pl.Float64, strict=False)
    return _where(number, number.is_between(kind.low, kind.high)).round(kind.places)


# --- One text at a time -----------------------------------------------------------------------------------


@singledispatch
def reader_of(kind: Type, *, on: date) -> Reader:  # noqa: ARG001
    """Return the reader of one text of a type: a function to its value, None for nothing; raises ValueError in words."""
    raise TypeError(f"no reader of {kind}")


@reader_of.register
def _(kind: Text, *, on: date) -> Reader:  # noqa: ARG001
    read = tabular.words(kind.most)
    if not kind.as_written:
        return read

    def reader(text: str) -> str:
        read(text)
        return UNSEEN.sub("", text).strip()

    return reader


@reader_of.register
def _(kind: CreditCode, *, on: date) -> Reader:  # noqa: ARG001
    return lambda text: None if tidy(text) in NOTHING else credit_code.check(text)


@reader_of.register
def _(kind: IdNumber, *, on: date) -> Reader:
    if kind.of:
        return number_of_paper(papers.RESIDENT, on=on)
    return _spared_by_excel(lambda text: identity.check(text, on=on))


def number_of_paper(paper: str, *, on: date) -> Reader:
    """Return the reader of the number of one paper, one of `papers.KINDS`."""
    return _spared_by_excel(lambda text: papers.check(text, paper, on=on))


def _spared_by_excel(check: Callable[[str], str]) -> Reader:
    def reader(text: str) -> str:
        if NUMBER_OF_EXCEL.fullmatch(tidy(text)):
            raise Wrong(
                "Excel 把证件号码当成了数字，后几位已经丢失",
                "请把这一列设为“文本”格式，对照证件重新填写",
            )
        return check(text)

    return reader


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
    known = {**dict(kind.values), **{c: c for _, c in kind.values}}
    read = tabular.one_of(known, tell=kind.words)
    # A stroke is nothing, unless it is one of the words.
    none = NOTHING - {tidy(word) for word in known}
    return lambda text: None if tidy(text) in none else read(text)
