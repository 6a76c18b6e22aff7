"""Features: what could be read about each name on the morning of its list, and nothing that came later.

A feature says from which column it comes, so that a leak test can name the column. `recipe` decides once, from the config and the
kinds of columns, what is built; the values are functions of rows and cells known before the day of each point.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from .arrays import NEVER, Codes, Days, Flags, Floats, Matrix
from .cohort import Members, Question
from .plugin import Plugin
from .table import Events
from .timeline import Timeline

MOST_LEVELS = 40  # of one category, told apart by the trees
MOST_COUNTED = 8  # of one category, counted one by one
FAR = 20_000.0  # days; stands for “never”


class Feature(NamedTuple):
    """One column of the matrix. `levels` > 0: a category, coded by how common it was when learned."""

    name: str
    source: str  # the column of the table, or "" for counts of rows
    values: Floats | Matrix
    is_category: bool = False


@dataclass
class Builder:
    """Builds features from one view of the table; keeps its timelines for the next morning."""

    question: Question
    events: Events
    plugin: Plugin | None = None
    _lines: dict[str, Timeline] = field(default_factory=dict)
    _values: dict[str, Floats] = field(default_factory=dict)
    _codes: dict[str, Codes] = field(default_factory=dict)

    # --- timelines --------------------------------------------------------------------------

    def rows(self) -> Timeline:
        """All rows by entity."""
        return self._line("rows", self.events.entity, self.events.known)

    def matching(self, name: str) -> Timeline:
        """Rows that match the condition of the label, or of the cohort, once all asked about is known."""
        if name not in self._lines:
            condition = self.question.label if name == "label" else self.question.member
            day = condition.available(self.events)
            keep = condition.match(self.events)
            self._lines[name] = Timeline(self.events.entity, day, keep)
        return self._lines[name]

    def findings(self) -> Timeline:
        """Visits that found something, from the day the finding could be read."""
        return self._visits("findings", found=True)

    def visits(self) -> Timeline:
        """Visits with any result."""
        return self._visits("visits", found=False)

    def _visits(self, name: str, *, found: bool) -> Timeline:
        if name not in self._lines:
            condition, column = self.question.label, self.question.value
            day = np.maximum(condition.available(self.events), self.events.cell_known(column))
            value = self.events.number(column)
            keep = (value > 0) if found else ~np.isnan(value)
            self._lines[name] = Timeline(
                self.events.entity, day, keep & condition.match(self.events)
            )
        return self._lines[name]

    def _line(self, name: str, owner: Codes, day: Days, keep: Flags | None = None) -> Timeline:
        if name not in self._lines:
            self._lines[name] = Timeline(owner, day, keep)
        return self._lines[name]

    def codes(self, column: str) -> Codes:
        """Return the codes of a column in this view."""
        if column not in self._codes:
            self._codes[column] = self.events.text(column)[0]
        return self._codes[column]

    def cells(self, column: str) -> Timeline:
        """Filled cells of a column by entity, from the day each could be read."""
        name = f"cells:{column}"
        if name not in self._lines:
            filled = self.codes(column) >= 0
            self._lines[name] = Timeline(self.events.entity, self.available(column), filled)
        return self._lines[name]

    def available(self, column: str) -> Days:
        """Return for each row the day from which both row and cell are known."""
        return np.maximum(self.events.known, self.events.cell_known(column))

    def numbers(self, column: str) -> Floats:
        """Return the numbers of a column in this view."""
        if column not in self._values:
            self._values[column] = self.events.number(column)
        return self._values[column]

    def last_code(self, column: str, members: Members) -> Codes:
        """Return the code known last about each name, −1 for none."""
        row = self.cells(column).last(members.entity, members.day)
        return np.where(row >= 0, self.codes(column)[np.maximum(row, 0)], -1)

    # --- features ---------------------------------------------------------------------------

    def common(self, members: Members) -> list[Feature]:
        """Build what needs no vocabulary: counts, decay, ages, amounts, peers."""
        found = self._counts(members)
        config = self.question.config.features
        for column in config.amount:
            found += self._amounts(column, members)
        for column in dict.fromkeys(config.static):
            if self.events.raw.is_numeric(column) or column in self.events.date_columns:
                row = self.cells(column).last(members.entity, members.day)
                value = self.numbers(column)[np.maximum(row, 0)]
                found.append(Feature(f"{column}", column, np.where(row >= 0, value, np.nan)))
        for column in dict.fromkeys([*config.category, *config.text]):
            found += self._peers(column, members)
        if self.plugin:
            found += self.plugin.build(self.events, members)
        return found

    def categories(self) -> list[str]:
        """List the columns that are told apart by their values."""
        config = self.question.config.features
        static = [
            column
            for column in config.static
            if not (self.events.raw.is_numeric(column) or column in self.events.date_columns)
        ]
        return list(dict.fromkeys([*config.category, *static]))

    def _counts(self, members: Members) -> list[Feature]:
        config = self.question.config.features
        found: list[Feature] = []
        lines = [("rows", self.rows())]
        if self.question.label.tree is not None and not self.question.value:
            lines.append(("label", self.matching("label")))
        if self.question.value:
            lines += [("visits", self.visits()), ("findings", self.findings())]
        for name, line in lines:
            for window in sorted(set(config.windows_days)):
                count = line.count(members.entity, members.day - window, members.day)
                found.append(Feature(f"{name}_{window}d", "", count.astype(np.float64)))
            whole = line.count(members.entity, np.full(members.n, -NEVER), members.day)
            found.append(Feature(f"{name}_ever", "", whole.astype(np.float64)))
            for half in sorted(set(config.half_lives_days)):
                found.append(
                    Feature(
                        f"{name}_decay_{half}d", "", line.decay(half, members.entity, members.day)
                    )
                )
            last = line.last_day(members.entity, members.day)
            first = line.first_day(members.entity, members.day)
            found.append(
                Feature(
                    f"{name}_days_since",
                    "",
                    np.where(last > -NEVER, members.day - last, FAR).astype(np.float64),
                )
            )
            age = np.where(first < NEVER, members.day - first, 0).astype(np.float64)
            found.append(Feature(f"{name}_days_since_first", "", age))
            rate = np.where(age > 0, whole / np.maximum(age, 90.0) * 365, 0.0)
            found.append(Feature(f"{name}_per_year", "", rate))
        if self.question.value:
            looked = lines[1][1].count(members.entity, np.full(members.n, -NEVER), members.day)
            positive = lines[2][1].count(members.entity, np.full(members.n, -NEVER), members.day)
            found.append(
                Feature(
                    "findings_share",
                    "",
                    np.where(looked > 0, positive / np.maximum(looked, 1), np.nan),
                )
            )
            row = self.visits().last(members.entity, members.day)
            value = self.numbers(self.question.value)[np.maximum(row, 0)]
            found.append(
                Feature("last_finding", self.question.value, np.where(row >= 0, value, np.nan))
            )
        return found

    def _amounts(self, column: str, members: Members) -> list[Feature]:
        line, values, found = self.cells(column), self.numbers(column), []
        for window in sorted(set(self.question.config.features.windows_days)):
            since = members.day - window
            total = line.total(values, members.entity, since, members.day)
            count = line.count(members.entity, since, members.day)
            found.append(Feature(f"{column}_sum_{window}d", column, total))
            if window == max(self.question.config.features.windows_days):
                mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
                found.append(Feature(f"{column}_mean_{window}d", column, mean))
        row = line.last(members.entity, members.day)
        found.append(
            Feature(
                f"{column}_last", column, np.where(row >= 0, values[np.maximum(row, 0)], np.nan)
            )
        )
        return found

    def _peers(self, column: str, members: Members) -> list[Feature]:
        """Rows of all entities that share the value: the other lifts of one owner."""
        code = self.last_code(column, members)
        line = self._line(f"peers:{column}", self.codes(column), self.available(column))
        count = np.where(
            code >= 0, line.count(np.maximum(code, 0), members.day - 365, members.day), 0
        )
        return [Feature(f"{column}_peer_rows_365d", column, count.astype(np.float64))]

    def level_count(self, column: str, code: int, members: Members) -> Floats:
        """Count the rows of one category in the longest window."""
        window = max(self.question.config.features.windows_days, default=365)
        line = self._line(
            f"level:{column}:{code}",
            self.events.entity,
            self.available(column),
            self.codes(column) == code,
        )
        return line.count(members.entity, members.day - window, members.day).astype(np.float64)

    def levels(self, column: str, day: int, most: int = MOST_LEVELS) -> list[int]:
        """Return the codes that were most common among cells known before the day, commonest first."""
        codes = self.codes(column)
        seen = codes[(self.available(column) < day) & (codes >= 0)]
        counts = np.bincount(seen) if len(seen) else np.empty(0, dtype=np.int64)
        order = np.lexsort((np.arange(len(counts)), -counts))
        return [int(code) for code in order[:most] if counts[code] > 0]


def coded(code: Codes, levels: list[int]) -> Floats:
    """Turn codes into places in the list of levels; one place more for all others; NaN for none."""
    top = max(max(levels, default=0), int(code.max(initial=0))) + 1
    place = np.full(top + 1, len(levels), dtype=np.float64)
    place[levels] = np.arange(len(levels))
    return np.where(code >= 0, place[np.maximum(code, 0)], np.nan)
