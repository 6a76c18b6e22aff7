"""执法人员与证件 — officers brought into a case, each with the certificate that the register showed that day.

Outside knowledge enters as facts: whether two certified officers acted is then judged from the case alone, and
an old decision can be checked against what was known then. 劳动保障监察条例 16; 行政处罚法 42.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import msgspec

from .facts import Naming

LEAST = 2


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """执法证件 as the register showed it: its number, the body that gave it, its last day."""

    number: str
    until: date | None = None  # None: no last day is written on it
    body: str = ""


class Certified(Naming, frozen=True, kw_only=True):
    """Officers who take something on: subject key → certificate."""

    keyed: ClassVar[frozenset[str]] = frozenset({"certificates"})

    certificates: dict[str, Certificate] = {}

    def not_valid(self, on: date) -> list[str]:
        """Return the names of those whose certificate is missing or has run out on this day."""
        return [
            name
            for key, name in self.names.items()
            if (held := self.certificates.get(key)) is None
            or (held.until is not None and held.until < on)
        ]


def shown(cards: Iterable[Any], *, under: str = "") -> dict[str, Certificate]:
    """Return certificates of the register as facts keep them: `under` and the number of the person → certificate."""
    return {
        f"{under}{c.person_id}": Certificate(
            number=c.number, until=c.until, body=c.body.short_name or c.body.name
        )
        for c in cards
    }
