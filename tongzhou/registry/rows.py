"""写行 — one row put into a table, or changed in it, by a statement that is written once and used many times.

Django writes the SQL of each `save` anew. What every act and every page writes is written here; fields,
their values and the errors are Django's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import connection, models

from .questions import planned_cursor

# A statement may say of itself alone, on PostgreSQL, that nobody waits until it is on the disk.
UNHURRIED = " FROM set_config('synchronous_commit', 'off', true)"


def put(row: models.Model, *, unhurried: bool = False) -> None:
    """Insert a new row and give it its key.

    `unhurried`: outside a transaction it is in the table at once, and on the disk within moments.
    """
    values = [f.get_db_prep_save(f.pre_save(row, True), connection) for f in _fields(type(row))]
    unhurried = unhurried and not connection.in_atomic_block
    sqlite = connection.vendor == "sqlite"
    sql = _insert(type(row), sqlite, unhurried)
    with planned_cursor(connection) as cursor:
        if not sqlite:
            cursor.execute(sql, values)
            row.pk = cursor.fetchone()[0]
        elif unhurried:
            cursor.execute("PRAGMA synchronous=NORMAL")
            try:
                cursor.execute(sql, values)
                row.pk = cursor.lastrowid
            finally:
                cursor.execute("PRAGMA synchronous=FULL")
        else:
            cursor.execute(sql, values)
            row.pk = cursor.lastrowid
    row._state.adding, row._state.db = False, connection.alias


def change(model: type[models.Model], pk: int, values: Mapping[str, Any]) -> None:
    """Change some columns of the row with this key."""
    fields: list[Any] = [model._meta.get_field(name) for name in values]
    given = [
        f.get_db_prep_save(value, connection)
        for f, value in zip(fields, values.values(), strict=True)
    ]
    with planned_cursor(connection) as cursor:
        cursor.execute(_update(model, tuple(values)), [*given, pk])


@cache
def _fields(model: type[models.Model]) -> list[Any]:
    return [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated)]


@cache
def _insert(model: type[models.Model], sqlite: bool, unhurried: bool) -> str:
    fields = _fields(model)
    columns = ", ".join(f'"{f.column}"' for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    into = f'INSERT INTO "{model._meta.db_table}" ({columns})'
    if sqlite:
        return f"{into} VALUES ({marks})"
    key = f'RETURNING "{model._meta.pk.column}"'
    return (
        f"{into} SELECT {marks}{UNHURRIED} {key}" if unhurried else f"{into} VALUES ({marks}) {key}"
    )


@cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    changes = ", ".join(f'"{f.column}" = %s' for f in fields)
    return f'UPDATE "{model._meta.db_table}" SET {changes} WHERE "{model._meta.pk.column}" = %s'
