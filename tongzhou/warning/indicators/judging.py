"""Judging whole columns: rules, as plain data, put to the indicators of a day. `rules.judge` is the same for one employer, and tests compare them.

For each rule of the book a column says what was decided, as one whole number: a thousand times the weight of the level plus the number
of the bound that decided; 0 calm, −1 grey, −2 not asked of this employer. Levels, values, thresholds and scores follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import ibis

from tongzhou.warning.rules import WARNING, Bound, Combination, Level, Rule, RuleBook, Way

from .known import Table

CALM, GREY, UNASKED = 0, -1, -2
ROUND = 1000


@dataclass(frozen=True)
class Numbered:
    """A bound of one version of a rule under the number it has in a book."""

    number: int
    rule: Rule
    level: Level
    bound: Bound


class Judge:
    """A rule book as expressions, for one day."""

    def __init__(self, book: RuleBook, *, on: date) -> None:
        self.book, self.on = book, on
        self.versions: dict[str, list[tuple[str, Rule]]] = {}
        for rule in book.rules:
            if rule.since <= on and (rule.until is None or on <= rule.until):
                for area in rule.areas or ("",):
                    self.versions.setdefault(rule.code, []).append((area, rule))
        for found in self.versions.values():  # the narrowest area first, then the newest
            found.sort(key=lambda v: (len(v[0]), bool(v[1].industries), v[1].since, v[1].version), reverse=True)  # fmt: skip
        self.codes = sorted(code for code, found in self.versions.items() if any(r.on for _, r in found))  # fmt: skip
        self.bounds: list[Numbered] = []
        self._number: dict[tuple[Any, ...], int] = {}
        for code in self.codes:
            for _, rule in self.versions[code]:
                self._enter(rule)

    def _enter(self, rule: Rule) -> None:
        for level in WARNING:
            for place, bound in enumerate(rule.levels.get(level, ())):
                if _key(rule, level, place) in self._number:
                    continue  # a version of two areas is entered once
                self._number[_key(rule, level, place)] = len(self.bounds)
                self.bounds.append(Numbered(len(self.bounds), rule, level, bound))

    def decided(self, values: Table) -> Table:
        """Return the values with a column for each rule, named by its code, that says what was decided."""
        alone = {code: self._column(values, code, {}) for code in self.codes}
        beside = {code: alone[code] > 0 for code in self.codes}
        needs = {
            rule.code
            for rule in self.book.rules
            if any(b.with_rule for bounds in rule.levels.values() for b in bounds)
        }
        return values.mutate(
            **{
                code: (self._column(values, code, beside) if code in needs else alone[code]).cast(
                    "int64"
                )
                for code in self.codes
            }
        )

    def _column(self, values: Table, code: str, beside: dict[str, Table]) -> Table:
        cases = [
            (_within(values, area, rule), self._version(values, rule, beside))
            for area, rule in self.versions[code]
        ]
        if cases[-1][0] is None:  # the general version ends the question
            last = cases.pop()[1]
            return ibis.cases(*cases, else_=last) if cases else last
        return ibis.cases(*cases, else_=UNASKED)

    def _version(self, values: Table, rule: Rule, beside: dict[str, Table]) -> Table:
        if not rule.on:  # switched off where it holds: the wider version is not asked in its place
            return ibis.literal(UNASKED)
        cases = []
        for level in WARNING:
            for place, bound in enumerate(rule.levels.get(level, ())):
                if bound.indicator not in values.columns:
                    continue
                there = _holds(values[bound.indicator], bound)
                if bound.with_rule:
                    if bound.with_rule not in beside:
                        continue
                    there = there & beside[bound.with_rule]
                cases.append((there, level.rank * ROUND + self._number[_key(rule, level, place)]))
        known = ibis.literal(True)
        for name in rule.indicators:
            told = values[name].notnull() if name in values.columns else ibis.literal(False)
            known = known & told
        return ibis.cases(*cases, (known, CALM), else_=GREY)

    def combined(self, decided: Table) -> Table:
        """Return uscc, county, level (weight), score, hits and grey of each employer. See `rules.Combination`; an area may have its own."""
        ranks = {code: _rank(decided[code]) for code in self.codes}
        score = sum(self._weights(decided, code) for code in self.codes)
        told = decided.select(
            "uscc",
            "county",
            "industry",
            worst=ibis.greatest(*ranks.values()),
            score=score.cast("int64"),
            hits=sum((rank > 0).ifelse(1, 0) for rank in ranks.values()).cast("int64"),
            orange=sum((rank == Level.ORANGE.rank).ifelse(1, 0) for rank in ranks.values()).cast(
                "int64"
            ),
            grey=sum((decided[code] == GREY).ifelse(1, 0) for code in self.codes).cast("int64"),
            known=sum((decided[code] >= 0).ifelse(1, 0) for code in self.codes).cast("int64"),
        )
        return told.mutate(level=self._level(told).cast("int64")).drop("worst", "known")

    def _level(self, told: Table) -> Table:
        general = _level(told, self.book.combination)
        narrowest = sorted(self.book.areas, key=lambda area: -len(area[0]))
        own = [(told.county.startswith(area), _level(told, way)) for area, way in narrowest]
        return ibis.cases(*own, else_=general) if own else general

    def _weights(self, decided: Table, code: str) -> Table:
        rank = ibis.greatest(_rank(decided[code]), 0)
        weights = {rule.weight for _, rule in self.versions[code]}
        if len(weights) == 1:
            return rank * weights.pop()
        number = decided[code] % ROUND
        by_number = [(number == b.number, rank * b.rule.weight) for b in self.bounds if b.rule.code == code]  # fmt: skip
        return ibis.cases((decided[code] <= 0, 0), *by_number, else_=0)

    def of(self, decided: int) -> Numbered:
        """Return the bound that decided."""
        return self.bounds[decided % ROUND]


def _key(rule: Rule, level: Level, place: int) -> tuple[Any, ...]:
    return rule.code, rule.version, rule.override_of, rule.areas, rule.industries, level, place


def _within(values: Table, area: str, rule: Rule) -> Any:
    asked: Iterable[Any] = [values.county.startswith(area)] if area else []
    told = list(asked)
    if rule.industries:
        told.append(_any(values.industry.startswith(one) for one in rule.industries))
    if not told:
        return None
    return told[0] if len(told) == 1 else told[0] & told[1]


def _any(asked: Iterable[Any]) -> Any:
    told = None
    for one in asked:
        told = one if told is None else told | one
    return told


def _holds(value: Table, bound: Bound) -> Table:
    least = Decimal(bound.value)
    against = int(least) if least == least.to_integral_value() else float(least)
    if bound.way is Way.AT_LEAST:
        return value >= against
    if bound.way is Way.ABOVE:
        return value > against
    return value < against if bound.way is Way.BELOW else value <= against


def _rank(decided: Table) -> Table:
    """Return the weight of the level: of −2, not asked, no more than of grey."""
    return ibis.cases((decided > 0, (decided // ROUND).cast("int64")), (decided == CALM, 0), else_=-1)  # fmt: skip


def _level(told: Table, by: Combination) -> Table:
    worst = told.worst if by.worst else ibis.least(told.worst, Level.BLUE.rank)
    if by.score_yellow is not None:
        worst = (told.score >= by.score_yellow).ifelse(ibis.greatest(worst, Level.YELLOW.rank), worst)  # fmt: skip
    red = []
    if by.score_red is not None:
        red.append(told.score >= by.score_red)
    if by.oranges:
        red.append(told.orange >= by.oranges)
    for there in red:
        worst = there.ifelse(Level.RED.rank, worst)
    nothing = ibis.cases((told.known > 0, Level.CALM.rank), else_=Level.GREY.rank)
    return (told.hits > 0).ifelse(worst, nothing)
