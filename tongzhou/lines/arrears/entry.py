"""What the line enters in the catalogue: columns, choices, pages."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns
from tongzhou.procedure.view import View

from . import conclusions, rules
from .models import MatterRow
from .procedure import MATTER


def offered(_view: View) -> list[tuple[str, str]]:
    """Return the conclusions, as a form offers them."""
    return conclusions.codes()


COLUMNS = {MATTER.code: (Columns(MatterRow, "", rules.matter_row),)}
CHOICES = {"arrears_conclusions": offered}
