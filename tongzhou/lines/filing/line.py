"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Export, Line

from . import exporting, outside
from .documents import DOCUMENTS
from .entry import CASE_PANELS, CHOICES, COLUMNS, PANELS, PARTY_PANELS
from .figures import MEASURES
from .objection.procedure import OBJECTION
from .review.procedure import REVIEW, take_up

LINE = Line(
    "filing",
    "劳动用工备案",
    "file-user",
    procedures=(OBJECTION, REVIEW),
    columns=COLUMNS,
    act_pages={REVIEW.code: {take_up.code: "filing:board"}},
    panels=PANELS,
    case_panels=CASE_PANELS,
    choices=CHOICES,
    documents=DOCUMENTS,
    party_panels=PARTY_PANELS,
    measures=MEASURES,
    records={outside.CODE: outside.EMPLOYMENTS},
    exports=(Export("filings", exporting.filings),),
)
