"""The line as the catalogue knows it."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from tongzhou.procedure.catalogue import Line

from .documents import DOCUMENTS
from .entry import ACT_PAGES, CASE_PANELS, COLUMNS, OUTSIDE, PANELS, PARTY_PAGES, PARTY_PANELS
from .procedure import REPORT, REQUEST

_known = find_spec("tongzhou.lines.inspection") is not None
_report = (
    REPORT
    if _known
    else replace(
        REPORT, handovers=tuple(h for h in REPORT.handovers if h.opens != "inspection.case")
    )
)

LINE = Line(
    "intake",
    "举报投诉",
    "inbox",
    procedures=(_report, REQUEST),
    columns=COLUMNS,
    panels=PANELS,
    case_panels=CASE_PANELS,
    act_pages=ACT_PAGES,
    party_pages=PARTY_PAGES,
    party_panels=PARTY_PANELS,
    outside=OUTSIDE,
    documents=DOCUMENTS,
)
