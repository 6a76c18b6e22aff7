"""文书 — how the instruments of inspection are drawn, one module for each step of business."""

from __future__ import annotations

from tongzhou.lines.inspection import papers
from tongzhou.procedure.papers import Template

from . import deciding, investigating, opening, performing

DOCUMENTS: tuple[Template, ...] = (
    Template(papers.FILING, opening.filing),
    Template(papers.ASSIGNMENT, opening.assignment),
    Template(papers.RECUSAL, opening.recusal),
    Template(papers.SITE_RECORD, investigating.site_record),
    Template(papers.INQUIRY, investigating.inquiry),
    Template(papers.INTERVIEW, investigating.interview),
    Template(papers.HOLDING, investigating.holding),
    Template(papers.HOLDING_DECISION, investigating.dealing),
    Template(papers.ORDER, investigating.order),
    Template(papers.EXTENSION, investigating.extension),
    Template(papers.SUSPENSION, investigating.suspension),
    Template(papers.RESUMPTION, investigating.resumption),
    Template(papers.REPORT, investigating.report),
    Template(papers.OPINION, deciding.opinion),
    Template(papers.NOTICE, deciding.notice),
    Template(papers.STATEMENT, deciding.statement),
    Template(papers.HEARING_NOTICE, deciding.hearing_notice),
    Template(papers.HEARING_RECORD, deciding.hearing_record),
    Template(papers.LEGAL_REVIEW, deciding.legal_review),
    Template(papers.DISCUSSION, deciding.discussion),
    Template(papers.PUNISHMENT, deciding.punishment),
    Template(papers.TREATMENT, deciding.treatment),
    Template(papers.EXEMPTION, deciding.exemption),
    Template(papers.DROPPING, deciding.dropping),
    Template(papers.REFERRAL, deciding.referral),
    Template(papers.REVOCATION, deciding.revocation),
    Template(papers.DEFERRAL, performing.deferral),
    Template(papers.ADDITIONAL, performing.additional),
    Template(papers.URGING, performing.urging),
    Template(papers.COURT, performing.court),
    Template(papers.RESULT, performing.result),
    Template(papers.CLOSING, performing.closing),
    Template(papers.ARCHIVE, performing.archive),
)
