"""预警规则 — what an indicator must be for which level, as plain frozen data. Pure: no Django, no library of analysis.

A rule is read by two: the warehouse judges whole columns with it, and `judge` here judges one employer's values (what a
coordinator reports by hand, and the reference the columnar judgment is tested against). A value that is missing is
grey, never calm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import total_ordering


@total_ordering
class Level(Enum):
    """预警等级. Grey says that it cannot be told; calm, that it was looked at and nothing was found."""

    GREY = "grey"
    CALM = "calm"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def rank(self) -> int:
        """Return the weight of the level: red 4, orange 3, yellow 2, blue 1, calm 0, grey −1."""
        return _RANKS[self.value]

    @property
    def label(self) -> str:
        """Return the statutory colour word; of 突发事件应对法 the four levels have these names."""
        return _LABELS[self.value]

    @property
    def warns(self) -> bool:
        """Say whether there is something to do about it."""
        return self.rank > 0

    def __lt__(self, other: Level) -> bool:
        return self.rank < other.rank


_RANKS = {"grey": -1, "calm": 0, "blue": 1, "yellow": 2, "orange": 3, "red": 4}
_LABELS = {
    "grey": "数据缺失",
    "calm": "未见异常",
    "blue": "蓝色",
    "yellow": "黄色",
    "orange": "橙色",
    "red": "红色",
}
WARNING = (Level.RED, Level.ORANGE, Level.YELLOW, Level.BLUE)  # gravest first


class Way(Enum):
    """How a value is compared with its bound."""

    AT_LEAST = ">="
    ABOVE = ">"
    BELOW = "<"
    AT_MOST = "<="

    def holds(self, value: Decimal, bound: Decimal) -> bool:
        """Say whether the value is there."""
        if self is Way.AT_LEAST:
            return value >= bound
        if self is Way.ABOVE:
            return value > bound
        return value < bound if self is Way.BELOW else value <= bound

    @property
    def words(self) -> str:
        """Return the comparison in the officer's words."""
        return {">=": "达到", ">": "超过", "<": "低于", "<=": "不高于"}[self.value]


@dataclass(frozen=True)
class Bound:
    """One bound: the named indicator, how it is compared, and with what, in the unit of that indicator.

    Percentages are stated as percent (30, not 0.3). `with_rule`: it counts only where that other rule warns too.
    """

    indicator: str
    way: Way
    value: Decimal
    unit: str = ""
    with_rule: str = ""

    def told(self, value: Decimal) -> str:
        """Return a value as it is told beside this bound: two places, unless rounding would move it to the other side."""
        short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        kept = (
            short
            if self.way.holds(short, self.value) is self.way.holds(value, self.value)
            else value
        )
        return f"{kept.normalize():f}{self.unit}"

    def __str__(self) -> str:
        beside = f"，且{self.with_rule}同时预警" if self.with_rule else ""
        if self.way is Way.ABOVE and not self.value:
            return f"一经出现{beside}"
        return f"{self.way.words}{self.value.normalize():f}{self.unit}{beside}"


