"""规则表的读入 — the general rules from `data/rules.yaml`, as plain data. Pure.

What leagues and counties put over them lies in the database (`models.RuleVersion`) and is added by `tongzhou.warning.keeping`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .rules import WARNING, Bound, Combination, Level, Rule, RuleBook, Way

PLACE = Path(__file__).parent / "data" / "rules.yaml"
WRITTEN = re.compile(
    r"^(?P<indicator>[a-z][a-z0-9_]*)\s*(?P<way>>=|<=|>|<)\s*(?P<value>\d+(?:\.\d+)?)"
    r"(?:\s*&\s*(?P<beside>[A-Z]\d))?$"
)
KNOWN = {"code", "label", "indicator", "sources", "weight", "owner", "basis", "verified", "note"}
ASIDE = {"since", "until", "on", "areas", "industries"}


@cache
def general() -> RuleBook:
    """Return the rules that come with the program. Raises ValueError where the file does not stand."""
    return read(yaml.safe_load(PLACE.read_text(encoding="utf-8")))


def called(code: str) -> str:
    """Return a rule by its code and what it is about, as it is told in figures."""
    labels = {rule.code: rule.label for rule in general().rules}
    return f"{code} {labels[code]}" if code in labels else code


SOURCES = {
    "payroll": "工资代发",
    "complaints": "举报投诉",
    "contact_reports": "定点联系月报",
    "insurance": "社保缴费",
    "utilities": "供电、供水、供气",
    "tax": "税务",
    "disputes": "调解仲裁",
    "court": "法院",
    "filings": "劳动用工备案",
    "projects": "工程项目",
    "manual": "人工上报",
}


def units() -> dict[str, str]:
    """Return the unit of each indicator that the rules ask."""
    raw = yaml.safe_load(PLACE.read_text(encoding="utf-8"))
    return {str(k): str(v) for k, v in raw["units"].items()}


def bound(written: str, known: dict[str, str]) -> Bound:
    """Read one bound. Raises ValueError with a sentence for whoever wrote it."""
    found = WRITTEN.match(str(written).strip())
    if not found or found["indicator"] not in known:
        raise ValueError(
            f"阈值“{written}”不能读：应写成“指标 比较符 数值”，例如 complaints_30d >= 5，指标须在 units 中"
        )
    return Bound(
        found["indicator"],
        Way(found["way"]),
        Decimal(found["value"]),
        known[found["indicator"]],
        found["beside"] or "",
    )


def read(raw: Any) -> RuleBook:
    """Read a table of rules. Raises ValueError with a sentence for whoever wrote it."""
    if not isinstance(raw, dict) or not isinstance(raw.get("since"), date):
        raise ValueError("规则表须写明 since（从哪一天起使用）")
    known = {str(k): str(v) for k, v in (raw.get("units") or {}).items()}
    rules: dict[str, Rule] = {}
    for row in raw.get("rules") or ():
        rule = _rule(row, raw, known)
        if rule.code in rules:
            raise ValueError(f"规则代码“{rule.code}”重复")
        rules[rule.code] = rule
    for rule in rules.values():
        for one in (b for bounds in rule.levels.values() for b in bounds):
            if one.with_rule and one.with_rule not in rules:
                raise ValueError(f"规则“{rule.code}”提到的“{one.with_rule}”不在表中")
    return RuleBook(tuple(rules.values()), Combination(**(raw.get("combination") or {})))


def _rule(row: dict[str, Any], raw: dict[str, Any], known: dict[str, str]) -> Rule:
    strange = set(row) - KNOWN - ASIDE - {level.value for level in WARNING}
    if strange:
        raise ValueError(f"规则“{row.get('code')}”中有不认识的项目：{'、'.join(sorted(strange))}")
    missing = {"code", "label", "indicator"} - set(row)
    if missing:
        raise ValueError(f"规则“{row.get('code')}”缺少 {'、'.join(sorted(missing))}")
    levels: dict[Level, tuple[Bound, ...]] = {
        level: tuple(bound(b, known) for b in row[level.value])
        for level in WARNING
        if row.get(level.value)
    }
    if not levels:
        raise ValueError(f"规则“{row['code']}”没有任何等级的阈值")
    rule = Rule(
        code=str(row["code"]),
        version=1,
        label=str(row["label"]),
        indicator=str(row["indicator"]),
        unit=known.get(str(row["indicator"]), ""),
        levels=levels,
        sources=tuple(row.get("sources") or ()),
        weight=int(row.get("weight", 1)),
        owner=str(row.get("owner", raw.get("owner", ""))),
        basis=str(row.get("basis", raw.get("basis", "建议值"))),
        verified=bool(row.get("verified", raw.get("verified", False))),
        since=row.get("since", raw["since"]),
        note=str(row.get("note", "")),
    )
    return replace(
        rule,
        areas=tuple(row.get("areas") or ()),
        industries=tuple(row.get("industries") or ()),
        until=row.get("until"),
        on=bool(row.get("on", True)),
    )
