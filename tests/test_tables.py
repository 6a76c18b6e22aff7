"""The tables that tests begin with: made once, copied, and made anew where a migration has changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from . import tables


def test_whoever_changes_adds_or_renames_a_migration_gets_new_tables(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "migrations"
    folder.mkdir(parents=True)
    first = folder / "0001_initial.py"
    first.write_text("operations = []")
    names = [tables.name([first])]
    first.write_text("operations = [1]")
    names.append(tables.name([first]))
    second = folder / "0002_more.py"
    second.write_text("operations = []")
    names.append(tables.name([first, second]))
    names.append(tables.name([first, second.rename(folder / "0002_other.py")]))
    assert len(set(names)) == 4
    assert tables.name([first]) == names[1]


def test_the_migrations_of_every_app_are_part_of_the_name() -> None:
    known = {file.parent for file in tables.every_migration()}
    with_some = {
        Path(app.path, "migrations")
        for app in apps.get_app_configs()
        if Path(app.path, "migrations", "__init__.py").exists()
    }
    assert known == with_some
    assert len(known) > 20


def test_the_tables_of_the_tests_are_those_of_the_models_and_nothing_is_left_to_migrate(
    db: None,  # noqa: ARG001
) -> None:
    made = set(connection.introspection.table_names())
    assert {m._meta.db_table for m in apps.get_models(include_auto_created=True)} <= made
    call_command("migrate", check_unapplied=True, verbosity=0)  # ends the program where one is


def test_a_copy_holds_no_rows_of_ours(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    tables.into_file(copy)
    with closing(sqlite3.connect(copy)) as opened:
        for table in ("registry_person", "registry_region", "procedure_case"):
            assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        assert opened.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 50
