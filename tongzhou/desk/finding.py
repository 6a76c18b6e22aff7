"""Searching cases by words, numbers and pinyin, within what this person may see."""

from __future__ import annotations

from django.db.models import Q

from tongzhou.procedure import search
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Appointment, Employer
from tongzhou.registry.offices import within_reach

from .staff import Staff

MOST = 500


def ids(words: str, staff: Staff) -> list[int]:
    """Return the keys of the newest cases that these words find, as many as a list can use."""
    return search.ids(staff.sight, words, limit=MOST)


def cases(words: str, staff: Staff, number: int) -> list[Case]:
    """Return the newest cases that these words find."""
    found = Case.objects.in_bulk(search.ids(staff.sight, words, limit=number))
    return [found[pk] for pk in sorted(found, reverse=True)]


def employers(words: str, staff: Staff, number: int) -> list[Employer]:
    """Return the employers that these words find, in the regions of this person's offices."""
    if not staff.actors:
        return []
    q = Q(name__icontains=words) | Q(uscc=words.upper()) | Q(initials__startswith=words.lower())
    reach = within_reach(staff.person, on=staff.on)
    found = Employer.objects.standing().filter(q & reach).select_related("region")
    return list(found.order_by("name", "id")[:number])


def people(words: str, staff: Staff, number: int) -> list[Appointment]:
    """Return colleagues by name or pinyin, with the offices they hold today."""
    if not staff.actors:
        return []
    q = (
        Q(person__name__icontains=words)
        | Q(person__pinyin__startswith=words.lower())
        | Q(person__initials=words.lower())
    )
    found = Appointment.objects.on(staff.on).filter(q, person__is_active=True)
    return list(found.select_related("person", "body").order_by("person__name", "id")[:number])
