"""劳动者登记 — registering a worker, and finding the same person again."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from . import identity, journal, papers
from .fields import hash_of
from .models import Person, Worker

MANY = 500  # numbers asked for in one query
LAST = 6  # characters of an identity number that tell one worker of a phone from another


@transaction.atomic
def register_worker(
    *,
    name: str,
    id_number: str = "",
    id_kind: Worker.IdKind = Worker.IdKind.RESIDENT,
    phone: str = "",
    address: str = "",
    by: Person | None,
    at: datetime,
    on: date,
    reason: str = "",
) -> Worker:
    """Return the worker with this identity number, registering them if they are new.

    A worker who is known is given back as registered: whoever knows a number must not be able to
    change the name or the phone kept with it. Compare them, and use `journal.change` to correct.
    Raises ValidationError if the number or the phone cannot be one.
    """
    try:
        number = check_number(id_number, id_kind, on=on) if id_number.strip() else ""
    except ValueError as error:
        raise ValidationError({"id_number": str(error)}) from error
    try:
        phone = identity.check_phone(phone) if phone.strip() else ""
    except ValueError as error:
        raise ValidationError({"phone": str(error)}) from error
    known = find_worker(number, id_kind) if number else None
    if known is not None:
        return known
    worker = Worker(name=name, id_kind=id_kind, id_number=number, phone=phone, address=address)
    return journal.add(worker, by=by, at=at, reason=reason)


@dataclass(frozen=True)
class Given:
    """What is told of a worker who is to be registered, number and phone as they are kept."""

    name: str
    id_number: str
    id_kind: Worker.IdKind = Worker.IdKind.RESIDENT
    phone: str = ""
    address: str = ""


@transaction.atomic
def register_workers(
    given: Sequence[Given], *, by: Person | None, at: datetime, on: date, reason: str = ""
) -> list[Worker]:
    """Return the workers with these identity numbers in this order, registering the new. A handful of queries.

    The same as `register_worker` for each: those known are given back as registered, and a number told
    twice is one worker. Raises ValidationError for the first that cannot be one; then nobody is registered.
    """
    found = known_workers((g.id_number, g.id_kind) for g in given)
    new: dict[tuple[str, str], Worker] = {}
    for g in given:
        try:
            key = key_of(check_number(g.id_number, g.id_kind, on=on), g.id_kind)
            phone = identity.check_phone(g.phone) if g.phone.strip() else ""
        except ValueError as error:
            raise ValidationError(f"{g.name}：{error}") from error
        if key not in found:
            number = identity.tidy(g.id_number)
            worker = Worker(
                name=g.name, id_kind=g.id_kind, id_number=number, phone=phone, address=g.address
            )
            new.setdefault(key, worker)
    found |= dict(
        zip(new, journal.add_all(list(new.values()), by=by, at=at, reason=reason), strict=True)
    )
    return [found[key_of(g.id_number, g.id_kind)] for g in given]


def known_workers(numbers: Iterable[tuple[str, Worker.IdKind]]) -> dict[tuple[str, str], Worker]:
    """Return the workers registered under these (number, kind), by (kind, hash of the number)."""
    keys = {key_of(number, kind) for number, kind in numbers}
    hashes = sorted({hashed for _kind, hashed in keys})
    rows: list[Worker] = []
    for start in range(0, len(hashes), MANY):
        rows += Worker.objects.filter(id_hash__in=hashes[start : start + MANY])
    return {key: w for w in rows if (key := (str(w.id_kind), w.id_hash)) in keys}


def key_of(number: str, kind: Worker.IdKind) -> tuple[str, str]:
    """Return what two writings of one identity number have in common: (kind, hash)."""
    return str(Worker.IdKind(kind).value), hash_of("id_number", identity.tidy(number))


def check_number(number: str, kind: Worker.IdKind, *, on: date) -> str:
    """Return an identity number of a kind as it is kept. Raises ValueError with a sentence."""
    return papers.check(number, kind, on=on)


def find_worker(id_number: str, id_kind: Worker.IdKind = Worker.IdKind.RESIDENT) -> Worker | None:
    """Return the worker with this identity number, or None; no record is opened for it."""
    hashed = hash_of("id_number", identity.tidy(id_number))
    return Worker.objects.filter(id_kind=id_kind, id_hash=hashed).exclude(id_hash="").first()


def workers_with_phone(phone: str) -> QuerySet[Worker]:
    """Return the workers who gave this phone; several may share one."""
    if not phone:
        return Worker.objects.none()
    return Worker.objects.filter(phone_hash=hash_of("phone", phone))


def workers_who_know(phone: str, number: str) -> list[Worker]:
    """Return the workers who gave this phone and whose identity number is this, or ends like this.

    `number` is the whole number or its last six characters; anything else finds nobody. Whoever asks
    knows both, and still has to show the phone.
    """
    typed = identity.tidy(number)
    if len(typed) < LAST:
        return []
    found = []
    for worker in workers_with_phone(phone).exclude(id_hash="").order_by("pk"):
        whole = worker.id_number.open()
        end = whole[-LAST:] if len(typed) == LAST else whole
        if hmac.compare_digest(end.encode(), typed.encode()):
            found.append(worker)
    return found
