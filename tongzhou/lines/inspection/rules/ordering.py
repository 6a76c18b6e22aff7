"""责令改正 — whether an order stands, was served, has lapsed, was met. What hangs on it asks here.

An order binds from the day it is received. It has lapsed when its day has passed, it had been served before,
and what was looked at afterwards showed that it was not wholly met.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongzhou.lines.inspection.facts.codes import key_of
from tongzhou.lines.inspection.facts.investigating import Order, Recheck
from tongzhou.lines.inspection.facts.performing import WagesLapsed, WagesOrdered
from tongzhou.lines.inspection.states import EMPLOYER
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import View

from .opening import WAGES


@dataclass(frozen=True)
class Standing:
    """How it stands with the order about one violation, on a day."""

    ordered_on: date | None = None
    until: date | None = None
    served_on: date | None = None
    corrected_on: date | None = None
    lapsed: bool = False
    looked_on: date | None = None  # when it was last looked at after its day

    @property
    def words(self) -> str:
        """Return how it stands, in a few words."""
        if self.ordered_on is None:
            return "未责令改正"
        if self.corrected_on:
            return f"已于{self.corrected_on}改正"
        if self.lapsed:
            return f"逾期未改正（期限{self.until}）"
        if self.served_on is None:
            return "指令书待送达"
        return f"责令于{self.until}前改正"


def served(view: View, act: str, *, since: int) -> date | None:
    """Return when a paper issued by entry `since` was received by the employer; None where it was not.

    Of several employers the last one counts.
    """
    found: list[date] = []
    for firm in view.of(EMPLOYER):
        days = [
            t.facts.received_on
            for t in firm.told
            if t.act == act
            and t.seq > since
            and isinstance(t.facts, ServiceOfPaper)
            and t.facts.received_on
        ]
        if not days:
            return None
        found.append(min(days))
    return max(found, default=None)


def standing(view: View, key: str, on: date) -> Standing:
    """Return how it stands on a day with the last order about a violation."""
    subject = view.subjects.get(key)
    if subject is None:
        return Standing()
    orders = [t for t in subject.told if isinstance(t.facts, Order) and t.on <= on]
    if not orders:
        return _of_wages(view, on) if key == key_of(WAGES) else Standing()
    order = orders[-1]
    assert isinstance(order.facts, Order)
    until = order.facts.until
    received = served(view, "serve_order", since=order.seq)
    received = received if received and received <= on else None
    looks = [t for t in subject.told if isinstance(t.facts, Recheck) and t.seq > order.seq]
    met = [t.facts.met_on for t in looks if isinstance(t.facts, Recheck) and t.facts.met_on]
    late = [t.on for t in looks if t.on > until]
    unmet = received is not None and received <= until < on and not any(m <= until for m in met)
    return Standing(
        order.on,
        until,
        received,
        min(met, default=None),
        unmet and bool(late),
        max(late, default=None),
    )


def _of_wages(view: View, on: date) -> Standing:
    """Return how it stands with the order to pay that the wage matter made: it tells the case."""
    said, lapsed = view.said.get("wages_ordered"), view.said.get("wages_lapsed")
    if not isinstance(said, WagesOrdered):
        return Standing()
    ordered_on = view.on.get("wages_ordered")
    again = view.last["wages_ordered"] > view.last.get("wages_lapsed", -1)
    if not isinstance(lapsed, WagesLapsed) or again or lapsed.on > on:
        return Standing(ordered_on, said.until, ordered_on)
    return Standing(ordered_on, said.until, ordered_on, None, lapsed.unpaid > 0, lapsed.on)


def has_lapsed(view: View, key: str, on: date) -> bool:
    """Say whether a served order about this violation has lapsed."""
    return standing(view, key, on).lapsed


def until_is_ahead(_view: View, facts: Order, on: date) -> bool:
    """The day by which to put right lies ahead."""
    return facts.until > on


def an_order_stands(view: View) -> bool:
    """Something has been ordered."""
    return "order" in view.last


def not_served(view: View, keys: Iterable[str], on: date) -> list[str]:
    """Return those of the violations whose order is made but not served."""
    found = {k: standing(view, k, on) for k in keys}
    return [k for k, s in found.items() if s.ordered_on and not s.served_on]
