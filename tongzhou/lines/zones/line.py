"""The line as the catalogue knows it: its procedures, columns, pages and documents, gathered from the parts."""

from __future__ import annotations

from tongzhou.lines.zones.evaluation import entry as evaluation
from tongzhou.lines.zones.plan import entry as plan
from tongzhou.lines.zones.practice import entry as practice
from tongzhou.lines.zones.programme import entry as programme
from tongzhou.lines.zones.running import entry as running
from tongzhou.lines.zones.selection import entry as selection
from tongzhou.procedure.catalogue import Line

LINE = Line(
    "zones",
    "综合试验区",
    "landmark",
    procedures=(
        *programme.PROCEDURES,
        *selection.PROCEDURES,
        *plan.PROCEDURES,
        *running.PROCEDURES,
        *evaluation.PROCEDURES,
        *practice.PROCEDURES,
    ),
    columns={
        **programme.COLUMNS,
        **selection.COLUMNS,
        **plan.COLUMNS,
        **running.COLUMNS,
        **evaluation.COLUMNS,
        **practice.COLUMNS,
    },
    panels=(
        *programme.PANELS,
        *selection.PANELS,
        *plan.PANELS,
        *running.PANELS,
        *evaluation.PANELS,
        *practice.PANELS,
    ),
    case_panels={
        **programme.CASE_PANELS,
        **selection.CASE_PANELS,
        **plan.CASE_PANELS,
        **running.CASE_PANELS,
        **evaluation.CASE_PANELS,
        **practice.CASE_PANELS,
    },
    act_pages={
        **selection.ACT_PAGES,
        **plan.ACT_PAGES,
        **running.ACT_PAGES,
        **evaluation.ACT_PAGES,
    },
    text_pages={**selection.TEXT_PAGES, **plan.TEXT_PAGES},
    choices=plan.CHOICES,
    documents=(
        *selection.DOCUMENTS,
        *plan.DOCUMENTS,
        *running.DOCUMENTS,
        *evaluation.DOCUMENTS,
        *practice.DOCUMENTS,
    ),
)
