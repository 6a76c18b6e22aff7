"""Questions to rows sorted by owner and day: how many in a span, how much, which came last, how much is left of them.

Each answer depends on the rows of its own owner before the day asked about and on nothing else, to the last bit: sums are in whole units,
decay runs row by row. So a table without its future gives the same answers, which the leak tests demand exactly.
"""

from __future__ import annotations

import numpy as np

from .arrays import NEVER, Codes, Days, Flags, Floats
from .cohort import keys

UNIT = 10_000  # amounts are added in ten-thousandths


class Timeline:
    """Rows by owner and day. `day` is the day from which a row may be read; rows of `NEVER` are dropped."""

    def __init__(self, owner: Codes, day: Days, keep: Flags | None = None) -> None:
        usable = (day < NEVER) & (owner >= 0)
        if keep is not None:
            usable &= keep
        at = np.flatnonzero(usable)
        told = keys(owner[at], day[at])
        order = np.argsort(told, kind="stable")
        self.rows = at[order]
        self.keys = told[order]
        self.owner = owner[self.rows]
        self.day = day[self.rows]
        self._sums: dict[
            int, tuple[Floats, Codes]
        ] = {}  # with the values: an id is theirs while they live
        self._decays: dict[int, Floats] = {}

    def before(self, owner: Codes, day: Days) -> Codes:
        """Return the place after the last row of the owner before the day."""
        return np.searchsorted(self.keys, keys(owner, day))

    def count(self, owner: Codes, since: Days, until: Days) -> Codes:
        """Count the rows in [since, until)."""
        return self.before(owner, until) - self.before(owner, since)

    def total(self, values: Floats, owner: Codes, since: Days, until: Days) -> Floats:
        """Add the values of the rows in [since, until); empty cells add nothing."""
        held = self._sums.get(id(values), (values, None))[1]
        if held is None:
            told = np.nan_to_num(np.clip(values[self.rows], -1e12, 1e12), nan=0.0)
            held = np.concatenate([[0], np.cumsum(np.rint(told * UNIT).astype(np.int64))])
            self._sums[id(values)] = values, held
        return (held[self.before(owner, until)] - held[self.before(owner, since)]) / UNIT

    def last(self, owner: Codes, day: Days) -> Codes:
        """Return the row known last before the day, −1 where there is none."""
        if not len(self.rows):
            return np.full(len(owner), -1, dtype=np.int64)
        at = self.before(owner, day) - 1
        same = (at >= 0) & (self.owner[np.maximum(at, 0)] == owner)
        return np.where(same, self.rows[np.maximum(at, 0)], -1)

    def first_day(self, owner: Codes, day: Days) -> Days:
        """Return the day of the first row, `NEVER` where there is none before the day."""
        at = np.searchsorted(self.keys, keys(owner, np.full(len(owner), -NEVER)))
        if not len(self.rows):
            return np.full(len(owner), NEVER, dtype=np.int64)
        inside = np.minimum(at, len(self.rows) - 1)
        same = (at < len(self.rows)) & (self.owner[inside] == owner) & (self.day[inside] < day)
        return np.where(same, self.day[inside], NEVER)

    def last_day(self, owner: Codes, day: Days) -> Days:
        """Return the day of the last row before the day, −`NEVER` where there is none."""
        if not len(self.rows):
            return np.full(len(owner), -NEVER, dtype=np.int64)
        at = self.before(owner, day) - 1
        same = (at >= 0) & (self.owner[np.maximum(at, 0)] == owner)
        return np.where(same, self.day[np.maximum(at, 0)], -NEVER)

    def decay(self, half_life: int, owner: Codes, day: Days) -> Floats:
        """Return Σ 0.5^(age / half-life) over the rows before the day."""
        held = self._decays.get(half_life)
        if held is None:
            held = self._decays[half_life] = self._decayed(half_life)
        if not len(self.rows):
            return np.zeros(len(owner))
        at = self.before(owner, day) - 1
        inside = np.maximum(at, 0)
        same = (at >= 0) & (self.owner[inside] == owner)
        age = np.where(same, day - self.day[inside], 0)
        return np.where(same, held[inside] * np.exp2(-age / half_life), 0.0)

    def _decayed(self, half_life: int) -> Floats:
        """Run through each owner's rows in order, all owners side by side."""
        n = len(self.rows)
        left = np.ones(n)
        if n < 2:
            return left
        begins = np.flatnonzero(np.concatenate([[True], self.owner[1:] != self.owner[:-1]]))
        lengths = np.diff(np.concatenate([begins, [n]]))
        by_length = np.argsort(-lengths, kind="stable")
        begins, lengths = begins[by_length], lengths[by_length]
        fade = np.ones(n)
        fade[1:] = np.exp2(-np.maximum(self.day[1:] - self.day[:-1], 0) / half_life)
        for place in range(1, int(lengths[0])):
            at = begins[: int(np.searchsorted(-lengths, -place, side="left"))] + place
            left[at] = left[at - 1] * fade[at] + 1
        return left
