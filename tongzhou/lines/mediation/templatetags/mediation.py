"""What the panel of a mediation on the page of its case needs."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.timezone import localdate, now

from tongzhou.lines.mediation.pages import Room
from tongzhou.lines.mediation.parting import PartyRoom
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Case
from tongzhou.procedure.partying import Party

register = template.Library()


@register.simple_tag(takes_context=True)
def mediation_room(context: dict[str, Any], case: Case) -> Room:
    """Return the room of a case as the person of this request sees it; the page has let them in."""
    at = now()
    return Room(case, Visitor(context["request"].user, localdate(at), at))


@register.simple_tag
def party_room(party: Party) -> PartyRoom:
    """Return the room of a case as one of its parties sees it."""
    return PartyRoom(party)
