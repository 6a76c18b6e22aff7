"""登记簿自身的职务 — the offices that the registers themselves know.

All other offices are declared by the procedures above; here they are codes and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import codes
from .models import Appointment, Person
from .models.bodies import under

REGISTRAR: Final = "registrar"
LABELS: dict[str, str | Promise] = {REGISTRAR: _("登记管理员")}
# Who else knows what offices are called: the rooms above, which declare them.
_ASKED: list[Callable[[str], str]] = []


def ask(knows: Callable[[str], str]) -> None:
    """Let the registers ask a room above what an office is called; it answers "" if it knows not."""
    _ASKED.append(knows)


def label(office: str) -> str:
    """Return what an office is called, or its code where nobody knows."""
    if office in LABELS:
        return str(LABELS[office])
    return next(filter(None, (knows(office) for knows in _ASKED)), office)


def regions_of(person: Person, *, on: date) -> list[str]:
    """Return the regions for which a person holds any office on a day, none inside another."""
    return widest(holding.region for holding in person.holdings(on))


def widest(regions: Iterable[str]) -> list[str]:
    """Return the regions of a list that lie in no other of it, in order."""
    kept: list[str] = []
    for region in sorted(set(regions)):
        if not any(codes.within(region, of) for of in kept):
            kept.append(region)
    return kept


def within_reach(person: Person, *, on: date, prefix: str = "") -> Q:
    """Return the condition “in a region where this person holds an office”; nothing, if in none."""
    reach = Q(pk__in=[])
    for region in regions_of(person, on=on):
        reach |= under(region, prefix=prefix)
    return reach


def may_keep_registers(person: Person, *, region: str, on: date) -> bool:
    """Say whether a person may change the registers for a region: 登记管理员 there or above it."""
    return person.holds(REGISTRAR, on=on, region=region)


def may_delegate(person: Person, appointment: Appointment, *, on: date) -> bool:
    """Say whether a person may delegate an office: whoever holds it, or the registrar over it."""
    return appointment.person_id == person.pk or may_keep_registers(
        person, region=appointment.region_id, on=on
    )
