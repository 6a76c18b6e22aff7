"""What the line enters in the catalogue for plans."""

from __future__ import annotations

from tongzhou.lines.zones.models.plan import ZonePlan
from tongzhou.lines.zones.offices import COUNTY, DRAFTER, LEAGUE_FOUR, REGION_FOUR, ZONE_OFFICE
from tongzhou.lines.zones.plan.procedure import PLAN
from tongzhou.lines.zones.plan.rules import progress
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure

PROCEDURES: tuple[Procedure, ...] = (PLAN,)
COLUMNS: dict[str, tuple[Columns, ...]] = {PLAN.code: (Columns(ZonePlan, "", progress),)}
PANELS: tuple[Panel, ...] = (
    Panel(
        slug="plan",
        label="建设方案",
        icon="file-pen-line",
        urls="tongzhou.lines.zones.plan.urls",
        offices=(DRAFTER, ZONE_OFFICE, COUNTY, *LEAGUE_FOUR, *REGION_FOUR),
        index="zones-plan:list",
    ),
)
CASE_PANELS = {PLAN.code: "zones/plan/panel.html"}
