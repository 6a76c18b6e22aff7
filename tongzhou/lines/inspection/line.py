"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Export, Line

from . import exporting
from .check.documents import DOCUMENTS as CHECK_DOCUMENTS
from .check.procedure import CHECK
from .documents import DOCUMENTS
from .entry import ACT_PAGES, CASE_PANELS, CHOICES, COLUMNS, PANELS, PARTY_PAGES, PARTY_PANELS
from .procedure import CASE
from .publicity.procedure import PUBLIC
from .review.procedure import REVIEW
from .transfer.documents import DOCUMENTS as TRANSFER_DOCUMENTS
from .transfer.procedure import TRANSFER_CASE

LINE = Line(
    "inspection",
    "劳动保障监察",
    "shield-check",
    procedures=(CASE, CHECK, TRANSFER_CASE, REVIEW, PUBLIC),
    columns=COLUMNS,
    panels=PANELS,
    case_panels=CASE_PANELS,
    act_pages=ACT_PAGES,
    choices=CHOICES,
    party_pages=PARTY_PAGES,
    party_panels=PARTY_PANELS,
    documents=(*DOCUMENTS, *CHECK_DOCUMENTS, *TRANSFER_DOCUMENTS),
    exports=(Export("inspections", exporting.inspections),),
)
