"""What this part enters in the catalogue for the line."""

from __future__ import annotations

from tongzhou.lines.arbitration.offices import EVERYONE
from tongzhou.procedure.catalogue import Panel

PANELS: tuple[Panel, ...] = (
    Panel(
        "documents",
        "批量制作文书",
        "files",
        "tongzhou.lines.arbitration.documents.urls",
        offices=EVERYONE,
    ),
)
