"""What templates of this part may ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template

from tongzhou.lines.arbitration.rules import next_steps as rules
from tongzhou.procedure.view import View

register = template.Library()


@register.simple_tag
def next_steps(view: View, keys: Iterable[str], on: date) -> list[rules.NextStep]:
    """Return what is to come for a party of a case."""
    return rules.next_steps(view, keys, on=on)
