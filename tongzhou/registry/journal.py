"""登记 — the one door to a register: every change is checked, made and written down together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from .fields import Sealed, SealedField
from .models import Person, RegisterEntry
from .models.journal import field_names

Record = TypeVar("Record", bound=models.Model)
What = RegisterEntry.What
# What follows from other columns, and the marks of a sign-in, are no statements of a register.
UNWRITTEN = frozenset(
    {"pinyin", "initials", "name_key", "id_hash", "phone_hash", "worker_hash", "password"}
    | {"last_login"}
)


@transaction.atomic
def add(record: Record, *, by: Person | None, at: datetime, reason: str = "") -> Record:
    """Add a record to its register. Raises ValidationError with sentences for the officer."""
    check(record)
    record.save(force_insert=True)
    note(record, What.ADDED, by=by, at=at, reason=reason, changes=_stated(record))
    return record


@transaction.atomic
def add_all(
    records: Sequence[Record], *, by: Person | None, at: datetime, reason: str = ""
) -> list[Record]:
    """Add many records of one register at once, each checked and written down as by `add`.

    What must be the only one of its kind is left to the database: look for known records first. Records
    they point to are given whole (`region=`, not `region_id=`), so that none is asked for again.
    Raises ValidationError for the first record that does not stand, and then none is added.
    """
    if not records:
        return []
    for record in records:
        check(record, alone=True)
    added: list[Record] = type(records[0])._default_manager.bulk_create(records)
    RegisterEntry.objects.bulk_create(
        _entry(r, What.ADDED, by=by, at=at, reason=reason, changes=_stated(r)) for r in added
    )
    return added


@transaction.atomic
def change(
    record: Record,
    *,
    by: Person | None,
    at: datetime,
    reason: str,
    what: RegisterEntry.What = What.CHANGED,
    **values: Any,
) -> Record:
    """Change some columns of a record and return it as it now is.

    The record is read again under lock, so that two officers do not overwrite each other's columns.
    Nothing is written if nothing differs. Raises ValidationError; a reason must be given.
    """
    if not reason.strip():
        raise ValidationError(_("请填写变更事由。"))
    manager = type(record)._default_manager
    fresh = manager.select_for_update().get(pk=record.pk)
    before = {name: (_plain(fresh, name), shown_value(fresh, name)) for name in _written(fresh)}
    for name, value in values.items():
        setattr(fresh, name, value)
    check(fresh)
    changes = {
        name: [shown, shown_value(fresh, name)]
        for name, (plain, shown) in before.items()
        if plain != _plain(fresh, name)
    }
    if changes:
        fresh.save()
        note(fresh, what, by=by, at=at, reason=reason, changes=changes)
    return fresh


def note(
    record: models.Model,
    what: RegisterEntry.What,
    *,
    by: Person | None,
    at: datetime,
    reason: str,
    changes: Mapping[str, list[Any]],
) -> RegisterEntry:
    """Write one entry about a record; called inside the transaction that changes it."""
    entry = _entry(record, what, by=by, at=at, reason=reason, changes=changes)
    entry.save(force_insert=True)
    return entry


def _entry(
    record: models.Model,
    what: RegisterEntry.What,
    *,
    by: Person | None,
    at: datetime,
    reason: str,
    changes: Mapping[str, list[Any]],
) -> RegisterEntry:
    return RegisterEntry(
        register=record._meta.model_name or "",
        key=str(record.pk),
        what=what,
        by=by,
        at=at,
        reason=reason.strip(),
        changes=dict(changes),
    )


def _stated(record: models.Model) -> dict[str, list[Any]]:
    """Return what a new record states, as an entry shows it."""
    shown = {name: [None, shown_value(record, name)] for name in _written(record)}
    return {name: pair for name, pair in shown.items() if pair[1] not in (None, "", False)}


def check(record: models.Model, *, alone: bool = False) -> None:
    """Check a record as the database would, but in words. Raises ValidationError.

    `alone` asks no other record: one of many is looked at by itself, and what it was given whole stands.
    """
    derive = getattr(record, "derive", None)
    if derive is not None:
        derive()
    given = {
        f.name
        for f in record._meta.concrete_fields
        if isinstance(f, models.ForeignKey) and f.is_cached(record)
    }
    record.full_clean(
        exclude=given if alone else None, validate_unique=not alone, validate_constraints=not alone
    )


def shown_value(record: models.Model, attname: str) -> str | int | bool | None:
    """Return what a column shows on a screen: a label, a name, a date; sealed values masked.

    A model may say it itself, in a method `shown_<column>`: an amount kept in fen is shown in yuan.
    """
    field = next(f for f in record._meta.concrete_fields if f.attname == attname)
    if (own := getattr(record, f"shown_{field.name}", None)) is not None:
        return str(own())
    if isinstance(field, models.ForeignKey):
        other = getattr(record, field.name)
        return None if other is None else str(other)
    value = getattr(record, attname)
    if isinstance(field, SealedField):
        return field.mask(_plain(record, attname))
    if field.choices and value:
        return str(getattr(record, f"get_{field.name}_display")())
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _written(record: models.Model) -> list[str]:
    return [name for name in field_names(record) if name not in UNWRITTEN]


def _plain(record: models.Model, attname: str) -> Any:
    value = getattr(record, attname)
    return value.open() if isinstance(value, Sealed) else value
