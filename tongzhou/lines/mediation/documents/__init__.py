"""文书 of a mediation: application, acceptance, refusal, agreement, ending, review, confirmation, call."""

from __future__ import annotations

from tongzhou.lines.mediation.procedure import CASE
from tongzhou.lines.mediation.shapes import (
    ACCEPTANCE,
    AGREEMENT,
    CALL_RECORD,
    CONFIRMATION,
    FAILURE,
    PAYMENT_ORDER,
    REFUSAL,
    REVIEW,
)
from tongzhou.procedure.papers import Draft, Template

from .agreement import agreement, call, draft_agreement, failure
from .joint import confirmation, payment_order, review
from .receipt import acceptance, application, refusal

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(ACCEPTANCE, acceptance),
    Template(REFUSAL, refusal),
    Template(AGREEMENT, agreement),
    Template(FAILURE, failure),
    Template(CALL_RECORD, call),
    Template(REVIEW, review),
    Template(CONFIRMATION, confirmation),
    Template(PAYMENT_ORDER, payment_order),
    Draft("application", "调解申请书", CASE.code, application),
    Draft("agreement", "调解协议书（待签稿）", CASE.code, draft_agreement, states=("signing",)),
    Draft("failure", "调解终结通知书", CASE.code, failure, states=("failed",)),
)
