"""What the panel of a group case on the page of its case needs. From the view alone: no query."""

from __future__ import annotations

from typing import Any

from django import template

from tongzhou.lines.arbitration.facts import Vote
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import is_group
from tongzhou.lines.arbitration.states import ACTING, CLAIMANT, SPOKESMAN
from tongzhou.procedure.view import View

register = template.Library()


@register.simple_tag
def group_panel(view: View) -> dict[str, Any]:
    """Return how many claim, in which states, and who speaks for them."""
    claimants = view.of(CLAIMANT)
    tally = [(s.staff, view.tally[CLAIMANT.code, s.code]) for s in CLAIMANT.states]
    return {
        "claimants": len(claimants),
        "is_group": is_group(view),
        "is_open": not view.is_final,
        "states": [(words, n) for words, n in tally if n],
        "spokesmen": "、".join(s.name for s in view.of(SPOKESMAN, ACTING.code)),
        "votes": sum(isinstance(s.stated.get("vote"), Vote) for s in claimants),
        "without_claims": sum(not claims_of(s) for s in claimants),
    }
