"""文书 — the decision on an objection, served on the worker who raised it and on the employer."""

from __future__ import annotations

from tongzhou.procedure.declare import Paper

from .subjects import EMPLOYER, WORKER

DECISION = Paper(
    "objection_decision",
    "劳动用工备案异议处理决定书",
    "{prefix}备异〔{year}〕{n}号",
    "决定",
    (WORKER, EMPLOYER),
)
