"""What the page of a case shows of this line besides the desk's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.timezone import localdate, now

from tongzhou.law import NotRecorded, amount
from tongzhou.lines.inspection.review import rules as review_rules
from tongzhou.lines.inspection.rules import deciding, onward, performing
from tongzhou.lines.inspection.rules.items import label
from tongzhou.lines.inspection.rules.ordering import standing
from tongzhou.procedure.view import View

register = template.Library()


@register.simple_tag
def violations_of(view: View) -> list[dict[str, Any]]:
    """Return each violation: what it is, how the order stands, what was found, what came of it."""
    on = localdate(now())
    found = deciding.findings(view)
    out = []
    for s in view.subjects.values():
        if s.kind.code != "violation":
            continue
        state = next((x for x in s.kind.states if x.code == s.state), None)
        fact = found.get(s.key)
        row = view.ledger.get(s.key, {})
        out.append({
            "name": s.name or label(s.ref), "state": state, "order": standing(view, s.key, on),
            "fact": fact, "fined": row.get("fined", 0), "paid": row.get("paid", 0), "added": row.get("added", 0),
            "settled": s.state in deciding.SETTLED,
        })  # fmt: skip
    return out


@register.simple_tag
def fine_of(view: View) -> dict[str, Any]:
    """Return how the payment of fines stands today."""
    on = localdate(now())
    rows = performing.owed(view)
    names = {s.key: s.name for s in view.subjects.values()}
    additions = performing.additions(view, on)
    return {
        "rows": rows,
        "until": performing.pay_until(view),
        "late": performing.fines_are_late(view, on),
        "lines": [a.lines(names.get(a.key, "")) for a in additions],
    }


@register.simple_tag
def wages_of(view: View) -> bool:
    """Say whether a wage matter of the case is open."""
    return performing.wages_open(view)


@register.simple_tag
def police_of(view: View) -> Any:
    """Return what the police decided last about this case or its wage matter."""
    return onward.police_said(view)


@register.simple_tag
def party_of_case(party: Any, view: View, today: Any) -> dict[str, Any]:
    """Return what a party is shown of its case: an employer its orders, notice and fine; a worker how far it is."""
    firms = [k for k in party.keys if k.startswith("employer/")]
    if not firms:
        states = view.procedure.states
        path = list({states[code].public: day for code, day, _seq in view.path}.items())
        return {"employer": False, "path": path}
    served = deciding.notice_served(view)
    orders = []
    for s in view.subjects.values():
        stands = standing(view, s.key, today) if s.kind.code == "violation" else None
        if stands and stands.served_on:
            orders.append((s.name, stands.words, stands.lapsed))
    rows = performing.owed(view)
    known = view.state in ("decided", "closed", "archived") and served is not None
    return {
        "employer": True,
        "orders": orders,
        "notice": deciding.notice(view) if served and view.state == "concluded" else None,
        "owed": sum(o.fined + o.added - o.paid for o in rows) if known else 0,
        "until": performing.pay_until(view),
    }


@register.simple_tag
def review_findings(view: View) -> list[Any]:
    """Return what stands out in the form of a written review, with the minimum wage of the region where it is known."""
    said, asked = review_rules.form(view), review_rules.call(view)
    if said is None or asked is None:
        return []
    try:
        found = amount(
            "minimum_wage", on=date(asked.year, 12, 31), region=view.region, accept_unverified=True
        )
        least = int(found.value * 100)
    except (NotRecorded, TypeError):
        least = None
    return list(review_rules.findings(said, asked.headcount, least))


@register.filter
def at(table: dict[Any, Any], key: Any) -> Any:
    """Return the value of a table under a key; nothing where there is none."""
    return table.get(key, "")
