"""提问 — the columns as a check is given them, and the order in which what is asked of them is reckoned. Loaded by jobs and commands only.

What several questions need (the month of a day, a day so many months on) becomes a column of its own and is reckoned once. Its name begins with
HIDDEN; such columns are let go after the checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl

from tongzhou.registry import identity

from . import calendar
from .declare import Derived, IdNumber, Table

HIDDEN = "~"
SEVENTEEN = identity.LENGTH - 1  # digits of an identity number before its check character
Step = list[pl.Expr] | Derived


def digits_of(code: str) -> str:
    """Return the name of the hidden column of an identity number: its first seventeen digits as a whole number."""
    return f"{HIDDEN}digits of {code}"


class Asked:
    """What a check is given: columns by their name, as expressions of the engine."""

    def __init__(self, on: date) -> None:
        self.today = pl.lit(on)
        self.hidden: dict[str, pl.Expr] = {}

    def __getitem__(self, code: str) -> pl.Expr:
        return pl.col(code)

    def __getattr__(self, code: str) -> pl.Expr:
        if code.startswith("__"):
            raise AttributeError(code)
        return pl.col(code)

    def once(self, of: Any, name: str, reckon: Callable[[Any], pl.Expr]) -> pl.Expr:
        """Return a column that is reckoned of another once, whoever asks for it. `name`: what is reckoned."""
        named = f"{HIDDEN}{name} {of}"
        if named not in self.hidden:
            self.hidden[named] = reckon(of).alias(named)
        return pl.col(named)

    def months_after(self, day: Any, months: Any) -> Any:
        """Return the corresponding day so many months on, a number or a column of them."""
        here = self.once(day, "month and day of", calendar.month_day)
        there = self.once(here, f"{months} months after", lambda d: calendar.month_on(d, months))
        return calendar.day_in(there, here)

    def days_after(self, day: Any, many: int) -> Any:
        """Return the day so many days on, or back."""
        return calendar.days_after(day, many)

    def whole_months(self, first: Any, until: Any) -> Any:
        """Return how many months have passed whole from one day to another."""
        begun = self.once(first, "month and day of", calendar.month_day)
        return calendar.months_between(begun, self.month_and_day(until))

    def month_and_day(self, day: Any) -> Any:
        """Return a day as a number that orders as days do, the last day of a month as its thirty-first. See `calendar.pair`."""
        return self.once(day, "month and end of", calendar.month_end)

    def pair(self, month: Any, day: Any) -> Any:
        """Return month (counted from the year nought) and day as such a number."""
        return calendar.pair(month, day)

    def as_number(self, day: Any) -> Any:
        """Return a day as a number, 20261126."""
        return self.once(day, "number of", calendar.as_number)

    def digits(self, code: str, first: int, many: int) -> Any:
        """Return digits of an identity number as a whole number, counted from one, of the first seventeen."""
        whole, beyond = pl.col(digits_of(code)), SEVENTEEN - first - many + 1
        return (whole // 10**beyond if beyond else whole) % 10**many

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


def questions(table: Table, on: date) -> tuple[list[Step], list[pl.Expr]]:
    """Return what is reckoned after the reading, step by step, and then of each check a mask of the rows that break it.

    A step is a look-up, or expressions that may be reckoned together. Raises ValueError for what is derived from nothing.
    """
    columns = Asked(on)
    defaults = [pl.col(c.code).fill_null(c.default) for c in table.columns if c.default is not None]
    derived = [_derived(columns, one) for one in table.derived]
    broken = [c.broken(columns).fill_null(False).alias(c.code) for c in table.checks]
    levels = dict.fromkeys((c.code for c in table.columns), 0)
    levels |= {digits_of(c.code): 0 for c in table.columns if isinstance(c.type, IdNumber)}
    levels |= {default.meta.output_name(): 1 for default in defaults}
    placed: list[tuple[int, pl.Expr | Derived]] = [(1, default) for default in defaults]

    def make_ready(names: Iterable[str]) -> None:
        for name in names:
            if name in columns.hidden and name not in levels:
                hidden = columns.hidden[name]
                place(hidden, (name,), hidden.meta.root_names())

    def place(asked: pl.Expr | Derived, gives: Sequence[str], needs: Sequence[str]) -> None:
        make_ready(needs)
        level = 1 + max((levels[name] for name in needs), default=0)
        placed.append((level, asked))
        levels.update(dict.fromkeys(gives, level))

    for one, asked in zip(table.derived, derived, strict=True):
        needs = one.of if isinstance(asked, Derived) else asked.meta.root_names()
        place(asked, one.codes, needs)
    make_ready(name for mask in broken for name in mask.meta.root_names())
    return list(_steps(placed)), broken


def _derived(columns: Asked, one: Derived) -> pl.Expr | Derived:
    if one.reckon is not None:
        expression: pl.Expr = one.reckon(columns).alias(one.codes[0])
        return expression
    if one.look_up is None:
        raise ValueError(f"{one.codes} are derived from nothing")
    return one


def _steps(placed: list[tuple[int, pl.Expr | Derived]]) -> Iterator[Step]:
    for level in sorted({level for level, _ in placed}):
        here = [asked for at, asked in placed if at == level]
        yield from (asked for asked in here if isinstance(asked, Derived))
        if together := [asked for asked in here if not isinstance(asked, Derived)]:
            yield together
