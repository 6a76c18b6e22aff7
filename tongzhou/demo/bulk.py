"""Bulk writing: rows straight into tables, by COPY on PostgreSQL and by statements in bulk on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import msgspec
from django.db import connection, models

Row = dict[str, Any]
MEMORY = 512  # megabytes to build an index in


def write(model: type[models.Model], rows: list[Row]) -> None:
    """Write rows of one table; where they have no key, the database gives one."""
    if not rows:
        return
    fields: dict[str, Any] = {f.attname: f for f in model._meta.concrete_fields if not f.generated}
    names = [name for name in fields if name in rows[0]]
    quoted = ", ".join(connection.ops.quote_name(fields[name].column) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    values = _values(fields, names, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", list(values))


def _values(fields: dict[str, Any], names: list[str], rows: Iterable[Row]) -> Iterator[list[Any]]:
    sqlite = connection.vendor == "sqlite"
    as_json = [i for i, n in enumerate(names) if isinstance(fields[n], models.JSONField)]
    moments = [i for i, n in enumerate(names) if isinstance(fields[n], models.DateTimeField)]
    for row in rows:
        out = [row[n] for n in names]
        for i in as_json:
            out[i] = msgspec.json.encode(out[i]).decode()
        for i in moments if sqlite else ():
            if out[i] is not None:
                out[i] = out[i].replace(tzinfo=None)  # as Django stores UTC on SQLite
        yield out


def finish(keyed: type[models.Model]) -> None:
    """Bring statistics up to date, and the counter of a table whose keys were given.

    Without statistics a planner walks the wrong way.
    """
    table = keyed._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {table}", [table]
            )
        cursor.execute("ANALYZE")


@contextmanager
def indexes_set_aside(tables: Iterable[str]) -> Iterator[None]:
    """Load without keeping indexes, and build each once at the end: many times faster.

    What a row may not be (keys, uniqueness) is still refused row by row; on PostgreSQL the references
    to other tables are checked at the end, all at once. Whatever happens, all of it is put back.
    """
    names = list(tables)
    search = _TriggeredSearch() if connection.vendor == "sqlite" else None
    with connection.cursor() as cursor:
        away, back = (_of_sqlite if search else _of_postgresql)(cursor, names)
        for statement in away:
            cursor.execute(statement)
        if search:
            search.stop(cursor)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in back:
                cursor.execute(statement)
            if search:
                search.rebuild(cursor)


def _of_sqlite(cursor: Any, tables: list[str]) -> tuple[list[str], list[str]]:
    """Return what takes the indexes of these tables away, and what puts them back."""
    marks = ", ".join(["%s"] * len(tables))
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        f" AND sql NOT LIKE 'CREATE UNIQUE%%' AND tbl_name IN ({marks})",
        tables,
    )
    found = cursor.fetchall()
    return [f'DROP INDEX "{name}"' for name, _ in found], [sql for _, sql in found]


def _of_postgresql(cursor: Any, tables: list[str]) -> tuple[list[str], list[str]]:
    """Return what takes indexes and references of these tables away, and what puts them back."""
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
        [tables],
    )
    indexes = cursor.fetchall()
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        [tables],
    )
    references = cursor.fetchall()
    away = [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in references]
    away += [f"DROP INDEX {name}" for name, _ in indexes]
    back = [f"SET maintenance_work_mem = '{MEMORY}MB'", *(made for _, made in indexes)]
    back += [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in references
    ]
    return away, back


class _TriggeredSearch:
    """The index of words on SQLite, which a trigger keeps and one command makes anew."""

    def stop(self, cursor: Any) -> None:
        """New rows are not entered one by one."""
        cursor.execute("DROP TRIGGER IF EXISTS procedure_search_new")

    def rebuild(self, cursor: Any) -> None:
        """Enter all rows; from now on each new one is entered again."""
        made = import_module("tongzhou.procedure.migrations.0002_search")
        # A large table in memory writes few segments, and there is little to merge.
        for command, value in (
            ("hashsize", MEMORY << 20),
            ("rebuild", None),
            ("hashsize", 1 << 20),
        ):
            cursor.execute(
                "INSERT INTO procedure_search(procedure_search, rank) VALUES (%s, %s)",
                [command, value],
            )
        cursor.execute(made.SQLITE_NEW)
