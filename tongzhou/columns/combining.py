"""组合 — different texts, and different combinations of values, as small numbers: what is known of each is then found by its place. Loaded by jobs and commands only.

A column of a thousand rows holds few different choices, counties, months. The engine gives each text a number the first time it is met, the same from
chunk to chunk; what a reader or a look-up has said of it is a row of a table, and a column of numbers is answered by one look into it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import reduce
from operator import mul
from typing import Any

import polars as pl

from .declare import Derived

REMEMBERED = 500_000  # different texts of a column that are kept from one chunk to the next
# Places of a table of combinations; more are told apart by the engine, chunk by chunk.
MOST = 1 << 20
WHOLE = 1 << 62
DTYPES = {int: pl.Int64, str: pl.String, bool: pl.Boolean, date: pl.Date}


class Dictionary:
    """The different texts of a column, each with the number it was given when it was first met."""

    def __init__(self) -> None:
        self.many = 0
        self._kind = pl.Categorical(pl.Categories.random())
        self._held = pl.Series([], dtype=self._kind)  # the engine forgets numbers nobody holds

    def numbers(self, texts: pl.Series) -> tuple[pl.Series, list[str]]:
        """Return the number of each text, null where there is none; and in the order of their numbers those met now."""
        numbers = texts.cast(self._kind).to_physical()
        top: Any = numbers.max()
        if top is None or top < self.many:
            return numbers, []
        new = pl.int_range(self.many, top + 1, dtype=pl.UInt32, eager=True)
        self.many = top + 1
        return numbers, new.cat.to(self._kind).cast(pl.String).to_list()


class Few:
    """The values of a column of few different texts: each text is read once, and is from then on a place in a table."""

    def __init__(self, dtype: Any) -> None:
        self._dtype = dtype
        self._begin()

    def _begin(self) -> None:
        self._known = Dictionary()
        self._table = pl.Series([], dtype=self._dtype)
        self._as_written = True

    def values(self, texts: pl.Series, read: Callable[[list[str]], list[Any]]) -> pl.Series:
        """Return the values of texts. `read` returns that of each text, None where there is none."""
        if self._known.many > REMEMBERED:
            self._begin()
        numbers, new = self._known.numbers(texts)
        if new:
            values = read(new)
            self._table = pl.concat([self._table, pl.Series(values, dtype=self._dtype)])
            self._as_written = self._as_written and values == new
        return texts if self._as_written else self._table.gather(numbers)


class Places:
    """A column of texts in a combination: each text has a place, from one on; nothing has the place nought."""

    def __init__(self) -> None:
        self._known = Dictionary()
        self._texts: list[str] = []

    def places(self, column: pl.Series) -> pl.Series:
        """Return the place of each value, and meet new ones."""
        numbers, new = self._known.numbers(column)
        self._texts += new
        return _from_one(numbers)

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the first place and how many there are room for: twice as many whenever they do not suffice."""
        return 0, max(16, 1 << len(self._texts).bit_length())

    def value(self, place: int) -> Any:
        """Return what has a place."""
        return self._texts[place - 1] if place else None


