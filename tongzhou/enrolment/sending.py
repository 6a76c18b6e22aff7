"""谁报送 — whoever may register an employer at the desk, for the regions where they may; or whoever sits at the machine, for one region or all."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from tongzhou.columns import whose
from tongzhou.columns.declare import Table
from tongzhou.columns.deliveries import Sender
from tongzhou.columns.models import Delivery
from tongzhou.registry import codes
from tongzhou.registry.models import Person
from tongzhou.registry.registers import REGISTERS

from .reading import Places
from .table import employers_in

SOURCE = "本机装载"


def kept_by(person: Person, *, on: date) -> list[str]:
    """Return the regions in which a person may register employers."""
    return REGISTERS["employers"].kept_regions(person, on=on)


def kept_offices() -> tuple[str, ...]:
    """Return the offices that may register employers."""
    return REGISTERS["employers"].kept_by


def at_machine(region: str, username: str, source: str, *, on: date) -> Sender:
    """Return who sends as the command names them. Raises ValueError in words.

    Without a person nobody is asked; with one, it is somebody who may register employers in the whole region.
    """
    regions = [whose.known_region(region)] if region else []
    if not username:
        return whose.sender(regions, source=source or SOURCE, person_id=None)
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise ValueError(f"没有用户“{username}”，或者已停用")
    kept = kept_by(person, on=on)
    regions = regions or kept
    if not kept or not all(any(codes.within(one, of=k) for k in kept) for one in regions):
        raise ValueError(f"{person.name}不是该地区的登记管理员，不能登记用人单位")
    return whose.sender(regions, source=source or person.name, person_id=person.pk)


def loader(delivery: Delivery) -> tuple[Table, Any]:
    """Return how a delivery that waits is loaded, for whom it was sent. In the worker and in commands."""
    places = Places.read(whose.regions_of(delivery))
    landing = import_module("tongzhou.enrolment.landing")
    return employers_in(places), landing.IntoRegister(places, delivery.sent_by_id)
