"""算好的金额 — a calculation of the portal becomes an item of the claim, with its steps and what it was made from.

The text that carries a calculation is reckoned again here: an amount is believed for its steps alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongzhou.law import Calendar
from tongzhou.law.claims import BadInput
from tongzhou.law.claims import carrier as carried
from tongzhou.law.heads import HEADS

LONGEST = 500  # characters of the basis, as the form of the fourth question takes them


def head_of(kind: str) -> str:
    """Return the head a calculator is for; empty where its answer is no sum that one claims."""
    return next((h.code for h in HEADS.values() if h.calc == kind and h.money), "")


def taken(text: str, *, calendar: Calendar) -> dict[str, dict[str, Any]]:
    """Return head → amount in fen, basis and inputs of a carried calculation; empty where it is none."""
    try:
        return _item(carried.unpack(text), calendar)
    except BadInput:
        return {}


def kept(session: Mapping[str, Any], *, calendar: Calendar) -> dict[str, dict[str, Any]]:
    """Return the same of what this visitor has calculated in the same session, the newest of each head."""
    found: dict[str, dict[str, Any]] = {}
    for made in carried.kept(session):
        for head, item in _item(made, calendar).items():
            found.setdefault(head, item)
    return found


def _item(made: carried.Carried, calendar: Calendar) -> dict[str, dict[str, Any]]:
    head = head_of(made.kind)
    result = made.result(calendar=calendar)
    if not head or not result.amount:
        return {}
    steps = [
        " ".join(
            filter(
                None, [str(s.what.zh), s.formula, f"＝{s.value.zh}" if s.formula else s.value.zh]
            )
        )
        for s in result.steps
    ]
    return {
        head: {
            "amount": int(result.amount * 100),
            "basis": "；".join(steps)[:LONGEST],
            "inputs": {"kind": made.kind, "on": made.on.isoformat(), "inputs": dict(made.inputs)},
        }
    }
