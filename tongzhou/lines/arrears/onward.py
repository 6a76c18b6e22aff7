"""移交、回告 — what the case a matter came from is told, and when the police are brought in. Declarations only."""

from __future__ import annotations

from typing import Any

from tongzhou.law import article
from tongzhou.procedure.declare import Handover, Reply
from tongzhou.procedure.view import View

from . import facts, rules
from .acts import collecting, ending, ordering
from .conclusions import conclusion
from .instruments import POLICE, REGULATION, WAGES
from .papers import ORDER
from .states import BOTH

INSPECTION, TRANSFER = "inspection.case", "inspection.transfer"


def order_paper(view: View) -> str:
    """Return the last order as people call it, with its day: 责令限期支付工资决定书（2026-03-09）; empty if none."""
    last = view.last.get(ordering.order.code)
    days = [t.on for e in rules.employers(view) for t in e.told if t.seq == last]
    return f"{ORDER.label}（{days[0]}）" if days else ""


def told_ordered(view: View, stated: facts.Order) -> dict[str, Any]:
    """Return what was ordered: by which paper, of how many, how much, until when."""
    return {
        "paper": order_paper(view),
        "amount": stated.total,
        "workers": len(stated.amounts),
        "until": stated.until,
    }


def told_lapsed(view: View, stated: facts.Lapse) -> dict[str, Any]:
    """Return what was not paid when the order ran out."""
    left = rules.sums(view).left
    waiting = sum(1 for w in rules.workers(view, "owed") if rules.outstanding(view, w.key) > 0)
    return {"on": stated.checked_on, "unpaid": left, "workers": waiting}


def told_paid(view: View, stated: Any) -> dict[str, Any]:
    """Return what has just come, and what is left."""
    return {"received": sum(stated.amounts.values()), "left": rules.sums(view).left}


def told_closed(view: View, stated: facts.Ending) -> dict[str, Any]:
    """Return how the matter was closed, and what the workers have in hand."""
    return {"conclusion": str(conclusion(stated.code)), "collected": rules.received(view)}


def told_police(_view: View, stated: facts.PoliceAnswer) -> dict[str, Any]:
    """Return what the police answered, and on which day."""
    return {"outcome": stated.outcome, "on": stated.on}


def suspected(view: View, stated: facts.Suspicion) -> dict[str, Any]:
    """Return what the transfer is opened with: who still waits, the sums, the order, whether somebody has fled."""
    ordered = view.latest(ordering.order)
    waiting = [w for w in rules.workers(view, "owed") if rules.outstanding(view, w.key) > 0]
    keys = {s.key: s.name for s in (*waiting, *rules.employers(view))}
    return {
        "names": keys,
        "workers": stated.workers,
        "amount": stated.amount,
        "longest_months": str(stated.longest_months),
        "largest_single": stated.largest_single,
        "order_paper": order_paper(view),
        "order_until": ordered.until if ordered else None,
        "fled": stated.fled,
        "words": stated.grounds,
        "grounds": stated.below or "责令支付期满仍未支付",
    }


# Labour inspection takes what goes to the police, and declares the acts by which it is told.
TO_POLICE = Handover(
    after=ending.suspect, opens=TRANSFER, takes=BOTH, carries=suspected, cites=article(WAGES, 41)
)
TELLS: tuple[Reply, ...] = (
    Reply(ordering.order, INSPECTION, "wages_ordered", told_ordered, article(REGULATION, 26)),
    Reply(ordering.lapse, INSPECTION, "wages_lapsed", told_lapsed, article(REGULATION, 26)),
    *(
        Reply(
            act,
            INSPECTION,
            "wages_paid",
            told_paid,
            article(WAGES, 16),
            when=rules.something_received,
        )
        for act in collecting.MONEY
    ),
    *(
        Reply(
            act,
            INSPECTION,
            "wages_closed",
            told_closed,
            article(REGULATION, 18),
            when=rules.not_told_before,
        )
        for act in (ending.conclude, ending.end)
    ),
    Reply(ending.police_told, INSPECTION, "wages_police", told_police, article(POLICE, 8)),
)
HANDOVERS: tuple[Handover, ...] = (TO_POLICE,)
REPLIES: tuple[Reply, ...] = TELLS
