"""可选项 — what the forms of this line may choose from, in a case as it stands. Pure."""

from __future__ import annotations

from tongzhou.procedure.view import View

from .check import items as check_register
from .check.rules import officers as sent
from .rules.items import LABELS
from .rules.opening import officers as carrying
from .states import ASKED, RECUSAL
from .transfer.facts import CHECKLIST

Choices = list[tuple[str, str]]


def violation_items(_view: View) -> Choices:
    """Return the penalty items of the law."""
    return list(LABELS.items())


def officers(view: View) -> Choices:
    """Return who carries the case."""
    return [(s.key, s.name or s.ref) for s in carrying(view)]


def recusals(view: View) -> Choices:
    """Return the requests for recusal that wait for a decision."""
    return [(s.key, s.name or s.ref) for s in view.of(RECUSAL, ASKED.code)]


def check_items(_view: View) -> Choices:
    """Return the items of the checklist."""
    return [(i.code, f"{i.code} {i.label}") for i in check_register.ITEMS if i.until is None]


def check_officers(view: View) -> Choices:
    """Return who is sent to check."""
    return [(s.key, s.name or s.ref) for s in sent(view)]


def transfer_papers(_view: View) -> Choices:
    """Return the checklist of the evidence that goes with a transfer."""
    return [
        (code, f"{words}{'（必备）' if must else ''}") for code, (words, must) in CHECKLIST.items()
    ]
