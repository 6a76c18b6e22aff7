"""要素概况 — the element tables of many claimants, element by element, so that five hundred can be read. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tongzhou.law import Article
from tongzhou.lines.arbitration.rules import elements
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.elements import Element, Row
from tongzhou.procedure.view import Subject, View

TONES = {"open": "neutral", "one side": "info", "agreed": "ok", "disputed": "warn"}
FEW = 3  # values shown of an element before it is said how many there are


@dataclass
class Shared:
    """One element over all claimants: how it stands with how many, and what is said."""

    element: Element
    standing: Counter[str] = field(default_factory=Counter)
    found: int = 0
    mine: Counter[str] = field(default_factory=Counter)
    theirs: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        return sum(self.standing.values())

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return (tone, words, how many) of each standing there is."""
        return [
            (TONES[code], elements.WORDS[code], self.standing[code])
            for code in elements.WORDS
            if self.standing[code]
        ]

    @property
    def unfound(self) -> int:
        """How many disputes about it nobody has decided."""
        return max(0, self.standing["disputed"] - self.found)

    def common(self, side: str) -> list[tuple[str, int]]:
        """Return what is said most on a side, with how many say it."""
        return (self.mine if side == "mine" else self.theirs).most_common(FEW)

    @property
    def said_by_claimants(self) -> list[tuple[str, int]]:
        return self.common("mine")

    @property
    def said_by_respondents(self) -> list[tuple[str, int]]:
        return self.common("theirs")


def shared(tables: dict[str, list[Row]]) -> list[Shared]:
    """Return every element of the case over all claimants, in the order of the table."""
    found: dict[str, Shared] = {}
    for rows in tables.values():
        for row in rows:
            one = found.setdefault(row.element.code, Shared(row.element))
            one.standing[row.standing] += 1
            one.found += bool(row.found and row.standing == "disputed")
            if row.claimant_says:
                one.mine[row.claimant_says] += 1
            if row.respondent_says:
                one.theirs[row.respondent_says] += 1
    return [found[e.code] for e in elements.ELEMENTS if e.code in found]


@dataclass(frozen=True)
class Person:
    """One claimant in the list of a group: how many elements stand how."""

    key: str
    name: str
    disputed: int
    open: int
    one_side: int
    agreed: int


def people(view: View, tables: dict[str, list[Row]]) -> list[Person]:
    """Return the claimants with the counts of their elements; those with most that is disputed first."""
    found = []
    for key, rows in tables.items():
        n = Counter(row.standing for row in rows)
        undecided = sum(1 for r in rows if r.standing == "disputed" and not r.found)
        name = view.subjects[key].name or key
        found.append(Person(key, name, undecided, n["open"], n["one side"], n["agreed"]))
    return sorted(found, key=lambda p: -p.disputed)


@dataclass(frozen=True)
class Line:
    """A row of the element table as it is shown: with tone, and who has to prove it."""

    row: Row
    proof: str
    cites: Article | None

    @property
    def tone(self) -> str:
        return TONES[self.row.standing]


def lines(claimant: Subject, rows: list[Row], *, words: tuple[str, str]) -> list[Line]:
    """Return the rows of one claimant with the burden of proof.

    `words` are those for “the employer proves” and “who asserts it proves”. The article comes from the
    element where the employer proves, else from the head of claim for which the element matters.
    """
    heads = [item.of for item in claims_of(claimant)]
    found = []
    for row in rows:
        if row.element.employer_proves:
            found.append(Line(row, words[0], elements.EMPLOYER_PROVES))
            continue
        head = next((h for h in heads if h.code in row.element.heads), heads[0] if heads else None)
        found.append(Line(row, words[1], head.burden[1] if head else None))
    return found
