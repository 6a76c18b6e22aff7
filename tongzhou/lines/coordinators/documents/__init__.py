"""文书 — the papers of a coordinator: registration, letter, record of a visit, monthly log, assessment sheet."""

from __future__ import annotations

from tongzhou.lines.coordinators import papers
from tongzhou.procedure.papers import Template

from .outside import month_log, visit_record
from .person import assessment, letter, registration

DOCUMENTS = (
    Template(papers.REGISTRATION, registration),
    Template(papers.LETTER, letter),
    Template(papers.VISIT, visit_record),
    Template(papers.LOG, month_log),
    Template(papers.ASSESSMENT, assessment),
)
