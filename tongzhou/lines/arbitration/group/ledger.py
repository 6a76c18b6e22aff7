"""台账 — claimants × heads of one case, read from rows: two queries, however many claim. Amounts in fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from tongzhou.law.heads import HEADS, Head
from tongzhou.lines.arbitration.models import Claim
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.registry.naming import initials_of, pinyin_of

SIZE = 50  # claimants on one page
STATES = {s.code: s.staff for s in CLAIMANT.states}
TONES = {"claiming": "info", "agreed": "warn", "settled": "ok", "awarded": "ok"}


@dataclass(frozen=True)
class Cell:
    """One head of one claimant. None where nothing was decided."""

    asked: int
    settled: int | None = None
    awarded: int | None = None
    final: bool | None = None
    paid: int = 0

    @property
    def decided(self) -> int | None:
        """Return what was settled or awarded; None while neither was."""
        if self.settled is None and self.awarded is None:
            return None
        return (self.settled or 0) + (self.awarded or 0)

    @property
    def owed(self) -> int:
        """Return what was decided and is not yet paid."""
        return max((self.decided or 0) - self.paid, 0)


@dataclass(frozen=True)
class Claimant:
    """One line of the ledger."""

    key: str
    name: str
    state: str
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return STATES.get(self.state, self.state)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "neutral")

    @property
    def ref(self) -> str:
        """Return the number under which sheets name this claimant: w12."""
        return self.key.partition("/")[2]

    @cached_property
    def sums(self) -> Cell:
        """Return the sums over all heads."""
        return summed(self.cells.values())

    def called(self, words: str) -> bool:
        """Say whether these words, in characters or pinyin, find this claimant."""
        if words in self.name:
            return True
        plain = "".join(words.lower().split())
        if not plain.isascii():
            return False
        return pinyin_of(self.name).startswith(plain) or initials_of(self.name).startswith(plain)


def summed(cells: Iterable[Cell]) -> Cell:
    """Return the sums of several cells."""
    every = list(cells)
    settled = [c.settled for c in every if c.settled is not None]
    awarded = [c.awarded for c in every if c.awarded is not None]
    return Cell(
        asked=sum(c.asked for c in every),
        settled=sum(settled) if settled else None,
        awarded=sum(awarded) if awarded else None,
        paid=sum(c.paid for c in every),
    )


@dataclass(frozen=True)
class Wanted:
    """Which claimants a page shows."""

    q: str = ""
    state: str = ""
    head: str = ""
    page: int = 1

    @classmethod
    def of(cls, data: QueryDict) -> Wanted:
        """Read what is wanted from an address or a form."""
        state, head, page = data.get("state", ""), data.get("head", ""), data.get("p", "1")
        return cls(
            q=data.get("q", "").strip()[:60],
            state=state if state in STATES else "",
            head=head if head in HEADS else "",
            page=max(int(page), 1) if page.isdigit() else 1,
        )

    def query(self, **changed: str | int) -> str:
        """Return the same as an address, with some of it changed."""
        data = QueryDict(mutable=True)
        values = {"q": self.q, "state": self.state, "head": self.head, "p": self.page} | changed
        for name, value in values.items():
            if value and not (name == "p" and value == 1):
                data[name] = str(value)
        return data.urlencode()

    def chips(self) -> list[tuple[str, str]]:
        """Return what is filtered, each with the address that lifts it."""
        found = []
        if self.q:
            found.append((_("“%(q)s”") % {"q": self.q}, self.query(q="", p=1)))
        if self.state:
            found.append((STATES[self.state], self.query(state="", p=1)))
        if self.head:
            found.append((HEADS[self.head].label, self.query(head="", p=1)))
        return found


@dataclass(frozen=True)
class Ledger:
    """Everybody who claims in a case, with every head."""

    claimants: tuple[Claimant, ...]

    @cached_property
    def by_key(self) -> dict[str, Claimant]:
        return {c.key: c for c in self.claimants}

    @cached_property
    def heads(self) -> list[Head]:
        """Return the heads somebody claims under, in the order of the table of heads."""
        used = {code for c in self.claimants for code in c.cells}
        return [head for code, head in HEADS.items() if code in used]

    def wanted(self, what: Wanted) -> list[Claimant]:
        """Return the claimants a filter lets through."""
        return [
            c
            for c in self.claimants
            if (not what.state or c.state == what.state)
            and (not what.head or what.head in c.cells)
            and (not what.q or c.called(what.q))
        ]

    @cached_property
    def by_head(self) -> list[tuple[Head, int, Cell]]:
        """Return each head with how many claim under it, and the sums."""
        found = []
        for head in self.heads:
            cells = [c.cells[head.code] for c in self.claimants if head.code in c.cells]
            found.append((head, len(cells), summed(cells)))
        return found

    @cached_property
    def by_state(self) -> list[tuple[str, str, str, int, Cell]]:
        """Return each state with words, tone, how many, and the sums."""
        found = []
        for code, words in STATES.items():
            there = [c for c in self.claimants if c.state == code]
            if there:
                tone = TONES.get(code, "neutral")
                found.append((code, words, tone, len(there), summed(c.sums for c in there)))
        return found

    @cached_property
    def sums(self) -> Cell:
        return summed(c.sums for c in self.claimants)


def ledger_of(case: Case) -> Ledger:
    """Return the ledger of a case. Two queries."""
    cells: dict[str, dict[str, Cell]] = {}
    columns = ("subject", "head", "asked", "settled", "awarded", "final", "paid")
    for subject, head, asked, settled, awarded, final, paid in Claim.objects.filter(
        case=case
    ).values_list(*columns):
        cells.setdefault(subject, {})[head] = Cell(asked, settled, awarded, final, paid)
    rows = SubjectRow.objects.filter(case=case, kind=CLAIMANT.code)
    found = [
        Claimant(key, name or key, state, cells.get(key, {}))
        for key, name, state in rows.values_list("key", "name", "state")
    ]
    # By their number in the register: for those a list brought, the order of the list.
    return Ledger(tuple(sorted(found, key=lambda c: (len(c.key), c.key))))
