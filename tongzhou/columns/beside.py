"""旁表 — rows laid beside a database of SQLite by whole columns, for the database to take them from. Loaded by jobs and commands only.

Python gives SQLite a row at a time, each cell an object, and nothing else runs meanwhile. The columns are written instead to a small database
of their own, by ADBC, as they lie in memory; its bytes become a database in memory beside the one that asks, and one statement takes the rows.
ADBC brings an SQLite of its own: two of them must never have one file open, so it sees that small database alone, and before it is read.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import adbc_driver_sqlite
import polars as pl
from adbc_driver_manager import AdbcConnection, AdbcStatement, StatementOptions

NAME, ROWS = "arriving", "laid"
TABLE = StatementOptions.INGEST_TARGET_TABLE.value
# The file is read once and gone: it need not survive anything.
PRAGMAS = ("journal_mode=OFF", "synchronous=OFF", "page_size=65536")


def laid(database: Any, rows: pl.DataFrame) -> str | None:
    """Lay rows beside a database; return the name of the table there, None where this SQLite can't be given one.

    `database`: a connection of `sqlite3`, in a transaction or not. Laying others beside it takes these away.
    """
    if not hasattr(database, "deserialize"):
        return None
    if NAME not in {name for _, name, _ in database.execute("PRAGMA database_list")}:
        try:
            database.execute(f"ATTACH ':memory:' AS {NAME}")
        except sqlite3.OperationalError:  # an older one, inside of a transaction
            return None
    database.deserialize(_written(rows), name=NAME)
    return f"{NAME}.{ROWS}"


def _written(rows: pl.DataFrame) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, ROWS)
        with adbc_driver_sqlite.connect(str(file)) as there, AdbcConnection(there) as connected:
            for pragma in PRAGMAS:
                with AdbcStatement(connected) as asked:
                    asked.set_sql_query(f"PRAGMA {pragma}")
                    asked.execute_query()
            with AdbcStatement(connected) as given:
                given.set_options(**{TABLE: ROWS})
                given.bind_stream(rows)
                given.execute_update()
        return file.read_bytes()
