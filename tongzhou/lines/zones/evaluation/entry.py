"""What the line enters in the catalogue for evaluations."""

from __future__ import annotations

from tongzhou.lines.zones.models.evaluation import Evaluation
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure

from . import rules
from .documents import DOCUMENTS as DOCUMENTS
from .procedure import EVALUATION

PROCEDURES: tuple[Procedure, ...] = (EVALUATION,)
COLUMNS: dict[str, tuple[Columns, ...]] = {
    EVALUATION.code: (Columns(Evaluation, "", rules.evaluation_row),)
}
PANELS: tuple[Panel, ...] = (
    Panel(
        "evaluation",
        "评估评分",
        "clipboard-check",
        "tongzhou.lines.zones.evaluation.urls",
        index="zones-evaluation:every",
    ),
)
CASE_PANELS: dict[str, str] = {EVALUATION.code: "zones/case_evaluation.html"}
ACT_PAGES: dict[str, dict[str, str]] = {
    EVALUATION.code: {
        "score_self": "zones-evaluation:own",
        "assess": "zones-evaluation:assess",
        "propose": "zones-evaluation:propose",
        "order": "zones-evaluation:order",
    }
}
