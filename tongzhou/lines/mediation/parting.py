"""当事人看到的调解室 — the room as a party sees it: sittings, offers, messages, the agreement, the money.

Never the notes of the mediator, never what the other side has not put on the table.
"""

from __future__ import annotations

from typing import Any

from tongzhou.procedure.partying import Party
from tongzhou.procedure.view import Subject

from . import facts, rules
from .pages import Spoken, spoken
from .room import propose, say, schedule, sign


class PartyRoom:
    """The room of a case, for one of its parties."""

    def __init__(self, party: Party) -> None:
        self.party, self.view = party, party.view

    @property
    def terms(self) -> facts.Agreement | None:
        return rules.agreement(self.view)

    @property
    def can_sign(self) -> bool:
        """Whether this party has yet to sign the present draft."""
        return self.party.may(sign) and bool(set(self.party.keys) - set(rules.signed(self.view)))

    @property
    def sessions(self) -> list[tuple[Subject, facts.Sitting]]:
        """The sittings that are set, the nearest first."""
        found = []
        for subject in rules.subjects(self.view, "session", "set"):
            stated = subject.stated.get(schedule.code)
            if isinstance(stated, facts.Sitting):
                found.append((subject, stated))
        return sorted(found, key=lambda pair: pair[0].key)

    @property
    def payments(self) -> list[tuple[str, str, int]]:
        """The payments: what they are called, how they stand, what is still owed."""
        return [
            (s.name, next(x.public for x in s.kind.states if x.code == s.state), left)
            for s in rules.subjects(self.view, "payment")
            for left in (rules.outstanding(self.view, s.key),)
        ]

    def _said(self, act: Any) -> list[Spoken]:
        return [spoken(self.view, e) for e in self.party.entries if e.act == act.code]

    @property
    def offers(self) -> list[Spoken]:
        return self._said(propose)[::-1]

    @property
    def messages(self) -> list[Spoken]:
        return self._said(say)
