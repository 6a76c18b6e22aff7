"""文书 of a report: register form, acceptance, refusal, correction, guidance; of a request: letter, decision, reply."""

from __future__ import annotations

from tongzhou.lines.intake.procedure import REPORT
from tongzhou.lines.intake.shapes import (
    ACCEPTANCE,
    CORRECTION,
    DESIGNATION,
    GUIDANCE,
    LETTER,
    REFUSAL,
    REPLY,
)
from tongzhou.procedure.papers import Draft, Template

from .between import designation, letter, reply
from .notices import acceptance, correction, guidance, refusal
from .register import register_form

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(ACCEPTANCE, acceptance),
    Template(REFUSAL, refusal),
    Template(CORRECTION, correction),
    Template(GUIDANCE, guidance),
    Template(LETTER, letter),
    Template(DESIGNATION, designation),
    Template(REPLY, reply),
    Draft("register", "举报投诉登记表", REPORT.code, register_form),
)
