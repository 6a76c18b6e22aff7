"""落库 — where the rows that are right go: a table of the database, by COPY or in bulk, or wherever a `Landing` puts them.

Loaded by jobs and commands only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import polars as pl
from django.db import connection, models

from .models import Delivery


class Landing(Protocol):
    """Where rows land. Both methods are called inside the transaction that commits the part."""

    def known(self, rows: pl.DataFrame) -> pl.Series:
        """Return which rows are stored already, by the key of the table."""
        ...

    def land(self, rows: pl.DataFrame, delivery: Delivery, part: int) -> None:
        """Store rows that are not. The same part of a delivery may be landed again after a kill, when nothing of it was committed."""
        ...


class Rows:
    """Write frames into the table of a model, by COPY on PostgreSQL and by `executemany` on SQLite."""

    def __init__(self, model: type[models.Model], columns: Sequence[str]) -> None:
        quote = connection.ops.quote_name
        self.table = quote(model._meta.db_table)
        self.columns = ", ".join(quote(c) for c in columns)
        self.marks = ", ".join(["?"] * len(columns))

    def write(self, frame: pl.DataFrame) -> None:
        """Write a frame, its columns in the order of the declaration. Nulls stay nulls, "" stays ""."""
        if not len(frame):
            return
        if connection.vendor == "postgresql":
            self._copy(frame)
        else:
            self._many(frame)

    def _copy(self, frame: pl.DataFrame) -> None:
        statement = f"COPY {self.table} ({self.columns}) FROM STDIN (FORMAT csv)"
        connection.ensure_connection()
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for piece in frame.iter_slices(20_000):
                # An empty text is quoted, a null is not: COPY tells them apart so.
                copy.write(
                    piece.write_csv(None, include_header=False, quote_style="necessary").encode()
                )

    def _many(self, frame: pl.DataFrame) -> None:
        days = [pl.col(n).dt.to_string("iso") for n, t in frame.schema.items() if t == pl.Date]
        rows = frame.with_columns(days).iter_rows()
        connection.ensure_connection()
        # Past Django's own cursor, which would look at each row.
        statement = f"INSERT INTO {self.table} ({self.columns}) VALUES ({self.marks})"
        connection.connection.executemany(statement, rows)


def count_of(delivery: Delivery, model: type[models.Model], **where: Any) -> int:
    """Return how many rows of a delivery are stored, asked of the table itself."""
    return model._default_manager.filter(**where, delivery=delivery.number).count()
