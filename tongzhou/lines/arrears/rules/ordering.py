"""责任与责令的判断 — who carries the case, whether the books were brought, who pays, what may be ordered. Pure."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.arrears import facts
from tongzhou.lines.arrears.states import CARRYING, OFFICER, RECUSED
from tongzhou.procedure.certified import LEAST
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.procedure.view import View

from .ledger import outstanding, sums, workers


def two_officers(view: View) -> bool:
    """劳动保障监察条例 16: two inspectors at least."""
    return len(view.of(OFFICER, CARRYING.code)) >= LEAST


def is_a_team(view: View, stated: facts.Assignment) -> bool:
    """With those who carry the case already, at least two inspectors do."""
    return len({s.key for s in view.of(OFFICER, CARRYING.code)} | set(stated.names)) >= LEAST


def certificates_hold(_view: View, stated: facts.Assignment, on: date) -> bool:
    """Everybody named holds a certificate that is valid on the day."""
    return bool(stated.names) and not stated.not_valid(on)


def nobody_recused(view: View, stated: facts.Assignment) -> bool:
    """Nobody comes back who had to leave."""
    return not any(
        view.subjects[k].state == RECUSED.code for k in stated.names if k in view.subjects
    )


def books_missing(view: View) -> bool:
    """The employer was told to bring its books, and has not since."""
    return view.last.get("demand", -1) > view.last.get("bring_books", -1)


def liability(view: View) -> facts.Liability | None:
    """Return who has to pay, as last found."""
    said = view.said.get("name_payers")
    return said if isinstance(said, facts.Liability) else None


def liable_here(view: View, stated: facts.Liability) -> bool:
    """Whoever has to pay is named with the facts, or in the case."""
    return all(
        one.employer in stated.names or one.employer in view.subjects for one in stated.liable
    )


def something_owed(view: View) -> bool:
    """Somebody still waits for money."""
    return sums(view).left > 0


def order_as_owed(view: View, stated: facts.Order) -> bool:
    """The order names everybody who waits, with what is still owed to each: no more, no less."""
    owed = {w.key: outstanding(view, w.key) for w in workers(view, "owed")}
    return {k: v for k, v in owed.items() if v > 0} == stated.amounts


def order_to_come(_view: View, stated: facts.Order, on: date) -> bool:
    """The last day of an order lies ahead."""
    return stated.until > on


def order_served(view: View) -> bool:
    """The order has reached one of those who must pay: 逾期 is said of nobody who was not told."""
    ordered = view.last.get("order", -1)
    if ordered < 0:
        return False
    return any(
        told.act == "serve"
        and told.seq > ordered
        and isinstance(told.facts, ServiceOfPaper)
        and told.facts.received_on is not None
        and told.facts.paper in ("", str(ordered))
        for subject in view.subjects.values()
        if subject.kind.code == "employer"
        for told in subject.told
    )
