"""证据 — what each side has handed in, by when it should have, and what the other side says of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongzhou.law import Article
from tongzhou.lines.arbitration.facts.trying import Evidence, Examination, Exhibit, Opinion
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import application
from tongzhou.lines.arbitration.states import CLAIMANT, RESPONDENT, SIDES
from tongzhou.procedure.view import Subject, View

APPLIED = "0"  # what came with the application stands under this number


@dataclass(frozen=True)
class Shown:
    """One exhibit in the case: its number, who handed it in, when, and what others say of it."""

    id: str
    n: int  # number on the list of the side that handed it in
    by: str
    kind: str
    name: str  # of who handed it in
    on: date
    exhibit: Exhibit
    late: bool = False
    opinions: tuple[tuple[str, Opinion], ...] = ()  # name of who examined it, the last word of each

    @property
    def disputed(self) -> bool:
        return any(opinion.disputes for _who, opinion in self.opinions)

    def examined_by(self, kind: str, given: dict[str, dict[str, Opinion]]) -> bool:
        """Say whether somebody of this side has examined it."""
        return any(key.startswith(f"{kind}/") for key in given.get(self.id, {}))


def deadline(view: View) -> date | None:
    """Return the last day for evidence, as last set."""
    clock = view.clocks.get(("evidence", ""))
    return clock.due if clock else None


def given(view: View) -> dict[str, dict[str, Opinion]]:
    """Return exhibit → who examined it → their last word."""
    found: dict[str, dict[str, Opinion]] = {}
    for subject in view.of(CLAIMANT) + view.of(RESPONDENT) + view.of(SIDES[2]):
        for told in subject.told:
            if told.act == "examine" and isinstance(told.facts, Examination):
                for exhibit, opinion in told.facts.opinions.items():
                    found.setdefault(exhibit, {})[subject.key] = opinion
    return found


def shown(view: View) -> list[Shown]:
    """Return all exhibits, in the order in which they came; those of one list handed in for many, once."""
    due, said = deadline(view), given(view)
    found: list[Shown] = []
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for subject, on, number, exhibits in _handed_in(view):
        for at, exhibit in enumerate(exhibits, start=1):
            name = f"{number}.{at}"
            if name in seen:
                continue
            seen.add(name)
            counts[subject.kind.code] = counts.get(subject.kind.code, 0) + 1
            opinions = tuple(
                (view.subjects[key].name, opinion) for key, opinion in said.get(name, {}).items()
            )
            found.append(
                Shown(
                    name, counts[subject.kind.code], subject.key, subject.kind.code, subject.name,
                    on, exhibit, bool(due and on > due), opinions,
                )
            )  # fmt: skip
    return found


def _handed_in(view: View) -> Iterator[tuple[Subject, date, str, tuple[Exhibit, ...]]]:
    brought, claimants = application(view), view.of(CLAIMANT)
    if brought and brought.evidence and claimants and view.opened_on:
        with_it = tuple(Exhibit(name=f.name, files=(f,)) for f in brought.evidence)
        yield claimants[0], view.opened_on, APPLIED, with_it
    told = [
        (t.seq, s, t.on, t.facts.exhibits)
        for kind in SIDES
        for s in view.of(kind)
        for t in s.told
        if t.act == "hand_in" and isinstance(t.facts, Evidence)
    ]
    for seq, subject, on, exhibits in sorted(told, key=lambda x: (x[0], x[1].key)):
        yield subject, on, str(seq), exhibits


@dataclass(frozen=True)
class Burden:
    """Who has to prove what under one head of claim, and the article that says so."""

    label: str
    people: int
    words: str
    cites: Article


def burdens(view: View) -> list[Burden]:
    """Return the burden of proof of every head claimed in the case, in the order of the claims."""
    count: dict[str, int] = {}
    heads = {}
    for claimant in view.of(CLAIMANT):
        for item in claims_of(claimant):
            count[item.head] = count.get(item.head, 0) + 1
            heads[item.head] = item.of
    return [Burden(h.label, count[code], *h.burden) for code, h in heads.items()]
