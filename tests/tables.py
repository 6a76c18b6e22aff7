"""The tables of a test's database: made once by the migrations, and copied for whoever needs some.

The text of every migration is the name of the copy, so whoever changes one gets new tables. Django migrates each
copy all the same, and finds nothing to do: half a second instead of ten. SQLite's lie in `build/tables`, for the
next run as well; PostgreSQL's in the server itself, as a database to make others from.

Every operation of every migration is run, but between them only the model it changes is made anew: Django makes all
that are tied to it, and in this house all are, which takes nine times as long. `test_server` migrates as an
installation does, and compares.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from django import VERSION
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "tables"
IN_MEMORY = "file:tables?mode=memory&cache=shared"
PREFIX = "tongzhou_tables_"  # of databases of PostgreSQL that others are made from


def name(migrations: Iterable[Path] | None = None) -> str:
    """Return what tells these tables from any others: every migration of every app, and Django itself."""
    said = sha256(repr(VERSION).encode())
    for file in sorted(every_migration() if migrations is None else migrations):
        said.update(f"\n{file.parent.parent.name}/{file.name}\n".encode())
        said.update(file.read_bytes())
    return said.hexdigest()[:16]


def every_migration() -> Iterator[Path]:
    """Yield the files of the migrations of every app, our own and those of others."""
    for app in apps.get_app_configs():
        yield from Path(app.path, "migrations").glob("*.py")


def in_file() -> Path:
    """Return a SQLite database with every table and no rows but Django's own; made by who asks first."""
    file = FOLDER / f"{name()}.sqlite3"
    with _alone():
        if not file.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            with _elsewhere(IN_MEMORY):
                _migrate()
                new = file.with_suffix(".new")
                _copy(connection.connection, new)
                new.rename(file)
    return file


def into_memory(address: str) -> sqlite3.Connection:
    """Fill a database in this process's memory; it is there as long as the connection is open."""
    held = sqlite3.connect(address, uri=True, check_same_thread=False)
    made = sqlite3.connect(in_file())
    made.backup(held)
    made.close()
    return held


def into_file(file: Path) -> None:
    """Fill a database that does not exist yet."""
    shutil.copyfile(in_file(), file)


def in_server() -> str:
    """Return the name of a database of this server of PostgreSQL to make others from; made by who asks first."""
    database = PREFIX + name()
    with _alone(), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        found = {row[0] for row in cursor.fetchall()}
        if database not in found:
            for old in found:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{PREFIX}new"')
            with _elsewhere(f"{PREFIX}new"):
                _migrate()
            cursor.execute(f'ALTER DATABASE "{PREFIX}new" RENAME TO "{database}"')
    return database


def _migrate() -> None:
    def itself(_: ProjectState, app: str, model: str, delay: bool = False) -> set[tuple[str, str]]:  # noqa: ARG001
        return {(app, model)}

    with patch.object(ProjectState, "_find_reload_model", itself):
        call_command("migrate", verbosity=0, run_syncdb=True)


def schema(file: Path) -> list[tuple[str, ...]]:
    """Return every table, index and trigger of a SQLite database with the words that make it, by name."""
    with closing(sqlite3.connect(file)) as read:
        asked = (
            "SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master ORDER BY type, name"
        )
        return read.execute(asked).fetchall()


def _copy(source: sqlite3.Connection, file: Path) -> None:
    target = sqlite3.connect(file)
    source.backup(target)
    target.close()


@contextmanager
def _alone() -> Iterator[None]:
    """Let the other workers wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _elsewhere(database: str) -> Iterator[None]:
    """Let the connection lead to another database for a while."""
    before = connection.settings_dict["NAME"]
    _let_go()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        _let_go()
        connection.settings_dict["NAME"] = before


def _let_go() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
