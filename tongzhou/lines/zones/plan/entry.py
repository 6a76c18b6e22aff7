"""What the line enters in the catalogue for plans."""

from __future__ import annotations

from collections.abc import Callable

from tongzhou.lines.zones.models.plan import ZonePlan
from tongzhou.lines.zones.offices import COUNTY, DRAFTER, LEAGUE_FOUR, REGION_FOUR, ZONE_OFFICE
from tongzhou.lines.zones.plan.documents import DOCUMENTS
from tongzhou.lines.zones.plan.findings import part_label
from tongzhou.lines.zones.plan.procedure import PLAN
from tongzhou.lines.zones.plan.rules import progress
from tongzhou.lines.zones.shapes import PARTS
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure
from tongzhou.procedure.view import View

PROCEDURES: tuple[Procedure, ...] = (PLAN,)
COLUMNS: dict[str, tuple[Columns, ...]] = {PLAN.code: (Columns(ZonePlan, "", progress),)}
PANELS: tuple[Panel, ...] = (
    Panel(
        slug="plan",
        label="方案编写进度",
        icon="file-pen-line",
        urls="tongzhou.lines.zones.plan.urls",
        offices=(DRAFTER, ZONE_OFFICE, COUNTY, *LEAGUE_FOUR, *REGION_FOUR),
        index="zones-plan:list",
    ),
)
CASE_PANELS: dict[str, str] = {PLAN.code: "zones/plan/panel.html"}
ACT_PAGES: dict[str, dict[str, str]] = {
    PLAN.code: {
        "write": "zones-plan:edit",
        "set_goals": "zones-plan:goals",
        "set_tasks": "zones-plan:tasks",
    }
}
TEXT_PAGES: dict[str, dict[str, str]] = {PLAN.code: {"plan": "zones-plan:text"}}


def plan_parts(_view: View) -> list[tuple[str, str]]:
    """Return the parts of a plan, for whoever asks to change some of them."""
    return [(part, part_label(part)) for part in PARTS]


CHOICES: dict[str, Callable[[View], list[tuple[str, str]]]] = {"plan_parts": plan_parts}

__all__ = [
    "ACT_PAGES",
    "CASE_PANELS",
    "CHOICES",
    "COLUMNS",
    "DOCUMENTS",
    "PANELS",
    "PROCEDURES",
    "TEXT_PAGES",
]
