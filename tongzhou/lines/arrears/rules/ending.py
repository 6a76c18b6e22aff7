"""了结的判断 — closed on money received, or on another conclusion with its evidence; calling back; opening again. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.lines.arrears import facts
from tongzhou.lines.arrears.conclusions import conclusion, table
from tongzhou.procedure.view import View

from .ledger import employers, sums, workers
from .settling import nothing_denied


def called(view: View) -> str:
    """Return what a matter is called in lists; no worker's name stands in it, for employers see lists too."""
    against = "、".join(e.name for e in employers(view)[:2] if e.name) or "用人单位"
    return f"{against}欠薪（{len(workers(view))}人）"


def ready_to_close(view: View) -> bool:
    """Every worker's ledger is settled, or they were set aside with evidence; nobody says money did not come."""
    everybody = workers(view)
    return (
        bool(everybody)
        and all(w.state in ("paid", "aside") for w in everybody)
        and any(w.state == "paid" for w in everybody)
        and sums(view).left == 0
        and nothing_denied(view)
    )


def paid_conclusion(_view: View, stated: facts.Ending) -> bool:
    """A matter closed on money says so."""
    return stated.code in table() and conclusion(stated.code).paid


def unpaid_conclusion(_view: View, stated: facts.Ending) -> bool:
    """What is ended in another way does not say that money came."""
    return stated.code in table() and not conclusion(stated.code).paid


def ended_otherwise(view: View) -> bool:
    """The matter was ended without money."""
    return view.last.get("end", -1) > view.last.get("conclude", -1)


def visited_by_now(_view: View, stated: facts.Visit, on: date) -> bool:
    """The call was made by today."""
    return stated.called_on <= on


def all_visited(view: View) -> bool:
    """Both calls have been made since the money came, and nobody said that it had not."""
    since = view.last.get("conclude", -1)
    visits = [
        view.said.get(code) for code in ("visit3", "visit30") if view.last.get(code, -1) > since
    ]
    return (
        since >= 0
        and len(visits) == 2
        and nothing_denied(view)
        and not any(
            answer in ("没有收到", "部分收到")
            for visit in visits[-1:]
            if isinstance(visit, facts.Visit)
            for answer in visit.answers.values()
        )
    )


def reopened(view: View) -> int:
    """Return how often the matter was opened again."""
    return sum(
        1
        for i, (state, _on, _seq) in enumerate(view.path)
        if i and state == "found" and view.path[i - 1][0] in ("watching", "closed")
    )


def not_told_before(view: View, _stated: Any) -> bool:
    """Whoever handed the matter over is told its end once; a matter opened again is this line's own."""
    return reopened(view) == 0


def may_be_suspected(view: View) -> bool:
    """刑法 276-1: after an order to pay, still not paid."""
    return "lapse" in view.last and sums(view).left > 0


def police_said(view: View) -> facts.PoliceAnswer | None:
    """Return what the police answered last, on a transfer of this matter or of the case it came from."""
    last = max(("police_told", "case_police"), key=lambda code: view.last.get(code, -1))
    said = view.said.get(last)
    return said if isinstance(said, facts.PoliceAnswer) else None
