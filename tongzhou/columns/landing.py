"""落库 — where the rows that are right go: into a table of the database in bulk, or wherever a `Landing` puts them.

Loaded by jobs and commands only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from typing import Any, Protocol

import numpy as np
import pgpq
import polars as pl
from django.db import connection, models, transaction
from numpy.typing import NDArray
from psycopg.copy import QueuedLibpqWriter
from psycopg.errors import UniqueViolation

from . import beside, calendar
from .models import Delivery

PIECE = 10_000  # rows that are written to COPY at once
SENT = 1 << 17  # bytes that are given to the connection at once: it moves what it cannot send yet
MANY = 1_000  # rows from which on they are laid beside a database of SQLite
LAID = 4 << 20  # bytes that are laid at a time
TOGETHER = 900  # values that one INSERT takes: some SQLite know no more than 999
CACHE = 65_536  # KiB of pages that SQLite keeps in memory while many rows are written
ROW = "arriving_row"
# What a row of COPY is made of, by the type of the column: rows in binary must agree with it to the byte.
KINDS = {"bigint": pl.Int64, "integer": pl.Int32, "smallint": pl.Int16, "boolean": pl.Boolean, "date": pl.Date, "double precision": pl.Float64, "text": pl.String, "char": pl.String, "varchar": pl.String}  # fmt: skip
TEXT = 1 << 16  # bytes of stored digests that are read at once
Wholes = NDArray[np.int64]


@dataclass(frozen=True)
class Landed:
    """What became of the rows of a part: which were stored already and left alone, and what is remarked of rows, by code of `Table.says_where_it_lands`."""

    there: pl.Series
    remarks: Mapping[str, list[int]] = field(default_factory=dict)


class Landing(Protocol):
    """Where rows land."""

    @property
    def takes(self) -> Sequence[str]:
        """The columns, read or derived, it is given beside LINE; among them those whose sums are told."""
        ...

    @property
    def light(self) -> bool:
        """Whether rows take little to land: then larger chunks are checked, two at a time; `prepared` is asked on both threads."""
        ...

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return good rows with whatever must be reckoned before they land (sealed columns). On another thread; asks no database."""
        ...

    def land(self, rows: pl.DataFrame, delivery: Delivery, part: int) -> Landed:
        """Store rows inside the transaction that commits the part.

        The same part may be landed again after a kill, when nothing of it was committed.
        """
        ...

    def nothing(self, rows: pl.DataFrame, delivery: Delivery) -> None:
        """Keep that a delivery came whole and holds no row; `rows` has the columns alone. May be told twice."""
        ...


