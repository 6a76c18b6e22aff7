"""规则的结论 — of each rule asked about an employer: it hit, it saw nothing, or it could not tell, and then what was missing.

A hit is a signal of the latest look; what could not be told stands with the employer's level, with the indicators that were missing; whatever else
was asked is calm. Why something is missing is told by how the feeds stood when the look was taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongzhou.registry.models import Employer
from tongzhou.warehouse.feeds import FEEDS
from tongzhou.warning import keeping
from tongzhou.warning.indicators.catalogue import named
from tongzhou.warning.models import EmployerLevel, Signal, SignalRun
from tongzhou.warning.rulebook import SOURCES
from tongzhou.warning.rules import Level, Rule


@dataclass(frozen=True)
class Conclusion:
    """What one rule says of an employer, and why."""

    code: str
    label: str
    level: Level
    words: str = ""


@dataclass(frozen=True)
class Conclusions:
    """What all rules say of an employer as of the latest look, the gravest first and what could not be told after it."""

    of: EmployerLevel
    rules: tuple[Conclusion, ...]

    def only(self, *levels: Level) -> list[Conclusion]:
        """Return those of these levels."""
        return [one for one in self.rules if one.level in levels]

    @property
    def hits(self) -> list[Conclusion]:
        """Those that warn."""
        return [one for one in self.rules if one.level.warns]

    @property
    def calm(self) -> list[Conclusion]:
        """Those that saw nothing."""
        return self.only(Level.CALM)

    @property
    def grey(self) -> list[Conclusion]:
        """Those that could not tell."""
        return self.only(Level.GREY)


def conclusions(employer: Employer) -> Conclusions | None:
    """Return what the rules say of an employer; None where it was never looked at. Four queries."""
    stands = (
        EmployerLevel.objects.filter(employer=employer)
        .select_related("run", "employer", "employer__industry")
        .first()
    )
    if stands is None:
        return None
    day = stands.as_of
    hits = {
        s.code: s
        for s in Signal.objects.filter(employer=employer, computed_on=day, reported_by=None)
    }
    asked = keeping.book_on(day).asked(
        on=day, region=employer.region_id, industry=employer.industry_id or ""
    )
    told = [_one(rule, hits.get(code), stands) for code, rule in sorted(asked.items())]
    told.sort(key=lambda one: (-one.level.rank if one.level.warns else one.level.rank == 0, one.code))  # fmt: skip
    return Conclusions(stands, tuple(told))


def _one(rule: Rule, hit: Signal | None, stands: EmployerLevel) -> Conclusion:
    if hit is not None:
        value = "" if hit.value is None else f"{round(hit.value, 2).normalize():f}{hit.unit}"
        words = _("%(value)s（%(threshold)s）") % {"value": value, "threshold": hit.threshold} if hit.threshold else value  # fmt: skip
        return Conclusion(rule.code, rule.label, hit.grade, words)
    if rule.code in stands.unknown:
        missing = stands.unknown[rule.code]
        return Conclusion(rule.code, rule.label, Level.GREY, why(rule, missing, stands.run))
    return Conclusion(rule.code, rule.label, Level.CALM)


def why(rule: Rule, missing: list[str], run: SignalRun | None) -> str:
    """Say what is missing: which indicator, of which feed, and whether that feed has delivered."""
    if not missing:
        return _("缺数据：%(feeds)s") % {"feeds": "、".join(_name(f) for f in rule.sources)}
    found: dict[str, None] = {}
    for name in missing:
        one = named(name)
        found[f"{one.label}：{_because(one.feeds, run)}"] = None
    return "；".join(found)


def _because(feeds: tuple[str, ...], run: SignalRun | None) -> str:
    stood: dict[str, Any] = run.feeds if run else {}
    late = [f for f in feeds if f in stood and stood[f]["silent"]]
    if not stood or not late:
        names = "、".join(_name(f) for f in feeds)
        return _("%(feeds)s中没有这家单位可以判断的数据") % {"feeds": names}
    told = []
    for feed in late:
        if stood[feed]["last"]:
            said = _("%(feed)s最近一批是 %(day)s 收到的，此后没有报送")
            told.append(said % {"feed": _name(feed), "day": stood[feed]["last"]})
        else:
            told.append(_("%(feed)s从未报送") % {"feed": _name(feed)})
    return "，".join(told)


def _name(feed: str) -> str:
    return SOURCES.get(feed) or (FEEDS[feed].title if feed in FEEDS else feed)
