"""可选项 — what the forms of a warning may choose from, in a case as it stands. Pure."""

from __future__ import annotations

from tongzhou.law.penalties import ITEMS
from tongzhou.procedure.view import View
from tongzhou.warning.rules import WARNING

from . import rules

Choices = list[tuple[str, str]]


def levels(_view: View) -> Choices:
    """Return the four levels, gravest first."""
    return [(level.value, level.label) for level in WARNING]


def hit_rules(view: View) -> Choices:
    """Return the rules that hit."""
    return [(h.rule, f"{h.rule} {h.label}") for h in rules.hits(view)]


def violations(_view: View) -> Choices:
    """Return the penalty items of the law."""
    return [(code, item.violation.zh) for code, item in ITEMS.items()]
