"""Bulk writing: rows straight into tables, by COPY on PostgreSQL and by statements in bulk on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

Row = dict[str, Any]


class Bulk:
    """Writes rows with keys of its own into the tables of models, one batch after another."""

    def __init__(self) -> None:
        self.postgresql = connection.vendor == "postgresql"
        self.next: dict[str, int] = {}

    def number(self, model: type[models.Model]) -> int:
        """Return the next free key of a table."""
        table = model._meta.db_table
        if table not in self.next:
            highest = model._default_manager.aggregate(top=models.Max("pk"))["top"]
            self.next[table] = highest or 0
        self.next[table] += 1
        return self.next[table]

    def write(self, model: type[models.Model], rows: list[Row]) -> None:
        """Write rows of one table; keys are given where a row has none."""
        if not rows:
            return
        fields: dict[str, Any] = {
            f.attname: f for f in model._meta.concrete_fields if not f.generated
        }
        names = [name for name in fields if name == "id" or name in rows[0]]
        columns = [str(fields[name].column) for name in names]
        # All of them first: finding a free key asks the connection, which a COPY keeps to itself.
        values = list(self._values(model, fields, names, rows))
        quoted = ", ".join(connection.ops.quote_name(c) for c in columns)
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            if self.postgresql:
                with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                    for value in values:
                        copy.write_row(value)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", values)

    def _values(
        self,
        model: type[models.Model],
        fields: dict[str, Any],
        names: list[str],
        rows: Iterable[Row],
    ) -> Iterator[list[Any]]:
        as_json = {n for n in names if isinstance(fields[n], models.JSONField)}
        moments = {n for n in names if isinstance(fields[n], models.DateTimeField)}
        for row in rows:
            row.setdefault("id", self.number(model))
            out = [row[n] for n in names]
            for i, name in enumerate(names):
                if name in as_json:
                    out[i] = json.dumps(out[i], ensure_ascii=False)
                elif name in moments and not self.postgresql and out[i] is not None:
                    out[i] = out[i].replace(tzinfo=None)  # as Django stores UTC on SQLite
            yield out

    def finish(self, touched: Iterable[type[models.Model]]) -> None:
        """Bring counters and statistics up to date: without them a planner walks the wrong way."""
        with connection.cursor() as cursor:
            for model in touched:
                table = model._meta.db_table
                if self.postgresql:
                    cursor.execute(
                        "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                        [table, max(self.next.get(table, 1), 1)],
                    )
            cursor.execute("ANALYZE")


@contextmanager
def search_index_set_aside() -> Iterator[None]:
    """Load without keeping the index of words, and build it once at the end: many times faster."""
    from importlib import import_module

    made = import_module("tongzhou.procedure.migrations.0002_search")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX IF EXISTS procedure_search")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS procedure_search_new")
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(made.POSTGRESQL_INDEX)
        else:
            # A large table in memory writes few segments, and there is little to merge.
            for command, value in (
                ("hashsize", 512 << 20),
                ("rebuild", None),
                ("hashsize", 1 << 20),
            ):
                cursor.execute(
                    "INSERT INTO procedure_search(procedure_search, rank) VALUES (%s, %s)",
                    [command, value],
                )
            cursor.execute(made.SQLITE_NEW)
