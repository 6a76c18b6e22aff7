"""What the panel of a plan on the page of its case needs."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.timezone import localdate, now

from tongzhou.lines.zones.plan.pages import Plan
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Case

register = template.Library()


@register.simple_tag(takes_context=True)
def zone_plan(context: dict[str, Any], case: Case) -> Plan:
    """Return the plan of a case as the person of this request sees it; the page has let them in."""
    at = now()
    return Plan(case, Visitor(context["request"].user, localdate(at), at))
