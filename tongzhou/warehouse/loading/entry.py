"""What the data desk enters in the catalogue: a page, and no procedure."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line, Panel

from .offices import EVERYONE

LINE = Line(
    "feeds",
    "数据源",
    "database",
    procedures=(),
    panels=(
        Panel(
            "desk",
            "数据源",
            "database",
            "tongzhou.warehouse.loading.urls",
            offices=EVERYONE,
            index="feeds:board",
        ),
    ),
)
