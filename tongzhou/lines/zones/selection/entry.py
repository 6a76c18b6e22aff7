"""What the line enters in the catalogue for the choice of counties."""

from __future__ import annotations

from tongzhou.lines.zones.models.plan import ZoneSelection
from tongzhou.lines.zones.offices import LEAGUE_FOUR, REGION_FOUR
from tongzhou.lines.zones.selection.documents import DOCUMENTS
from tongzhou.lines.zones.selection.procedure import SELECTION
from tongzhou.lines.zones.selection.rules import progress
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure

PROCEDURES: tuple[Procedure, ...] = (SELECTION,)
COLUMNS: dict[str, tuple[Columns, ...]] = {SELECTION.code: (Columns(ZoneSelection, "", progress),)}
PANELS: tuple[Panel, ...] = (
    Panel(
        slug="selection",
        label="选点比较",
        icon="scale",
        urls="tongzhou.lines.zones.selection.urls",
        offices=(*LEAGUE_FOUR, *REGION_FOUR),
        index="zones-selection:list",
    ),
)
CASE_PANELS: dict[str, str] = {SELECTION.code: "zones/selection/panel.html"}
ACT_PAGES: dict[str, dict[str, str]] = {
    SELECTION.code: {
        "nominate": "zones-selection:nominate",
        "score": "zones-selection:compare",
        "propose": "zones-selection:propose",
        "designate": "zones-selection:compare",
    }
}
TEXT_PAGES: dict[str, dict[str, str]] = {SELECTION.code: {"sheets": "zones-selection:compare"}}

__all__ = ["ACT_PAGES", "CASE_PANELS", "COLUMNS", "DOCUMENTS", "PANELS", "PROCEDURES", "TEXT_PAGES"]
