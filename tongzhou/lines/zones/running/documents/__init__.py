"""文书 of a running zone, one module for each group; drawn from the case as it stood at the entry."""

from __future__ import annotations

from tongzhou.lines.zones.running.procedure import (
    ANNUAL_PAPER,
    PROGRESS_PAPER,
    REMINDER_PAPER,
    TERMINATION_PAPER,
    YEAR_TABLE,
    ZONE,
)
from tongzhou.procedure.papers import Draft, Template

from .annual import annual
from .notices import reminder, termination
from .reports import progress, task_table, year_table

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(ANNUAL_PAPER, annual),
    Template(YEAR_TABLE, year_table),
    Template(PROGRESS_PAPER, progress),
    Template(REMINDER_PAPER, reminder),
    Template(TERMINATION_PAPER, termination),
    Draft("tasks", "任务推进表", ZONE.code, task_table),
)
