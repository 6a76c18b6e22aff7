"""Columns of the line: what its boards and lists count, sort and compare. All of it is projection,
but for the drafts of a plan."""

from __future__ import annotations

from .evaluation import Evaluation
from .plan import PlanDraft, ZonePlan, ZoneSelection
from .practice import Practice, PracticeCopy
from .running import ZoneCard, ZoneIndicator, ZoneTask

__all__ = [
    "Evaluation",
    "PlanDraft",
    "Practice",
    "PracticeCopy",
    "ZoneCard",
    "ZoneIndicator",
    "ZonePlan",
    "ZoneSelection",
    "ZoneTask",
]
