"""What the panels on the page of a case show of an objection and of a review."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from tongzhou.lines.filing.objection import rules as objecting
from tongzhou.lines.filing.objection.facts import Answer, Objection
from tongzhou.lines.filing.review import rules as reviewing
from tongzhou.lines.filing.review.facts import TakenUp
from tongzhou.procedure.view import View

register = template.Library()


@dataclass(frozen=True)
class Room:
    """An objection, and what the employer answered."""

    said: Objection | None
    answer: Answer | None


@register.simple_tag
def objection_room(view: View) -> Room:
    """Return what an objection says, and the answer to it."""
    answer = view.said.get("answer")
    return Room(objecting.objection(view), answer if isinstance(answer, Answer) else None)


@register.simple_tag
def review_room(view: View) -> TakenUp | None:
    """Return why an employer is reviewed."""
    return reviewing.taken(view)