class _Numbers:
    """A column of whole numbers in a combination: those between the least and the most that were met have a place each."""

    ROOM = 64  # bounds are moved by so many at least

    def __init__(self) -> None:
        self._low, self._high = 0, self.ROOM

    def places(self, column: pl.Series) -> pl.Series:
        """Return the place of each value, and move the bounds where it lies beyond them."""
        low: Any = column.min()
        high: Any = column.max()
        if low is not None:
            if not self._low <= low <= self._high:
                self._low = low // self.ROOM * self.ROOM
            if not self._low <= high <= self._high:
                self._high = (high // self.ROOM + 1) * self.ROOM
        return _from_one(column.cast(pl.Int64) - self._low)

    @property
    def bounds(self) -> tuple[int, int]:
        """Return the least number and how many places there are."""
        return self._low, self._high - self._low + 2

    def value(self, place: int) -> Any:
        """Return what has a place."""
        return self._low + place - 1 if place else None


def _from_one(places: pl.Series) -> pl.Series:
    moved = places + 1
    return moved.fill_null(0) if moved.null_count() else moved


class LookUp:
    """The answers of a look-up (`declare.Derived`), asked once for each different combination of what is given: texts and whole numbers."""

    def __init__(self, derived: Derived, words: dict[str, Places] | None = None) -> None:
        self.derived = derived
        self._columns: list[Places | _Numbers] = []
        self._words = {} if words is None else words  # by column, shared with other look-ups
        self._bounds: list[tuple[int, int]] = []
        self._rows: dict[tuple[Any, ...], int] = {}  # combination, and where its answers stand
        self._answers: list[list[Any]] = [[] for _ in derived.codes]
        self._kept = [pl.Series([], dtype=DTYPES[kind]) for kind in derived.gives]
        # By the place of a combination, where its answers stand.
        self._table: pl.Series | None = None

    def answers(
        self,
        given: pl.DataFrame,
        alone: Collection[str] = (),
        placed: dict[str, pl.Series] | None = None,
    ) -> list[pl.Series]:
        """Return the answers for each row. `alone`: columns that say the same in all of them; `placed`: places of texts of these rows."""
        if not self._columns:
            self._columns = [
                self._words.setdefault(s.name, Places()) if s.dtype == pl.String else _Numbers()
                for s in given
            ]
        placed = {} if placed is None else placed
        places = [
            self._places(of, column.head(1) if column.name in alone else column, placed)
            for of, column in zip(self._columns, given, strict=True)
        ]
        bounds = [of.bounds for of in self._columns]
        if bounds != self._bounds:
            self._lay(bounds)
        rows = self._found(self._index(places, len(given)))
        return [
            kept.gather(rows).alias(code)
            for code, kept in zip(self.derived.codes, self._kept, strict=True)
        ]

    @staticmethod
    def _places(
        of: Places | _Numbers, column: pl.Series, placed: dict[str, pl.Series]
    ) -> pl.Series:
        if isinstance(of, _Numbers):
            return of.places(column)
        if column.name not in placed:
            placed[column.name] = of.places(column)
        return placed[column.name]

    def _index(self, places: list[pl.Series], rows: int) -> pl.Series:
        """Return the place of each combination, from the places of what it is made of."""
        kind = pl.UInt32 if self._table is not None else pl.Int64
        index, same = pl.Series([0], dtype=kind), 0
        for at, (_, size) in zip(places, self._bounds, strict=True):
            if len(at) < rows:
                index, same = index * size, same * size + int(at[0])
            else:
                index, same = index * size + at.cast(kind), same * size
        index = index + same
        return index if len(index) == rows else index.new_from_index(0, rows)

    def _found(self, index: pl.Series) -> pl.Series:
        """Return where the answers of each row stand."""
        if self._table is None:
            different = index.unique()
            return index.replace_strict(different, self._asked(different), return_dtype=pl.Int64)
        rows = self._table.gather(index)
        if not rows.null_count():
            return rows
        new = index.filter(rows.is_null()).unique()
        self._table = self._table.scatter(new, self._asked(new))
        return self._table.gather(index)

    def _asked(self, index: pl.Series) -> list[int]:
        """Return where the answers of these combinations stand: asked for now, if they were not before."""
        combinations = [self._combination(place) for place in index.to_list()]
        new = [one for one in combinations if one not in self._rows]
        if new:
            assert self.derived.look_up is not None
            for one, answers in zip(new, self.derived.look_up(new), strict=True):
                self._rows[one] = len(self._rows)
                for column, answer in zip(self._answers, answers, strict=True):
                    column.append(answer)
            self._kept = [
                pl.Series(answers, dtype=kept.dtype)
                for answers, kept in zip(self._answers, self._kept, strict=True)
            ]
        return [self._rows[one] for one in combinations]

    def _combination(self, place: int) -> tuple[Any, ...]:
        values = []
        for of, (_, size) in zip(reversed(self._columns), reversed(self._bounds), strict=True):
            place, at = divmod(place, size)
            values.append(of.value(at))
        return tuple(reversed(values))

    def _lay(self, bounds: list[tuple[int, int]]) -> None:
        """Begin the table anew, as large as these bounds ask for. What was answered is asked for by its combination, not again."""
        self._bounds = bounds
        many = reduce(mul, (size for _, size in bounds))
        if many > WHOLE:
            raise OverflowError(f"{self.derived.codes}: numbers too far apart to be combined")
        none = pl.Series([None], dtype=pl.Int64)
        self._table = none.new_from_index(0, many) if many <= MOST else None
