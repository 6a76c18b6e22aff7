"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from .entry import CHOICES, COLUMNS
from .procedure import CASE

LINE = Line(
    "mediation", "劳动争议调解", "handshake", procedures=(CASE,), columns=COLUMNS, choices=CHOICES
)
