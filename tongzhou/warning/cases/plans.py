"""处置预案 — the measures a plan begins with, by level and sector, read from `data/plans.yaml`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .rules import OWING
from .timetable import LEVELS

PLACE = Path(__file__).parents[1] / "data" / "plans.yaml"


@dataclass(frozen=True)
class Measure:
    """One measure of a plan: what, by whom, within how many calendar days; which office owes it."""

    what: str
    who: str
    days: int
    office: str

    def until(self, on: date) -> date:
        """Return the day by which it is due when the plan is made on `on`."""
        return on + timedelta(days=self.days)


@dataclass(frozen=True)
class PlanTemplate:
    """预案: for which levels and sectors, and its measures. `industry` lists letters of GB/T 4754; empty: any."""

    code: str
    label: str
    industry: str
    levels: tuple[str, ...]
    measures: tuple[Measure, ...]
    suggested: bool = True


@cache
def templates() -> tuple[PlanTemplate, ...]:
    """Return every plan. Raises ValueError where the file does not stand."""
    return read(yaml.safe_load(PLACE.read_text(encoding="utf-8")))


def template_for(level: str, industry: str) -> PlanTemplate:
    """Return the plan for a level and a sector: that of the sector, else the general one."""
    fitting = [t for t in templates() if level in t.levels]
    sector = industry[:1]
    own = (t for t in fitting if sector and sector in t.industry)
    return next(own, None) or next(t for t in fitting if not t.industry)


def read(raw: Any) -> tuple[PlanTemplate, ...]:
    """Read the plans. Raises ValueError with a sentence for whoever wrote them."""
    if not isinstance(raw, dict) or not raw.get("plans"):
        raise ValueError("处置预案表中没有 plans")
    found, roles = [], raw.get("roles") or {}
    if strange := {office for office in roles.values() if office not in OWING}:
        raise ValueError(
            f"处置预案表的 roles 只能写 {'、'.join(OWING)}，不能写 {'、'.join(strange)}"
        )
    for row in raw["plans"]:
        strange = set(row.get("levels") or ()) - set(LEVELS)
        if strange or not row.get("levels"):
            raise ValueError(f"预案“{row.get('label')}”的 levels 须在 {'、'.join(LEVELS)} 之中")
        if nobody := {str(m["who"]) for m in row["measures"]} - set(roles):
            raise ValueError(
                f"预案“{row.get('label')}”的“{'、'.join(nobody)}”没有在 roles 中写明对应的职务"
            )
        steps = tuple(
            Measure(str(m["what"]), str(m["who"]), int(m["days"]), str(roles[m["who"]]))
            for m in row["measures"]
        )
        if not steps or any(m.days < 0 for m in steps):
            raise ValueError(f"预案“{row.get('label')}”没有措施，或天数为负")
        found.append(
            PlanTemplate(
                str(row["code"]),
                str(row["label"]),
                str(row.get("industry", "")),
                tuple(row["levels"]),
                steps,
                bool(raw.get("suggested", True)),
            )
        )
    for level in LEVELS:
        if not any(level in t.levels and not t.industry for t in found):
            raise ValueError(f"处置预案表缺少 {level} 等级的一般预案（industry 为空）")
    return tuple(found)