class Rows:
    """The table of a model, filled in bulk: by COPY on PostgreSQL, by `executemany` on SQLite.

    A row whose `key` (the columns of a unique constraint) is stored already is left alone, whoever stored it and when. A column that
    says the same in all rows of a frame is told to SQLite once.

    `digest` names a column of the key that is a digest in hexadecimal. Its first digits are kept in memory (8 bytes a row): on PostgreSQL
    rows whose digest nobody has stored go straight into the table, and only the others are compared there one by one.
    """

    def __init__(
        self,
        model: type[models.Model],
        columns: Sequence[str],
        *,
        key: Sequence[str],
        digest: str = "",
    ) -> None:
        self.table = _quoted(model._meta.db_table)
        self.names, self.key = list(columns), list(key)
        self.keys = _listed(key)
        self.digest = digest
        self.defaults = {
            str(field.column): field.db_default
            for field in model._meta.concrete_fields
            if isinstance(field.db_default, str | int)
        }
        fields = {str(field.column): field for field in model._meta.concrete_fields}
        types = {name: str(fields[name].db_type(connection)) for name in columns}
        self.kinds = {
            ROW: pl.Int32,
            **{
                n: KINDS[kind.partition("(")[0]]
                for n, kind in types.items()
                if connection.vendor == "postgresql"
            },
        }
        self._stored: Digests | None = None

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
        # What the table fills by itself alike need not be told.
        same = {n: v for n, v in same.items() if v is not None and self.defaults.get(n) != v}
        if connection.vendor != "postgresql":
            return self._inserted(rows, same)
        if not self.digest:
            return self._compared(rows, same)
        return self._straight(rows, same)

    def _straight(self, rows: pl.DataFrame, same: dict[str, Any]) -> pl.Series:
        """Copy what nobody can have stored into the table itself; compare the rest, or all where somebody was quicker."""
        if self._stored is None:
            self._stored = Digests.of(self.table, _quoted(self.digest))
        perhaps = self._stored.hold(rows[self.digest])
        self._stored.add(rows[self.digest])
        try:
            with transaction.atomic(), connection.connection.cursor() as cursor:
                self._copy(
                    cursor, self.table, rows.filter(~perhaps) if perhaps.any() else rows, same
                )
        except UniqueViolation:
            return self._compared(rows, same)
        at = perhaps.arg_true()
        there = self._compared(rows[at], same) if len(at) else None
        marks = pl.repeat(False, len(rows), eager=True)
        return marks if there is None else marks.scatter(at.filter(there), True)

    def _copy(self, cursor: Any, table: str, rows: pl.DataFrame, same: dict[str, Any]) -> None:
        """Copy rows into a table; what they all say alike goes along with each."""

        def whole(piece: pl.DataFrame) -> pl.DataFrame:
            told = piece.with_columns(pl.lit(v).alias(n) for n, v in same.items())
            return told.cast({name: self.kinds[name] for name in told.columns})

        copy_in(cursor, table, rows, whole)

    def _compared(self, rows: pl.DataFrame, same: dict[str, Any]) -> pl.Series:
        """Copy rows beside the table and let the table take those it has not."""
        all_ = _listed([*rows.columns, *same])
        with connection.connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS"
                f" SELECT 0 AS {ROW}, {all_} FROM {self.table} WITH NO DATA"
            )
            self._copy(cursor, "arriving", rows.with_row_index(ROW), same)
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
        database = connection.connection
        database.execute(
            f"PRAGMA cache_size=-{CACHE}"
        )  # the default holds no index of a large table
        constants = {
            n: database.execute("SELECT quote(?)", [_plain(v)]).fetchone()[0]
            for n, v in same.items()
        }
        last = database.execute(f"SELECT max(rowid) FROM {self.table}").fetchone()[0] or 0
        tail = f" ON CONFLICT ({self.keys}) DO NOTHING"
        if insert_into(database, self.table, rows, constants, tail=tail) == len(rows):
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


def copy_in(
    cursor: Any,
    table: str,
    rows: pl.DataFrame,
    whole: Callable[[pl.DataFrame], pl.DataFrame] = lambda piece: piece,
) -> None:
    """Send rows to the columns of a table as COPY in binary: half the time of CSV on both sides.

    `whole` makes of some rows all that is sent, piece by piece: columns of the table, in its types.
    """
    if not len(rows):
        return
    first = _arrow(whole(rows.head(1))).schema
    sending = f"COPY {table} ({_listed(first.names)}) FROM STDIN (FORMAT binary)"
    # What sends runs beside what encodes.
    with cursor.copy(sending, writer=QueuedLibpqWriter(cursor)) as copy:
        encoder = pgpq.ArrowToPostgresBinaryEncoder(first)
        copy.write(encoder.write_header())
        for piece in rows.iter_slices(PIECE):
            for batch in _arrow(whole(piece)).to_batches():
                told = memoryview(encoder.write_batch(batch))
                for at in range(0, len(told), SENT):
                    copy.write(told[at : at + SENT])
        copy.write(encoder.finish())


def _arrow(rows: pl.DataFrame) -> Any:
    return rows.to_arrow(compat_level=pl.CompatLevel.newest())  # texts as they lie, not copied


