"""What the panels of a report and of a request need, at the desk and at the portal."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.timezone import localdate, now

from tongzhou.lines.intake import rules, threads
from tongzhou.lines.intake.acts import add
from tongzhou.lines.intake.desk import Report
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Case
from tongzhou.procedure.partying import Party

register = template.Library()


@register.simple_tag(takes_context=True)
def intake_report(context: dict[str, Any], case: Case) -> Report:
    """Return a report as the person of this request sees it; the page has let them in."""
    at = now()
    return Report(case, Visitor(context["request"].user, localdate(at), at))


@register.simple_tag
def intake_line(case: Case) -> list[threads.Step]:
    """Return the one timeline of a report and all that came of it."""
    return threads.line_of(case)


@register.simple_tag
def intake_mates(party: Party) -> dict[str, Any]:
    """Return how many report together, and whether this party may add to them."""
    return {"count": len(rules.workers(party.view)), "may_add": party.may(add)}
