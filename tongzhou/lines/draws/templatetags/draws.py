"""What the panel of a batch on the page of its case needs."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.timezone import localdate, now

from tongzhou.lines.draws.pages import Room
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Case

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_room(context: dict[str, Any], case: Case) -> Room:
    """Return the room of a batch as the person of this request sees it; the page has let them in."""
    at = now()
    return Room(case, Visitor(context["request"].user, localdate(at), at))
