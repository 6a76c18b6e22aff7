"""落库 — where the rows that are right go: into a table of the database in bulk, or wherever a `Landing` puts them.

Loaded by jobs and commands only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

import polars as pl
from django.db import connection, models
from psycopg import sql

from .models import Delivery

PIECE = 20_000  # rows that are written to COPY at once
ROW = "arriving_row"


class Landing(Protocol):
    """Where rows land."""

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return good rows with whatever must be reckoned before they land (sealed columns). On another thread; asks no database."""
        ...

    def land(self, rows: pl.DataFrame, delivery: Delivery, part: int) -> pl.Series:
        """Store rows inside the transaction that commits the part; return which were stored already and were left alone.

        The same part may be landed again after a kill, when nothing of it was committed.
        """
        ...


class Rows:
    """The table of a model, filled in bulk: by COPY into a table that lasts as long as the transaction, or by `executemany`.

    A row whose `key` (the columns of a unique constraint) is stored already is left alone, whoever stored it and when. A column that
    says the same in all rows of a frame is told to the database once.
    """

    def __init__(
        self, model: type[models.Model], columns: Sequence[str], *, key: Sequence[str]
    ) -> None:
        self.table = _quoted(model._meta.db_table)
        self.names, self.key = list(columns), list(key)
        self.keys = _listed(key)

    def write(self, frame: pl.DataFrame) -> pl.Series:
        """Write the columns of a frame; return which rows were there already. Null stays null, and "" stays ""."""
        if not len(frame):
            return pl.Series([], dtype=pl.Boolean)
        connection.ensure_connection()
        same = {
            name: frame[name][0]
            for name in self.names
            if name not in self.key and _says_one_thing(frame[name])
        }
        rows = frame.select(name for name in self.names if name not in same)
        if connection.vendor == "postgresql":
            return self._copied(rows, same)
        return self._inserted(rows, same)

    def _copied(self, rows: pl.DataFrame, same: dict[str, Any]) -> pl.Series:
        columns, all_ = _listed(rows.columns), _listed(self.names)
        with connection.connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS"
                f" SELECT 0 AS {ROW}, {all_} FROM {self.table} WITH NO DATA"
            )
            for name, value in same.items():
                cursor.execute(
                    sql.SQL("ALTER TABLE arriving ALTER COLUMN {} SET DEFAULT {}").format(
                        sql.Identifier(name), sql.Literal(value)
                    )
                )
            with cursor.copy(f"COPY arriving ({ROW}, {columns}) FROM STDIN (FORMAT csv)") as copy:
                # An empty text is quoted and a null is not: COPY tells them apart so.
                for piece in rows.with_row_index(ROW).iter_slices(PIECE):
                    copy.write(piece.write_csv(None, include_header=False))
            cursor.execute(
                f"WITH landed AS (INSERT INTO {self.table} ({all_})"
                f" SELECT {all_} FROM arriving ORDER BY {ROW}"
                f" ON CONFLICT ({self.keys}) DO NOTHING RETURNING {self.keys})"
                f" SELECT {ROW} FROM arriving WHERE ({self.keys}) NOT IN (SELECT {self.keys} FROM landed)"
            )
            there = [row for (row,) in cursor.fetchall()]
            cursor.execute("DROP TABLE arriving")
        return _marked(there, len(rows))

    def _inserted(self, rows: pl.DataFrame, same: dict[str, Any]) -> pl.Series:
        days = [pl.col(n).dt.to_string("iso") for n, t in rows.schema.items() if t == pl.Date]
        # Past Django's own cursor, which would look at each row.
        database = connection.connection
        constants = [
            database.execute("SELECT quote(?)", [_plain(v)]).fetchone()[0] for v in same.values()
        ]
        values = ", ".join([*["?"] * len(rows.columns), *constants])
        last = database.execute(f"SELECT max(rowid) FROM {self.table}").fetchone()[0] or 0
        done = database.executemany(
            f"INSERT INTO {self.table} ({_listed([*rows.columns, *same])}) VALUES ({values})"
            f" ON CONFLICT ({self.keys}) DO NOTHING",
            rows.with_columns(days).iter_rows(),
        )
        if done.rowcount == len(rows):
            return _marked([], len(rows))
        # As texts: Django's connection would make a date of each day.
        texts = ", ".join(f"{_quoted(k)} || ''" for k in self.key)
        asked = database.execute(f"SELECT {texts} FROM {self.table} WHERE rowid > ?", [last])
        landed = pl.DataFrame(
            asked.fetchall(), schema=dict.fromkeys(self.key, pl.String), orient="row"
        )
        own = rows.with_columns(
            pl.lit(_plain(v)).alias(n) for n, v in same.items() if n in self.key
        )
        numbered = own.select(pl.col(self.key).cast(pl.String)).with_row_index(ROW)
        there = numbered.join(landed, on=self.key, how="anti")[ROW].to_list()
        return _marked(there, len(rows))


def _says_one_thing(column: pl.Series) -> bool:
    missing = column.null_count()
    if missing:
        return missing == len(column)
    return bool(column[0] == column[-1] and column.n_unique() == 1)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _marked(places: list[int], rows: int) -> pl.Series:
    marks = pl.repeat(False, rows, eager=True)
    return marks.scatter(places, True) if places else marks


def stored(model: type[models.Model], delivery: Delivery, **sums: Any) -> dict[str, Any]:
    """Return how many rows of a delivery the table itself holds, and the sums asked for."""
    rows = model._default_manager.filter(delivery=delivery.number)
    found: dict[str, Any] = rows.aggregate(rows=models.Count("pk"), **sums)
    return found
