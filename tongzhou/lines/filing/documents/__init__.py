"""文书 of the line: the decision on an objection."""

from __future__ import annotations

from tongzhou.lines.filing.objection import papers
from tongzhou.procedure.papers import Template

from .decision import decision

DOCUMENTS = (Template(papers.DECISION, decision),)
