"""文书 — the papers of a warning, each a pure function from what stands in the journal."""

from tongzhou.procedure.papers import Template
from tongzhou.warning.cases import papers

from .checking import checked, interview
from .judging import false_alarm, notice, slip
from .settling import letter, plan, referral

DOCUMENTS = (
    Template(papers.NOTICE, notice),
    Template(papers.SLIP, slip),
    Template(papers.LETTER, letter),
    Template(papers.CHECKED, checked),
    Template(papers.INTERVIEW, interview),
    Template(papers.PLAN, plan),
    Template(papers.FALSE_ALARM, false_alarm),
    Template(papers.REFERRAL, referral),
)
