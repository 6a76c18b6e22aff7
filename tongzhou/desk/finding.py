"""Searching cases by words, numbers and pinyin, within what this person may see."""

from __future__ import annotations

from tongzhou.procedure import search
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer, Person
from tongzhou.registry.registers import REGISTERS

from .staff import Staff

MOST = 500


def ids(words: str, staff: Staff) -> list[int]:
    """Return the keys of the newest cases that these words find, as many as a list can use."""
    return search.ids(staff.sight, words, limit=MOST)


def cases(words: str, staff: Staff, number: int) -> list[Case]:
    """Return the newest cases that these words find."""
    found = Case.objects.with_start().in_bulk(search.ids(staff.sight, words, limit=number))
    return [found[pk] for pk in sorted(found, reverse=True)]


def employers(words: str, staff: Staff, number: int) -> list[Employer]:
    """Return the employers that these words find, of those the register shows this person."""
    found = REGISTERS["employers"].rows(staff.person, on=staff.on, words=words)
    return list(found.order_by("name", "pk")[:number])


def people(words: str, staff: Staff, number: int) -> list[Person]:
    """Return the people that these words find, of those the register shows this person."""
    found = REGISTERS["people"].rows(staff.person, on=staff.on, words=words)
    return list(found.order_by("name", "pk")[:number])
