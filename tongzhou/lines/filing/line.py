"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from .entry import CASE_PANELS, COLUMNS, PANELS
from .objection.procedure import OBJECTION
from .review.procedure import REVIEW

LINE = Line(
    "filing",
    "劳动用工备案",
    "file-user",
    procedures=(OBJECTION, REVIEW),
    columns=COLUMNS,
    panels=PANELS,
    case_panels=CASE_PANELS,
)
