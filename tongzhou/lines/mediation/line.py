"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from .documents import DOCUMENTS
from .entry import (
    ACT_PAGES,
    CASE_PANELS,
    CHOICES,
    COLUMNS,
    PANELS,
    PARTY_PAGES,
    PARTY_PANELS,
    SPEAKS_FOR,
)
from .procedure import CASE

LINE = Line(
    "mediation",
    "劳动争议调解",
    "handshake",
    procedures=(CASE,),
    columns=COLUMNS,
    panels=PANELS,
    case_panels=CASE_PANELS,
    act_pages=ACT_PAGES,
    choices=CHOICES,
    speaks_for=SPEAKS_FOR,
    party_pages=PARTY_PAGES,
    party_panels=PARTY_PANELS,
    documents=DOCUMENTS,
)
