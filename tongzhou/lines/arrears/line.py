"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from .documents import DOCUMENTS
from .entry import ACT_PAGES, CASE_PANELS, CHOICES, COLUMNS, PANELS, PARTY_PAGES, PARTY_PANELS
from .procedure import MATTER

LINE = Line(
    "arrears",
    "欠薪治理",
    "banknote",
    procedures=(MATTER,),
    columns=COLUMNS,
    panels=PANELS,
    case_panels=CASE_PANELS,
    act_pages=ACT_PAGES,
    choices=CHOICES,
    party_pages=PARTY_PAGES,
    party_panels=PARTY_PANELS,
    documents=DOCUMENTS,
)
