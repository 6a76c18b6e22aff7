"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Export, Line

from . import exporting
from .documents import DOCUMENTS
from .entry import ACT_PAGES, CASE_PANELS, COLUMNS, OUTSIDE, PANELS, PARTY_PAGES, PARTY_PANELS
from .procedure import REPORT, REQUEST

LINE = Line(
    "intake",
    "举报投诉",
    "inbox",
    procedures=(REPORT, REQUEST),
    columns=COLUMNS,
    panels=PANELS,
    case_panels=CASE_PANELS,
    act_pages=ACT_PAGES,
    party_pages=PARTY_PAGES,
    party_panels=PARTY_PANELS,
    outside=OUTSIDE,
    documents=DOCUMENTS,
    exports=(Export("complaints", exporting.complaints),),
)
