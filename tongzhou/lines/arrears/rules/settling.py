"""到账的判断 — no money counted twice, none below nought, nothing closed while a worker says it has not come. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongzhou.lines.arrears import facts
from tongzhou.procedure.view import Subject, View

from .ledger import DRAWN, outstanding, sums, workers


def pays_within(view: View, stated: facts.Payment | facts.Advance) -> bool:
    """What arrives is no more than what is owed, and what is then left is what the page reckoned."""
    return all(
        stated.left.get(k) == outstanding(view, k) - amount and stated.left[k] >= 0
        for k, amount in stated.amounts.items()
    )


def received_by_now(_view: View, stated: Any, on: date) -> bool:
    """The money has arrived by today."""
    return bool(stated.received_on <= on)


def confirm_adds_up(view: View, stated: facts.Confirmed) -> bool:
    """What the worker has received in all is what was on record and what is new; it is not more than found."""
    for key, total in stated.total.items():
        known = sums(view, key)
        new = stated.amounts.get(key, -1)
        if new < 0 or known.received + new != total or stated.left.get(key) != known.left - new:
            return False
        if known.left < new:
            return False
    return True


def confirms_all(_view: View, stated: facts.Confirmed) -> bool:
    """Nothing is left to come to those who confirm."""
    return all(left == 0 for left in stated.left.values())


def confirms_part(_view: View, stated: facts.Confirmed) -> bool:
    """Something is still to come to everybody who confirms."""
    return all(left > 0 for left in stated.left.values())


def received(view: View) -> int:
    """Return what has come into the hands of all workers, in fen."""
    return sums(view).received


def something_received(_view: View, stated: Any) -> bool:
    """These facts add money."""
    return any(amount > 0 for amount in stated.amounts.values())


def bounce_within(view: View, stated: facts.Bounced | facts.Reopened) -> bool:
    """Nobody loses more than they had received."""
    return _within(stated.amounts, {w.key: sums(view, w.key).received for w in workers(view)})


def recovery_within(view: View, stated: facts.Recovery) -> bool:
    """No more comes back than was advanced."""
    had = {w.key: sums(view, w.key).advanced - sums(view, w.key).recovered for w in workers(view)}
    return _within(stated.amounts, had)


def something_advanced(view: View) -> bool:
    """A fund waits for its money."""
    return any(sums(view, w.key).advanced > sums(view, w.key).recovered for w in workers(view))


def draw_within(view: View, stated: facts.Draw) -> bool:
    """No more is drawn for anybody than they are still owed."""
    return _within(stated.amounts, {w.key: outstanding(view, w.key) for w in workers(view)})


def drawn(view: View, key: str) -> int:
    """Return how much of the deposit a bank has been told to pay to a worker, in fen."""
    return view.ledger.get(key, {}).get(DRAWN, 0)


def denied(view: View) -> list[Subject]:
    """Return the workers who say that money on record has not come, and whom nobody has answered."""
    return [
        w
        for w in workers(view)
        if _last(w, "deny") > _last(w, "verify", "confirm", "confirm_all", "bounce")
    ]


def nothing_denied(view: View) -> bool:
    """Nobody says that money on record has not come."""
    return not denied(view)


def _last(subject: Subject, *acts: str) -> int:
    return max((t.seq for t in subject.told if t.act in acts), default=-1)


def _within(amounts: Mapping[str, int], most: Mapping[str, int]) -> bool:
    return all(amount <= most.get(key, 0) for key, amount in amounts.items())
