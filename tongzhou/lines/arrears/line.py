"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Line

from .entry import CHOICES, COLUMNS
from .procedure import MATTER

LINE = Line(
    "arrears", "欠薪治理", "banknote", procedures=(MATTER,), columns=COLUMNS, choices=CHOICES
)
