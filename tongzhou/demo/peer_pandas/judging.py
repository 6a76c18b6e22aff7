"""The rules, which are data, put to the indicators of a day by whole columns: what each rule says, the level and score of an employer, the hits with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from tongzhou.warning.rules import WARNING, Bound, Combination, Level, Rule, RuleBook, Way

from .reading import Frame

MONTHS = 12
HOLDS = {Way.AT_LEAST: "ge", Way.ABOVE: "gt", Way.BELOW: "lt", Way.AT_MOST: "le"}


class Judged:
    """What a book says on a day of employers with their indicators: `ranks` of each rule (−1 grey, 0 calm, missing: not asked), and the bounds that decided."""

    def __init__(self, book: RuleBook, values: Frame, *, on: date) -> None:
        self.book, self.values = book, values
        self.versions = _versions(book, on)
        self.bounds: dict[str, list[tuple[Rule, Level, Bound]]] = {
            code: [(rule, level, bound) for _, rule in found for level in WARNING for bound in rule.levels.get(level, ())]
            for code, found in self.versions.items()
        }  # fmt: skip
        places = self._places({})
        warns = {code: place >= 0 for code, place in places.items()}
        beside = any(bound.with_rule for found in self.bounds.values() for _, _, bound in found)
        self.places = self._places(warns) if beside else places
        self.ranks = pd.DataFrame({code: self._ranks(code) for code in self.versions})

    def _places(self, warns: Mapping[str, Frame]) -> dict[str, Frame]:
        """Return for each rule the place of the bound that decided; −1 calm, −2 grey, −3 not asked."""
        told = {}
        for code, found in self.versions.items():
            place, first = pd.Series(-3, index=self.values.index), 0
            left = pd.Series(True, index=self.values.index)
            for area, rule in found:
                asked = left & _asked(self.values, area, rule)
                bounds = [bound for level in WARNING for bound in rule.levels.get(level, ())]
                place = place.where(~asked, self._version(rule, bounds, first, warns))
                left &= ~asked
                first += len(bounds)
            told[code] = place
        return told

    def _version(self, rule: Rule, bounds: list[Bound], first: int, warns: Mapping[str, Frame]) -> Frame:  # fmt: skip
        there = []
        for bound in bounds:
            holds = getattr(self.values[bound.indicator], HOLDS[bound.way])(float(bound.value))
            holds = holds.fillna(False).astype(bool)
            if bound.with_rule:
                holds &= warns.get(bound.with_rule, False)
            there.append(holds)
        known = self.values[list(rule.indicators)].notna().all(axis=1)
        decided = np.select([*there, known], [*range(first, first + len(bounds)), -1], default=-2)
        return pd.Series(decided, index=self.values.index)

    def _ranks(self, code: str) -> Frame:
        ranks = {n: level.rank for n, (_, level, _) in enumerate(self.bounds[code])}
        return self.places[code].map({**ranks, -1: 0, -2: -1})

    def levels(self) -> Frame:
        """Return uscc, county, industry, score, hits, orange, grey and level of each employer."""
        worst = self.ranks.max(axis=1)
        told = self.values[["uscc", "county", "industry"]].assign(
            score=sum(self._weights(code) for code in self.versions),
            hits=(self.ranks > 0).sum(axis=1),
            orange=(self.ranks == Level.ORANGE.rank).sum(axis=1),
            grey=(self.ranks == Level.GREY.rank).sum(axis=1),
        )
        level = _level(told, worst, self.book.combination)
        for area, way in sorted(self.book.areas, key=lambda one: len(one[0])):
            mine = told.county.str.startswith(area)
            level = level.where(~mine, _level(told, worst, way))
        nothing = worst.where(worst == Level.CALM.rank, Level.GREY.rank)
        return told.assign(level=level.where(told.hits > 0, nothing).astype("int64"))

    def _weights(self, code: str) -> Frame:
        weights = {n: rule.weight * level.rank for n, (rule, level, _) in enumerate(self.bounds[code])}  # fmt: skip
        return self.places[code].map(weights).fillna(0).astype("int64")

    def hits(self, before: list[Frame]) -> Frame:
        """Return a row for each rule that warns of an employer: version, level, value, threshold, and the indicator that decided at the month ends before.

        `before`: the indicators of at most twelve month ends, the oldest first, by the number of the employer, the day itself included.
        """
        found = [self._hits(code, before) for code in self.versions]
        return pd.concat(found).sort_values(["uscc", "rule"], ignore_index=True)

    def _hits(self, code: str, before: list[Frame]) -> Frame:
        bounds = pd.DataFrame(
            [
                {
                    "version": rule.version,
                    "override_of": rule.override_of,
                    "level": level.rank,
                    "indicator": bound.indicator,
                    "threshold": f"{bound.way.value} {bound.value}",
                }
                for rule, level, bound in self.bounds[code]
            ]
        )
        place = self.places[code][self.places[code] >= 0]
        told = self.values.loc[place.index, ["uscc", "county"]].assign(rule=code)
        told = told.join(bounds.take(place).set_index(place.index))
        told["value"] = np.nan
        for name in bounds.indicator.unique():
            mine = told.indicator == name
            told.loc[mine, "value"] = self.values.loc[told.index[mine], name].astype("float64")
        then = [self._then(values, told) for values in before]
        lacking = [pd.Series(np.nan, index=told.index)] * (MONTHS - len(before))
        months = [f"month_{at:02d}" for at in range(1, MONTHS + 1)]
        return told.join(pd.concat([*lacking, *then], axis=1, keys=months))

    @staticmethod
    def _then(values: Frame, told: Frame) -> Frame:
        found = pd.Series(np.nan, index=told.index)
        for name in told.indicator.unique():
            mine = told.index[told.indicator == name]
            found.loc[mine] = values[name].reindex(mine).astype("float64")
        return found


def _versions(book: RuleBook, on: date) -> dict[str, list[tuple[str, Rule]]]:
    """Return the versions of each rule in force on a day, with the area they hold in: the narrowest area first, then the newest."""
    told: dict[str, list[tuple[str, Rule]]] = {}
    for rule in book.rules:
        if rule.on and rule.since <= on and (rule.until is None or on <= rule.until):
            told.setdefault(rule.code, []).extend((area, rule) for area in rule.areas or ("",))
    for found in told.values():
        found.sort(key=lambda v: (len(v[0]), bool(v[1].industries), v[1].since, v[1].version), reverse=True)  # fmt: skip
    return dict(sorted(told.items()))


def _asked(values: Frame, area: str, rule: Rule) -> Frame:
    asked = values.county.str.startswith(area)
    return asked & values.industry.str.startswith(rule.industries) if rule.industries else asked


def _level(told: Frame, worst: Frame, by: Combination) -> Frame:
    """Return the level of those of whom anything warns. See `rules.Combination`."""
    level = worst if by.worst else worst.clip(upper=Level.BLUE.rank)
    if by.score_yellow is not None:
        level = level.where(told.score < by.score_yellow, level.clip(lower=Level.YELLOW.rank))
    if by.score_red is not None:
        level = level.where(told.score < by.score_red, Level.RED.rank)
    if by.oranges:
        level = level.where(told.orange < by.oranges, Level.RED.rank)
    return level
