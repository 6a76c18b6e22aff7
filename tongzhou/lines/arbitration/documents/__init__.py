"""文书 — how the instruments of arbitration are drawn, one module for each sort."""

from __future__ import annotations

from tongzhou.lines.arbitration import papers
from tongzhou.procedure.papers import Draft, Template

from . import application, awards, certificates, decisions, intake, notices, settlement, sheets

CASE = "arbitration.dispute"

DOCUMENTS: tuple[Template | Draft, ...] = (
    Template(papers.RECEIPT, intake.receipt),
    Template(papers.CORRECTION, intake.correction),
    Template(papers.SUGGESTION, intake.suggestion),
    Template(papers.ACCEPTANCE, intake.acceptance),
    Template(papers.REFUSAL, intake.refusal),
    Template(papers.NOT_DECIDED, intake.not_decided),
    Template(papers.SUMMONS, notices.summons),
    Template(papers.FORWARDING, notices.forwarding),
    Template(papers.TRIBUNAL, notices.tribunal),
    Template(papers.EVIDENCE, notices.evidence_period),
    Template(papers.HEARING_NOTICE, notices.hearing_notice),
    Template(papers.ONE_NOTICE, notices.one_notice),
    Template(papers.MINUTES, notices.minutes),
    Template(papers.OBJECTION, decisions.objection),
    Template(papers.RECUSAL, decisions.recusal),
    Template(papers.COUNTERCLAIM, decisions.counterclaim),
    Template(papers.JOINING, decisions.joining),
    Template(papers.STAY, decisions.stay),
    Template(papers.RESUMPTION, decisions.resumption),
    Template(papers.EXTENSION, decisions.extension),
    Template(papers.CONVERSION, decisions.conversion),
    Template(papers.WITHDRAWAL, decisions.withdrawal),
    Template(papers.DEFAULT, decisions.default),
    Template(papers.CANCELLATION, decisions.cancellation),
    Template(papers.TERMINATION, decisions.termination),
    Template(papers.ADVANCE, awards.advance),
    Template(papers.PARTIAL, awards.award),
    Template(papers.FINAL, awards.award),
    Template(papers.OTHER, awards.award),
    Template(papers.SETTLEMENT, settlement.settlement),
    Template(papers.LATE, certificates.late),
    Template(papers.TRANSFER, certificates.transfer),
    Template(papers.ENFORCEMENT, certificates.enforcement),
    Template(papers.ARCHIVE, certificates.archive),
    Draft("application", "仲裁申请书", CASE, application.application_form),
    Draft("elements", "案件要素表", CASE, sheets.elements_sheet),
    Draft("schedule", "当事人及金额明细表", CASE, sheets.amounts_sheet),
)
