"""调解室 — one case as its pages show it: the ledger, the room, who may do what. For a person at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tongzhou.procedure.claims import Line
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.declare import PARTY, Act
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.view import Subject, View

from . import facts, onward, rules, suggesting
from .aftermath import confirm, miss, part
from .models import MediatorNote
from .procedure import CASE
from .receipt import add, amend, assign, join, route
from .room import conclude, draft, fail, hold, propose, say, schedule, sign


@dataclass(frozen=True)
class Spoken:
    """One thing said in the room: who, in which capacity, what."""

    who: str
    side: str  # claimant, respondent or mediator
    at: Any
    words: str
    amount: int | None = None
    pay_by: Any = None
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True)
class Due:
    """One payment of the agreement: who is to get how much by when, and how it stands."""

    key: str
    subject: Subject
    payment: facts.Instalment
    state: str
    left: int
    called: facts.CallBack | None


class Room:
    """A case, for a person who may see it."""

    def __init__(self, case: Case, visitor: Visitor) -> None:
        self.case, self.visitor = case, visitor

    @cached_property
    def view(self) -> View:
        """The case as it stands."""
        return self.visitor.door.view(self.case)

    @cached_property
    def entries(self) -> list[Entry]:
        """What was said: the entries of the room, in order. One query."""
        codes = (say.code, propose.code)
        return list(Entry.objects.filter(case=self.case, act__in=codes).order_by("seq"))

    @property
    def application(self) -> facts.Application:
        return rules.application(self.view)

    @property
    def way(self) -> Any:
        return rules.way_of(self.view)

    @property
    def lines(self) -> list[tuple[str, Line]]:
        """The ledger of the claims, each line with the name of its claimant."""
        return [(self._name(x.subject), x) for x in rules.lines(self.view)]

    @property
    def has_terms(self) -> bool:
        """Whether an agreement is drafted, so that the ledger has a second column."""
        return rules.agreement(self.view) is not None

    @property
    def totals(self) -> tuple[int, int]:
        """What is claimed and what is agreed, in fen."""
        found = rules.lines(self.view)
        return sum(x.item.amount for x in found), sum(x.decided.get("settled", 0) for x in found)

    @property
    def terms(self) -> facts.Agreement | None:
        return rules.agreement(self.view)

    @property
    def signatures(self) -> list[tuple[Subject, bool]]:
        """Who must sign the present draft, and whether they have."""
        done = set(rules.signed(self.view))
        return [(s, s.key in done) for s in rules.must_sign(self.view)]

    @property
    def sessions(self) -> list[tuple[Subject, facts.Sitting | None, facts.Minutes | None]]:
        """The sittings, the next first."""
        found = []
        for subject in rules.subjects(self.view, "session"):
            set_, held = subject.stated.get(schedule.code), subject.stated.get(hold.code)
            found.append(
                (
                    subject,
                    set_ if isinstance(set_, facts.Sitting) else None,
                    held if isinstance(held, facts.Minutes) else None,
                )
            )
        return sorted(found, key=lambda row: row[0].key, reverse=True)

    @property
    def messages(self) -> list[Spoken]:
        return [spoken(self.view, e) for e in self.entries if e.act == say.code]

    @property
    def offers(self) -> list[Spoken]:
        """The proposals of both sides and of the mediator, the latest first."""
        return [spoken(self.view, e) for e in self.entries if e.act == propose.code][::-1]

    @property
    def payments(self) -> list[Due]:
        """The payments of an agreement in force."""
        said = self.view.said.get(conclude.code)
        numbered = said.numbered if isinstance(said, facts.Conclusion) else {}
        found = []
        for key, payment in numbered.items():
            subject = self.view.subjects.get(key)
            if subject is None:
                continue
            word = next(s.staff for s in subject.kind.states if s.code == subject.state)
            called = subject.stated.get("call")
            found.append(
                Due(
                    key,
                    subject,
                    payment,
                    word,
                    rules.outstanding(self.view, key),
                    called if isinstance(called, facts.CallBack) else None,
                )
            )
        return found

    @property
    def order_lies(self) -> bool:
        """Whether a worker may now ask for a payment order."""
        return self.view.state == "performing" and rules.payment_order_lies(self.view)

    @property
    def interruption(self) -> onward.Interruption | None:
        return onward.interruption(self.view)

    @property
    def respondents(self) -> list[tuple[Subject, str]]:
        """The other side, and whether it agrees to the mediation."""
        return [
            (s, next(x.staff for x in s.kind.states if x.code == s.state))
            for s in rules.subjects(self.view, "respondent")
        ]

    @property
    def needs_mediator(self) -> bool:
        """Whether somebody has to be given the case."""
        return self.view.state in ("applied", "accepted")

    @cached_property
    def suggestions(self) -> list[Any]:
        """Who should take it, the best first. Three queries."""
        return suggesting.for_case(self.view, on=self.visitor.on)

    # --- Who may -----------------------------------------------------------------------------------

    @property
    def is_mediator(self) -> bool:
        """Whether this person carries the case: the notes are for them alone."""
        return any(
            s.ref == str(self.visitor.person.pk)
            for s in rules.subjects(self.view, "mediator", "carrying")
        )

    @property
    def notes(self) -> list[MediatorNote]:
        """The private notes, for the mediators of the case; for everybody else none."""
        if not self.is_mediator:
            return []
        return list(
            MediatorNote.objects.filter(case=self.case).select_related("person").order_by("-at")
        )

    @cached_property
    def hidden_notes(self) -> int:
        """How many notes there are, for those who do not read them."""
        return 0 if self.is_mediator else MediatorNote.objects.filter(case=self.case).count()

    def able(self, act: Act[Any]) -> bool:
        """Whether this person may do an act and the case allows it now."""
        return self.visitor.able(act, self.view)

    @property
    def can(self) -> dict[str, bool]:
        """Which of the acts that have a place in the room this person may do now."""
        acts = (say, propose, schedule, hold, draft, conclude, sign, fail, assign, join, route)
        return {a.code: self.able(a) for a in (*acts, amend, add, confirm, part, miss)}

    def _name(self, key: str) -> str:
        subject = self.view.subjects.get(key)
        return (subject.name if subject else "") or key


def spoken(view: View, entry: Entry) -> Spoken:
    """Return what an entry of the room says, and from which side."""
    stated = entry.facts
    return Spoken(
        who="、".join(entry.names),
        side="mediator" if entry.office != PARTY.code else _side(view, entry),
        at=entry.recorded_at,
        words=stated.get("words", ""),
        amount=stated.get("amount"),
        pay_by=stated.get("pay_by"),
        files=tuple(FileRef(**f) for f in stated.get("files", ())),
    )


def _side(view: View, entry: Entry) -> str:
    for key in entry.about:
        return str(key).partition("/")[0]
    workers = {f"worker:{s.ref[1:]}" for s in rules.subjects(view, "claimant")}
    return "claimant" if set(entry.actors) & workers else "respondent"


def room_of(visitor: Visitor, uid: str) -> Room:
    """Return a case this person can see. Raises Http404, whether it exists or not."""
    return Room(visitor.case(CASE.code, uid), visitor)
