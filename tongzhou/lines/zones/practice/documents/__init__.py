"""文书 of practices and nominations: 经验材料, 推荐表."""

from __future__ import annotations

from tongzhou.lines.zones.practice.procedure import NOMINATION_PAPER, PRACTICE_PAPER
from tongzhou.procedure.papers import Draft, Template

from .nomination import nomination
from .practice import practice

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(PRACTICE_PAPER, practice),
    Template(NOMINATION_PAPER, nomination),
)
