"""保密字段 — values that never enter the journal: it holds a salted digest, the value lies apart, encrypted."""

from __future__ import annotations

import secrets
from typing import Any

from tongzhou.registry import sealing

from .facts import Facts, Json, sealed_fields, stored
from .journal import sm3
from .models import Entry, Secret

MARK = "sealed:"


def split(facts: Facts, *, within: tuple[str, ...] = ()) -> tuple[Json, dict[str, tuple[str, str]]]:
    """Return the JSON for the journal and, apart, {field: (salt, value)} of what must not stand in it.

    `within` names fields inside `facts.facts`: a correction of something sealed is sealed too.
    """
    data = stored(facts)
    apart = _take(data, sealed_fields(type(facts)))
    return data, apart | (_take(data["facts"], within) if within else {})


def _take(data: Json, names: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    apart = {}
    for name in names:
        if data.get(name) and not is_sealed(data[name]):
            salt, value = secrets.token_hex(16), str(data[name])
            apart[name] = (salt, value)
            data[name] = MARK + sm3((salt + value).encode())
    return apart


def keep(entry: Entry, apart: dict[str, tuple[str, str]]) -> None:
    """Store the sealed values of an entry, encrypted."""
    for name, (salt, value) in apart.items():
        token = sealing.seal(value, place=place_of(entry, name))
        Secret.objects.create(entry=entry, field=name, salt=salt, value=token)


def reveal(entry: Entry, field: str) -> str | None:
    """Return a sealed value, or None where it has been erased. The caller journals the view."""
    row = Secret.objects.filter(entry=entry, field=field).first()
    return sealing.unseal(row.value, place=place_of(entry, field)) if row else None


def place_of(entry: Entry, field: str) -> str:
    """Return the place to which a sealed value is bound: moved elsewhere it does not open."""
    return f"procedure:{entry.case.uid}:{entry.seq}:{field}"


def holds(entry: Entry, field: str) -> bool:
    """Say whether an entry, or what it corrects, states something sealed under this name."""
    stated = entry.facts.get("facts", {}) if entry.act == "engine.correct" else entry.facts
    return is_sealed(stated.get(field))


def is_sealed(value: Any) -> bool:
    """Say whether a stored fact is only the digest of a sealed value."""
    return isinstance(value, str) and value.startswith(MARK)
