"""可选项 — what the forms of this line may choose from, in a case as it stands. Pure."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind
from tongzhou.procedure.view import View

from .states import ASKED, CLAIMANT, MEMBER, RECUSAL, RESPONDENT, SIDES, SITTING

Choices = list[tuple[str, str]]


def _of(view: View, *kinds: Kind, states: tuple[str, ...] = ()) -> Choices:
    return [
        (s.key, f"{s.name or s.ref}（{s.kind.label}）" if len(kinds) > 1 else s.name or s.ref)
        for kind in kinds
        for s in view.of(kind, *states)
    ]


def claimants(view: View) -> Choices:
    """Return the claimants."""
    return _of(view, CLAIMANT)


def respondents(view: View) -> Choices:
    """Return the respondents."""
    return _of(view, RESPONDENT)


def parties(view: View) -> Choices:
    """Return all parties, with their part."""
    return _of(view, *SIDES)


def members(view: View) -> Choices:
    """Return who sits."""
    return _of(view, MEMBER, states=(SITTING.code,))


def recusals(view: View) -> Choices:
    """Return the requests that wait for a decision."""
    return _of(view, RECUSAL, states=(ASKED.code,))
