"""What the page of a case shows of this line besides the desk's own."""

from __future__ import annotations

from typing import Any

import msgspec
from django import template
from django.utils.timezone import localdate, now

from tongzhou.lines.coordinators.contact import rules as contact_rules
from tongzhou.lines.coordinators.person import facts, rules
from tongzhou.lines.coordinators.visit import items
from tongzhou.lines.coordinators.visit import rules as visit_rules
from tongzhou.lines.coordinators.visit.facts import Visit
from tongzhou.procedure.offline import day_of
from tongzhou.procedure.view import View

register = template.Library()
MONTHS = 6


@register.simple_tag
def roll_of(view: View) -> dict[str, Any]:
    """Return what stands of a coordinator: deployments, employers served, certificates, training."""
    return {
        "deployments": rules.deployments(view),
        "served": [name for name, _since in rules.served(view).values()],
        "held": [h for _n, h in rules.told(view, facts.Held)],
        "training": [t for _n, t in rules.told(view, facts.Training)],
    }


@register.simple_tag
def visited(view: View) -> dict[str, Any] | None:
    """Return what a visit recorded, in words; None before it was made."""
    said = visit_rules.record(view)
    if said is None:
        return None
    return {
        "said": said,
        "on": visit_rules.visited_on(view),
        "sent": view.on["visit"],
        "claimed": day_of(said.made_at),
        "further": [
            {"said": t.facts, "on": t.facts.made_on or t.on, "sent": t.on}
            for t in visit_rules.further(view)
            if isinstance(t.facts, Visit)
        ],
        "watch": [items.name_of(x.item) for x in said.looked if x.outcome == "关注"],
        "policies": [items.POLICIES.get(p, p) for p in said.policies],
    }


@register.simple_tag
def months_of(view: View) -> list[dict[str, Any]]:
    """Return the last months of a contact employer, the latest first; grey where nothing was reported."""
    on, said = localdate(now()), contact_rules.chosen(view)
    told = {m: msgspec.structs.asdict(t.facts) for m, t in contact_rules.reports(view).items()}
    known = [*contact_rules.months_back(on, MONTHS), f"{on:%Y-%m}"]
    since = f"{said.since:%Y-%m}" if said else ""
    return [
        {
            "month": m,
            "report": told.get(m),
            "tone": contact_rules.tone(told.get(m)),
            "before": m < since,
        }
        for m in reversed(known)
    ]
