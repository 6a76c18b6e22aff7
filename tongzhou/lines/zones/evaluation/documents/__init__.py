"""文书 of an evaluation: self report, evaluation report, rectification, acceptance, refusal."""

from __future__ import annotations

from tongzhou.lines.zones.evaluation.procedure import (
    ACCEPTANCE_PAPER,
    EVALUATION,
    EVALUATION_REPORT,
    RECTIFICATION_PAPER,
    REFUSAL_PAPER,
    SELF_REPORT,
)
from tongzhou.procedure.papers import Draft, Template

from .opinions import acceptance, countersigning, rectification, refusal
from .reports import evaluation_report, score_sheet, self_report

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(SELF_REPORT, self_report),
    Template(EVALUATION_REPORT, evaluation_report),
    Template(RECTIFICATION_PAPER, rectification),
    Template(ACCEPTANCE_PAPER, acceptance),
    Template(REFUSAL_PAPER, refusal),
    Draft("sheet", "评分表", EVALUATION.code, score_sheet),
    Draft("signing", "验收意见会签单", EVALUATION.code, countersigning),
)
