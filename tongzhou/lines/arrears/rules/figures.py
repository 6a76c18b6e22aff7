"""列 — the one row of a matter that lists and figures are made of: found, ordered, collected. Pure. Whole fen."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.arrears import facts
from tongzhou.lines.arrears.conclusions import table
from tongzhou.procedure.catalogue import Rows
from tongzhou.procedure.view import View

from .ending import reopened
from .ledger import employers, sums, taken_up, workers


def ordered(view: View) -> int:
    """Return how much was ordered to be paid in all: each worker's largest order counts once."""
    most: dict[str, int] = {}
    for subject in employers(view):
        for told in subject.told:
            if told.act == "order" and isinstance(told.facts, facts.Order):
                for key, amount in told.facts.amounts.items():
                    most[key] = max(most.get(key, 0), amount)
    return sum(most.values())


def settled_on(view: View) -> date | None:
    """Return the day on which the last of the money came; None while somebody waits."""
    if not workers(view) or any(w.state in ("claimed", "owed") for w in workers(view)):
        return None
    days = [
        told.facts.received_on
        for w in workers(view, "paid")
        for told in w.told
        if isinstance(told.facts, facts.Payment | facts.Advance | facts.Confirmed)
    ]
    return max(days, default=None)


def conclusion_of(view: View) -> str:
    """Return the code of the conclusion the matter stands closed with; empty while it is open."""
    if view.state not in ("watching", "closed"):
        return ""
    last = max(("conclude", "end"), key=lambda code: view.last.get(code, -1))
    said = view.said.get(last)
    return said.code if isinstance(said, facts.Ending) else ""


def matter_row(view: View) -> Rows:
    """Return the row of a matter."""
    said, total, code = taken_up(view), sums(view), conclusion_of(view)
    first = said.first_seen or view.first_seen or view.opened_on
    done = settled_on(view)
    return {
        "": {
            "project": said.project,
            "employer": next((e.name for e in employers(view)), "")[:200],
            "workers": len(workers(view)),
            "paid_workers": len(workers(view, "paid")),
            "claimed": total.claimed,
            "found": total.found,
            "ordered": ordered(view),
            "collected": max(total.received, 0),
            "advanced": total.advanced,
            "recovered": total.recovered,
            "left": max(total.left, 0),
            "opened_on": view.opened_on,
            "first_seen": first,
            "found_on": view.on.get("establish"),
            "ordered_on": view.on.get("order"),
            "settled_on": done,
            "days": (done - first).days if done and first else None,
            "closed_on": view.on.get("conclude") if view.state == "watching" else view.closed_on,
            "conclusion": code,
            "counts": table()[code].counts if code in table() else "",
            "reopened": reopened(view),
        }
    }
