"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from . import choices
from .documents import DOCUMENTS
from .procedure import CASE

LINE = Line(
    "inspection",
    "劳动保障监察",
    "shield-check",
    procedures=(CASE,),
    documents=DOCUMENTS,
    choices={
        "violation_items": choices.violation_items,
        "officers": choices.officers,
        "recusals": choices.recusals,
    },
)
