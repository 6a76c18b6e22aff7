"""What the line enters in the catalogue for programmes."""

from __future__ import annotations

from tongzhou.lines.zones.offices import LEAGUE_FOUR, REGION_FOUR
from tongzhou.lines.zones.programme.procedure import PROGRAMME
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure

PROCEDURES: tuple[Procedure, ...] = (PROGRAMME,)
COLUMNS: dict[str, tuple[Columns, ...]] = {}
PANELS: tuple[Panel, ...] = (
    Panel(
        slug="programme",
        label="批次进度",
        icon="calendar-range",
        urls="tongzhou.lines.zones.programme.urls",
        offices=(*LEAGUE_FOUR, *REGION_FOUR),
        index="zones-programme:list",
    ),
)
CASE_PANELS: dict[str, str] = {PROGRAMME.code: "zones/programme/panel.html"}
