"""What the pages of a choice show: candidates side by side, criterion by criterion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tongzhou.lines.zones.selection.facts import CRITERIA, Nomination, Score, Sheet
from tongzhou.lines.zones.selection.procedure import SELECTION, together
from tongzhou.lines.zones.selection.rules import (
    nomination_of,
    opening_of,
    proposal_of,
    ranked,
    standing,
)
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.declare import Act
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import Subject, View
from tongzhou.registry.models import Region


@dataclass(frozen=True)
class Candidate:
    """A county that was nominated, with its sheet."""

    subject: Subject
    nomination: Nomination
    sheet: Sheet | None
    proposed: bool

    @property
    def county(self) -> str:
        return self.nomination.county

    @property
    def name(self) -> str:
        return self.nomination.name


@dataclass(frozen=True)
class Line:
    """One criterion across all candidates; `best` is the highest number of points given."""

    code: str
    label: str
    asks: str
    most: int
    scores: tuple[Score | None, ...]

    @property
    def best(self) -> int:
        return max((s.points for s in self.scores if s), default=-1)


@dataclass(frozen=True)
class Choice:
    """The choice of a county as one person sees it."""

    case: Case
    visitor: Visitor

    @cached_property
    def view(self) -> View:
        return self.visitor.door.view(self.case)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The candidates that stand, the highest total first."""
        proposal = proposal_of(self.view)
        chosen = set(proposal.counties) if proposal else set()
        found = [(s, nomination_of(s), sheet) for s, sheet in ranked(self.view)]
        return [Candidate(s, n, sheet, n.county in chosen) for s, n, sheet in found]

    @property
    def lines(self) -> list[Line]:
        sheets = [c.sheet for c in self.candidates]
        return [
            Line(code, label, asks, most, tuple(s.score(code) if s else None for s in sheets))
            for code, (label, asks, most) in CRITERIA.items()
        ]

    @property
    def best(self) -> int:
        return max((c.sheet.total for c in self.candidates if c.sheet), default=-1)

    def counties(self) -> list[tuple[str, str]]:
        """Return the counties of the league that are not candidates yet."""
        taken = {c.county for c in self.candidates}
        rows = Region.objects.filter(league=self.case.region, level="county").order_by("code")
        found = rows.filter(is_administrative=True).values_list("code", "name")
        return [(code, name) for code, name in found if code not in taken]

    @property
    def proposal(self) -> Any:
        return proposal_of(self.view)

    @property
    def opening(self) -> Any:
        return opening_of(self.view)

    @property
    def unscored(self) -> int:
        return sum(c.sheet is None for c in self.candidates)

    @property
    def waiting(self) -> list[Subject]:
        """The counties chosen that have not been designated."""
        chosen = set(self.proposal.counties) if self.proposal else set()
        return [s for s in standing(self.view) if s.ref in chosen and s.state != "chosen"]

    def may(self, act: Act[Any]) -> bool:
        """Say whether this person may do an act and the case allows it now."""
        return self.visitor.able(act, self.view)

    @property
    def signed(self) -> list[tuple[str, Any]]:
        """The four bodies with their standing answers."""
        given = self.view.standing(together)
        return [(s.office.label, given.get(s.office.code)) for s in together.slots]

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of the choice needs, and more."""
        state = self.view.procedure.states[self.view.state]
        return {"choice": self, "case": self.case, "state": state, "view": self.view, **more}


def choice_of(visitor: Visitor, uid: str) -> Choice:
    """Return a choice this person can see. Raises Http404."""
    return Choice(visitor.case(SELECTION.code, uid), visitor)
