"""What the line enters in the catalogue for running zones."""

from __future__ import annotations

from tongzhou.lines.zones.models.running import ZoneCard, ZoneIndicator, ZoneTask
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure

from . import columns
from .documents import DOCUMENTS as DOCUMENTS
from .procedure import ZONE

PROCEDURES: tuple[Procedure, ...] = (ZONE,)
COLUMNS: dict[str, tuple[Columns, ...]] = {
    ZONE.code: (
        Columns(ZoneCard, "", columns.zone_card),
        Columns(ZoneTask, "number", columns.zone_tasks),
        Columns(ZoneIndicator, "code", columns.zone_indicators),
    )
}
PANELS: tuple[Panel, ...] = (
    Panel(
        "board",
        "试验区看板",
        "layout-grid",
        "tongzhou.lines.zones.running.urls",
        index="zones-board:tiles",
    ),
)
CASE_PANELS: dict[str, str] = {ZONE.code: "zones/case_zone.html"}
ACT_PAGES: dict[str, dict[str, str]] = {
    ZONE.code: {"decompose": "zones-board:decompose", "measure": "zones-board:measure"}
}
