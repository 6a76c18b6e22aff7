"""下一步 — which act a matter waits for, as it stands on a day. Pure. It proposes; every act keeps its own needs."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.arrears import facts
from tongzhou.procedure.view import View

from .ending import ready_to_close
from .ledger import rows_of, workers
from .ordering import liability, order_served, two_officers


def next_act(view: View, *, on: date) -> str:
    """Return the code of the act that comes next; empty where nothing does."""
    match view.state:
        case "taken":
            return _found_next(view)
        case "found":
            return _ordered_next(view)
        case "ordered" | "overdue":
            return _paid_next(view, on)
        case "watching":
            since = view.last.get("conclude", -1)
            return "visit30" if view.last.get("visit3", -1) > since else "visit3"
    return ""


def _found_next(view: View) -> str:
    if not two_officers(view):
        return "assign"
    waiting = workers(view, "claimed")
    return "enter" if not waiting or not all(rows_of(w) for w in waiting) else "establish"


def _ordered_next(view: View) -> str:
    if ready_to_close(view):
        return "conclude"
    if not two_officers(view):
        return "assign"
    if workers(view, "claimed"):
        return _found_next(view)
    return "order" if liability(view) else "name_payers"


def _paid_next(view: View, on: date) -> str:
    if ready_to_close(view):
        return "conclude"
    if view.state == "ordered":
        said = view.said.get("order")
        if not order_served(view):
            return "serve"
        if isinstance(said, facts.Order) and said.until < on:
            return "lapse"
    return "pay"
