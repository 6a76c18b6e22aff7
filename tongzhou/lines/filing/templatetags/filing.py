"""What the panels on the page of a case show of an objection and of a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django import template

from tongzhou.lines.filing.objection import guarding, procedure
from tongzhou.lines.filing.objection import rules as objecting
from tongzhou.lines.filing.objection.facts import Answer, Dismissed, Mended, Objection, Upheld
from tongzhou.lines.filing.objection.subjects import EMPLOYER, WORKER
from tongzhou.lines.filing.review import rules as reviewing
from tongzhou.lines.filing.review.facts import TakenUp, ToMend
from tongzhou.lines.filing.review.procedure import ask_mend
from tongzhou.procedure.view import View

register = template.Library()


@dataclass(frozen=True)
class Room:
    """An objection, what the employer answered, and what came of it."""

    said: Objection | None
    answer: Answer | None
    upheld: Upheld | None
    dismissed: Dismissed | None
    mended: Mended | None
    doubts: tuple[guarding.Doubt, ...] = ()  # what the register of workers says otherwise

    @property
    def corrections(self) -> list[guarding.Correction]:
        """What was put right in the register since it was raised, while it is open."""
        return guarding.corrections(self.said.employment) if self.said else []


@register.simple_tag
def objection_room(view: View) -> Room:
    """Return what an objection says, the answer to it, and what was decided."""
    return Room(
        objecting.objection(view),
        view.latest(procedure.answer),
        view.latest(procedure.uphold),
        view.latest(procedure.dismiss),
        view.latest(procedure.mend),
    )


@register.simple_tag
def officers_room(view: View) -> Room:
    """Return the same for the officer, who is told where the register of workers says otherwise."""
    said = objecting.objection(view)
    doubts = (guarding.doubt_of(s.ref, s.name, said.phone if said else "") for s in view.of(WORKER))
    return replace(objection_room(view), doubts=tuple(d for d in doubts if d))


@register.simple_tag
def objected(view: View, keys: Sequence[str]) -> guarding.Objected | None:
    """Return the declaration an objection is about, for the employer that made it; to anybody else nothing."""
    said = objecting.objection(view)
    mine = [s for s in view.of(EMPLOYER) if s.key in keys]
    return guarding.objected(said.employment, said.uscc, mine[0].ref) if said and mine else None


@register.simple_tag
def review_room(view: View) -> TakenUp | None:
    """Return why an employer is reviewed."""
    return reviewing.taken(view)


@register.simple_tag
def to_mend(view: View) -> ToMend | None:
    """Return what an employer was last asked to mend."""
    return view.latest(ask_mend)
