"""What the panels on the page of a case show of an objection and of a review."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from tongzhou.lines.filing.objection import procedure
from tongzhou.lines.filing.objection import rules as objecting
from tongzhou.lines.filing.objection.facts import Answer, Dismissed, Mended, Objection, Upheld
from tongzhou.lines.filing.review import rules as reviewing
from tongzhou.lines.filing.review.facts import TakenUp, ToMend
from tongzhou.lines.filing.review.procedure import ask_mend
from tongzhou.procedure.view import View

register = template.Library()


@dataclass(frozen=True)
class Room:
    """An objection, what the employer answered, and what came of it."""

    said: Objection | None
    answer: Answer | None
    upheld: Upheld | None
    dismissed: Dismissed | None
    mended: Mended | None


@register.simple_tag
def objection_room(view: View) -> Room:
    """Return what an objection says, the answer to it, and what was decided."""
    return Room(
        objecting.objection(view),
        view.latest(procedure.answer),
        view.latest(procedure.uphold),
        view.latest(procedure.dismiss),
        view.latest(procedure.mend),
    )


@register.simple_tag
def review_room(view: View) -> TakenUp | None:
    """Return why an employer is reviewed."""
    return reviewing.taken(view)


@register.simple_tag
def to_mend(view: View) -> ToMend | None:
    """Return what an employer was last asked to mend."""
    return view.latest(ask_mend)
