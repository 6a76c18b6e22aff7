"""移交、回告 — what the case a matter came from is told, and when the police are brought in. Declarations only."""

from __future__ import annotations

from typing import Any

from tongzhou.law import article
from tongzhou.procedure.declare import Handover, Reply
from tongzhou.procedure.view import View

from . import facts, rules
from .acts import collecting, ending, ordering
from .conclusions import conclusion
from .instruments import REGULATION, WAGES
from .states import BOTH

INSPECTION, TRANSFER = "inspection.case", "inspection.transfer"


def told_ordered(view: View, stated: facts.Order) -> dict[str, Any]:
    """Return what was ordered: of how many, how much, until when; the paper is named by its entry."""
    return {
        "paper": str(view.last[ordering.order.code]),
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


def suspected(view: View, stated: facts.Suspicion) -> dict[str, Any]:
    """Return what the transfer is opened with: the sums, the order, whether somebody has fled."""
    ordered = view.latest(ordering.order)
    keys = {s.key: s.name for s in view.subjects.values() if s.kind in BOTH}
    return {
        "names": keys,
        "workers": stated.workers,
        "amount": stated.amount,
        "longest_months": str(stated.longest_months),
        "largest_single": stated.largest_single,
        "order_paper": str(view.last.get(ordering.order.code, "")),
        "order_until": ordered.until if ordered else None,
        "fled": stated.fled,
        "words": stated.grounds,
        "grounds": stated.below or "责令支付期满仍未支付",
    }


HANDOVERS: tuple[Handover, ...] = ()
REPLIES: tuple[Reply, ...] = ()

# Added where labour inspection is installed beside this line: the acts are those it declares for us.
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
)