def insert_into(
    database: Any, table: str, rows: pl.DataFrame, same: Mapping[str, str], *, tail: str = ""
) -> int:
    """Insert rows into a table of SQLite; return how many it took. `same`: columns that all say alike, quoted."""
    into, told = f"INSERT INTO {table} ({_listed([*rows.columns, *same])})", written(rows)
    said = ", ".join([_listed(rows.columns), *same.values()])
    most = max(MANY, len(rows) * LAID // max(int(told.estimated_size()), 1))
    taken = 0
    for part in told.iter_slices(most):
        there = beside.laid(database, part) if len(part) >= MANY else None
        if there is None:
            taken += _given(database, into, part, same, tail)
            continue
        # Without a condition SQLite takes what follows for one of a join.
        asked = f"{into} SELECT {said} FROM {there} WHERE true ORDER BY rowid{tail}"
        taken += database.execute(asked).rowcount
    return taken


def _given(database: Any, into: str, rows: pl.DataFrame, same: Mapping[str, str], tail: str) -> int:
    """Give SQLite rows as values, many with each statement."""
    marks = ", ".join([*["?"] * len(rows.columns), *same.values()])
    many = max(1, TOGETHER // len(rows.columns))
    whole = len(rows) // many * many
    given = rows.iter_rows()
    # Past Django's own cursor, which would look at each row.
    lots = database.executemany(
        f"{into} VALUES " + ", ".join([f"({marks})"] * many) + tail,
        (tuple(chain.from_iterable(islice(given, many))) for _ in range(whole // many)),
    )
    rest = database.executemany(f"{into} VALUES ({marks}){tail}", given)
    taken: int = max(0, lots.rowcount) + max(0, rest.rowcount)
    return taken


def written(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with their days as they are written: by look-up, in a fraction of what a database or the engine would take."""
    days = [column.name for column in rows if column.dtype == pl.Date]
    return rows.with_columns(calendar.iso(rows[name]) for name in days)


class Known:
    """Numbers that are held, in sorted runs, and a mark for each in a field of bits: who meets no mark need not be looked for.

    Digests are asked of it by their first digits. Of a million numbers held, one in sixty that are not meets the mark of another.
    """

    BITS = 26  # of the place of a mark: a field of 8 MiB
    MOST_RUNS = 6  # of about one length, before they become one

    def __init__(self) -> None:
        self.runs: list[Wholes] = []
        self._marks = np.zeros(1 << (self.BITS - 3), dtype=np.uint8)

    def hold(self, asked: pl.Series) -> pl.Series:
        """Return which numbers are among them."""
        numbers = asked.to_numpy()
        octets, bits = self._places(numbers)
        found = (self._marks[octets] & bits) > 0
        some = numbers[found]
        there = np.zeros(len(some), dtype=bool)
        for run in self.runs:
            places = np.minimum(np.searchsorted(run, some), len(run) - 1)
            there |= run[places] == some
        found[found] = there
        return pl.Series(found)

    def add(self, numbers: pl.Series) -> None:
        """Hold these too; runs of about one length become one."""
        run = np.sort(numbers.to_numpy())
        if not len(run):
            return
        np.bitwise_or.at(self._marks, *self._places(run))
        self.runs.append(run)
        while True:
            alike = [one for one in self.runs if len(one) < self.MOST_RUNS * len(run)]
            if len(alike) < self.MOST_RUNS:
                return
            longer = [one for one in self.runs if len(one) >= self.MOST_RUNS * len(run)]
            run = np.sort(np.concatenate(alike))
            self.runs = [*longer, run]

    @classmethod
    def _places(cls, numbers: Wholes) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
        """Return for each number the octet of the field and the bit in it: by the golden ratio, which spreads them alike."""
        mixed = numbers.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        place = mixed >> np.uint64(64 - cls.BITS)
        return place >> np.uint64(3), np.uint8(1) << (place & np.uint64(7)).astype(np.uint8)


class Digests:
    """The digests that are stored, by their first sixty bits. May hold more than are stored, never less."""

    DIGITS = 15  # hexadecimal

    def __init__(self) -> None:
        self.known = Known()

    @classmethod
    def of(cls, table: str, column: str) -> Digests:
        """Read those of a table."""
        asked = f"COPY (SELECT left({column}, {cls.DIGITS}) FROM {table}) TO STDOUT"
        found, pieces, rest = cls(), [], b""
        with connection.connection.cursor() as cursor, cursor.copy(asked) as copy:
            for some in copy:  # row by row or more: never the whole table as text
                rest += bytes(some)
                if len(rest) >= TEXT:
                    pieces.append(found._numbers(_lines(rest)))
                    rest = b""
        if rest:
            pieces.append(found._numbers(_lines(rest)))
        if pieces:
            found.known.add(pl.concat(pieces))
        return found

    def hold(self, texts: pl.Series) -> pl.Series:
        """Return which texts may be among them."""
        return self.known.hold(self._numbers(texts))

    def add(self, texts: pl.Series) -> None:
        """Hold these too."""
        self.known.add(self._numbers(texts))

    def _numbers(self, texts: pl.Series) -> pl.Series:
        return texts.str.slice(0, self.DIGITS).str.to_integer(base=16, dtype=pl.Int64)


def _lines(text: bytes) -> pl.Series:
    return pl.read_csv(text, has_header=False, schema={"digest": pl.String})["digest"]


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
