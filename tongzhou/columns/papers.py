"""其他证件 — numbers of several papers in one column, each row's paper told by another. Loaded by jobs and commands only.

Rows of 居民身份证 and of whatever else bears a number of GB 11643 are read as in any other column; the others are taken out of it, looked at as a whole by
the pattern of their paper, and put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from tongzhou.registry import papers

from .asking import digits_of
from .cells import Reading, number_of_paper, reading_of
from .declare import Column

# Whose numbers may be of another make, and which they are: one that is right stands as it is.
PATTERNS = {papers.PASSPORT: papers.OF_PASSPORT, papers.PERMANENT: papers.OF_OLD_PERMANENT}
ELSE = {
    papers.PASSPORT: (papers.OF_GB_11643, papers.OF_OLD_PERMANENT),
    papers.PERMANENT: (),
}  # what a number must not be


@dataclass
class Papers:
    """How such a column is read: by one reading for each make of number."""

    column: Column
    on: date
    usual: Reading = field(init=False)
    others: dict[str, Reading] = field(init=False)

    def __post_init__(self) -> None:
        self.usual = reading_of(self.column, on=self.on)
        self.others = {
            kind: Reading(self.column, pl.String, None, number_of_paper(kind, on=self.on), self.on)
            for kind in PATTERNS
        }

    def columns(self, texts: pl.Series, kinds: pl.Series) -> list[pl.Series]:
        """Return the numbers, null where one cannot be read, and the first seventeen digits of those of GB 11643."""
        places = {kind: _of(kind, kinds, texts).arg_true() for kind in self.others}
        here = {kind: at for kind, at in places.items() if len(at)}
        usual = texts.clone() if here else texts  # what is scattered is written in place
        for at in here.values():
            usual = usual.scatter(at, None)
        values, digits = self.usual.columns(usual)
        for kind, at in here.items():
            values = values.scatter(at, self._read(kind, texts.gather(at)))
        return [values.alias(self.column.code), digits.alias(digits_of(self.column.code))]

    def _read(self, kind: str, texts: pl.Series) -> pl.Series:
        right = texts.str.contains(PATTERNS[kind])
        for pattern in ELSE[kind]:
            right = right & ~texts.str.contains(pattern)
        at = (~right.fill_null(True)).arg_true()
        if not len(at):
            return texts
        reading = self.others[kind]
        asked = [reading.asked(text) for text in texts.gather(at).to_list()]
        return texts.scatter(at, pl.Series(asked, dtype=pl.String))

    def unread(
        self, texts: pl.Series, values: pl.Series, kinds: pl.Series
    ) -> Iterator[tuple[Reading, pl.Series]]:
        """Yield, for each make of number, which cells hold something that cannot be read, and what tells it."""
        if values.null_count() == texts.null_count():
            return
        wrong = values.is_null() & texts.is_not_null()
        for kind, reading in self.others.items():
            mine = wrong & _of(kind, kinds, texts)
            if mine.any():
                wrong = wrong & ~mine
                yield reading, mine
        if wrong.any():
            yield self.usual, wrong


def _of(kind: str, kinds: pl.Series, texts: pl.Series) -> pl.Series:
    """Return the rows whose number is read by the pattern of a paper: not those of GB 11643 on a card that may bear either."""
    rows = (kinds == kind).fill_null(False)
    if kind == papers.PERMANENT:
        rows = rows & ~texts.str.contains(papers.OF_GB_11643).fill_null(True)
    return rows