@dataclass(frozen=True)
class Rule:
    """一条规则, in one version. A version in force is never changed: a change is the next version.

    `levels` maps a level to its bounds, of which one suffices; a level that the rule does not know is absent. `indicator`
    is the one whose twelve-month series is drawn. `areas` are region codes and `industries` beginnings of the industry
    code (GB/T 4754); none means everywhere. `override_of` is set where a league or county has put its own version over
    the general one: then `areas` says where.
    """

    code: str
    version: int
    label: str
    indicator: str
    unit: str
    levels: Mapping[Level, tuple[Bound, ...]]
    sources: tuple[str, ...] = ()  # feeds, by name; "manual": reported by people
    weight: int = 1
    owner: str = ""  # who answers for the rule
    basis: str = "建议值"  # instrument and article, or 建议值
    verified: bool = False  # somebody opened the text of the basis and read it
    areas: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    since: date = date(2026, 1, 1)
    until: date | None = None  # last day of validity
    on: bool = True
    override_of: str = ""
    note: str = ""

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return every indicator asked, the main one first."""
        found = {self.indicator: None}
        for bounds in self.levels.values():
            found |= {b.indicator: None for b in bounds}
        return tuple(found)

    def holds(self, *, on: date, region: str, industry: str = "") -> bool:
        """Say whether this version decides about an employer of this region and industry on this day; one that is off decides that nothing is asked."""
        return (
            self.since <= on
            and (self.until is None or on <= self.until)
            and (not self.areas or region.startswith(self.areas))
            and (not self.industries or industry.startswith(self.industries))
        )

    def changed(
        self, *, since: date, levels: Mapping[Level, tuple[Bound, ...]] | None = None
    ) -> Rule:
        """Return the next version, valid from `since`."""
        return replace(self, version=self.version + 1, since=since, levels=levels or self.levels)


@dataclass(frozen=True)
class Hit:
    """What a rule says of one employer in one period, with all that explains it.

    `value` is that of the bound that decided (of the main indicator where nothing decided); None with grey. `series` are
    the twelve months up to the period, oldest first, with None where a month is missing.
    """

    rule: str
    version: int
    employer: str  # 统一社会信用代码
    period: str  # 2026-10
    level: Level
    value: Decimal | None
    threshold: Bound | None
    series: tuple[Decimal | None, ...] = ()
    source: str = ""
    delivery: str = ""
    override_of: str = ""
    area: str = ""  # of the override that decided; empty: the general version


@dataclass(frozen=True)
class Looked:
    """What a run says of one employer that was looked at: `unknown` names each rule that could not tell, with the indicators it missed."""

    employer: str  # 统一社会信用代码
    level: Level
    score: int
    grey: int
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Combination:
    """合并规则: how the hits of one employer make one level.

    The worst decides; the weighted score (sum of weight × rank) may raise it where `score_red` or `score_yellow` is
    reached; `oranges` orange hits make red; a warning left unanswered for `silent_days` goes one level up.
    """

    worst: bool = True
    score_red: int | None = 20
    score_yellow: int | None = 10
    oranges: int = 2
    silent_days: int = 15
    note: str = "建议值"

    def score(self, hits: Iterable[tuple[int, Level]]) -> int:
        """Return the sum of weight × rank over the hits that warn."""
        return sum(weight * level.rank for weight, level in hits if level.warns)

    def level(self, hits: Iterable[tuple[int, Level]], *, silent: int = 0) -> Level:
        """Return the level of an employer from (weight, level) of its hits; `silent` counts days without answer.

        Without a hit that warns it is calm where anything could be told, and grey where nothing could.
        """
        said = list(hits)
        warned = [level for _, level in said if level.warns]
        if not warned:
            told = any(level is not Level.GREY for _, level in said)
            return Level.CALM if told else Level.GREY
        found = max(warned) if self.worst else Level.BLUE
        score = self.score(said)
        if self.score_yellow is not None and score >= self.score_yellow:
            found = max(found, Level.YELLOW)
        if self.score_red is not None and score >= self.score_red:
            found = Level.RED
        if self.oranges and sum(level is Level.ORANGE for level in warned) >= self.oranges:
            found = Level.RED
        if self.silent_days and silent >= self.silent_days:
            found = raised(found)
        return found


@dataclass(frozen=True)
class RuleBook:
    """规则表: the rules, how they combine, and the day it was written."""

    rules: tuple[Rule, ...]
    combination: Combination = field(default_factory=Combination)
    areas: tuple[tuple[str, Combination], ...] = ()  # region code → what that area put over it

    def combining(self, region: str) -> Combination:
        """Return how hits combine in a region: the narrowest area that has a way of its own, else the general one."""
        near = [(len(area), way) for area, way in self.areas if region.startswith(area)]
        return max(near, key=lambda one: one[0])[1] if near else self.combination

    def asked(self, *, on: date, region: str, industry: str = "") -> dict[str, Rule]:
        """Return the version of each rule that holds for an employer: the narrowest area, then the newest. A rule that is off there is not asked."""
        found: dict[str, Rule] = {}
        for rule in self.rules:
            if not rule.holds(on=on, region=region, industry=industry):
                continue
            best = found.get(rule.code)
            if best is None or _nearness(rule, region) > _nearness(best, region):
                found[rule.code] = rule
        return {code: rule for code, rule in found.items() if rule.on}


def _nearness(rule: Rule, region: str) -> tuple[int, int, date, int]:
    near = max((len(a) for a in rule.areas if region.startswith(a)), default=0)
    return near, len(rule.industries) and 1, rule.since, rule.version


def raised(level: Level) -> Level:
    """Return the level one above; red stays red."""
    return {Level.BLUE: Level.YELLOW, Level.YELLOW: Level.ORANGE}.get(level, Level.RED)


def lowered(level: Level) -> Level:
    """Return the level one below; blue stays blue, where the matter is then closed."""
    return {Level.RED: Level.ORANGE, Level.ORANGE: Level.YELLOW}.get(level, Level.BLUE)


def judge(
    rule: Rule, values: Mapping[str, Decimal | None], others: frozenset[str] = frozenset()
) -> tuple[Level, Decimal | None, Bound | None]:
    """Return the level a rule gives to an employer's values, with the value and the bound that decided.

    `values` maps indicator → value in its unit; absent or None is missing. `others` are the codes of the rules that warn
    about the same employer, for bounds that count only together. The gravest level wins. Nothing reached is calm only
    where every indicator the rule asks is known; else it is grey.
    """
    for level in WARNING:
        for bound in rule.levels.get(level, ()):
            value = values.get(bound.indicator)
            if value is None or (bound.with_rule and bound.with_rule not in others):
                continue
            if bound.way.holds(value, bound.value):
                return level, value, bound
    known = all(values.get(name) is not None for name in rule.indicators)
    return (Level.CALM if known else Level.GREY), values.get(rule.indicator), None
