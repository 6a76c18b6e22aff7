"""文书 of the choice: the report on the county chosen."""

from __future__ import annotations

from tongzhou.lines.zones.selection.documents.report import site_report
from tongzhou.lines.zones.selection.procedure import report
from tongzhou.procedure.papers import Template

DOCUMENTS = tuple(Template(paper, site_report) for paper in (report.issues,) if paper)
