"""The table of words, and over it the index that each database is good at."""

import django.db.models.deletion
from django.db import migrations, models

# Each word with its place before it, as FTS5 and GIN are to read them.
LEVELS = ("wide", "middle", "near")
PLACED = "replace(trim({row}words || {row}sounds), ' ', ' ' || {row}{level})"


def columns(row: str = "") -> str:
    return ", ".join(
        f"{row}{level} || " + PLACED.format(row=row, level=level) for level in LEVELS
    )


NAMES = ", ".join(LEVELS)
GONE = (
    f"INSERT INTO procedure_search(procedure_search, rowid, {NAMES})"
    f" VALUES ('delete', old.case_id, {columns('old.')});"
)
NEW = f"INSERT INTO procedure_search(rowid, {NAMES}) VALUES (new.case_id, {columns('new.')});"
SQLITE = [
    "CREATE VIEW procedure_search_source AS SELECT case_id, "
    + ", ".join(
        f"{level} || {PLACED.format(row='', level=level)} AS {level}" for level in LEVELS
    )
    + " FROM procedure_searchrow",
    f"CREATE VIRTUAL TABLE procedure_search USING fts5({NAMES},"
    " content='procedure_search_source', content_rowid='case_id',"
    " tokenize=\"unicode61 remove_diacritics 0\")",
    f"CREATE TRIGGER procedure_search_gone AFTER DELETE ON procedure_searchrow BEGIN {GONE} END",
    "CREATE TRIGGER procedure_search_changed AFTER UPDATE ON procedure_searchrow BEGIN"
    f" {GONE} {NEW} END",
]
SQLITE_NEW = (
    f"CREATE TRIGGER procedure_search_new AFTER INSERT ON procedure_searchrow BEGIN {NEW} END"
)
# The block is a word too: the newest stretch of a common word is then one more word to intersect.
POSTGRESQL = (
    "ALTER TABLE procedure_searchrow ADD COLUMN keys text[] GENERATED ALWAYS AS (string_to_array("
    + " || ' ' || ".join(
        f"{level} || " + PLACED.format(row="", level=level) for level in LEVELS
    )
    + " || ' b' || (case_id / 131072)::text, ' ')) STORED"
)
POSTGRESQL_INDEX = "CREATE INDEX procedure_search ON procedure_searchrow USING gin (keys)"


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        statements = [*SQLITE, SQLITE_NEW]
    else:
        statements = [POSTGRESQL, POSTGRESQL_INDEX]
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("new", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER procedure_search_{trigger}")
        schema_editor.execute("DROP TABLE procedure_search")
        schema_editor.execute("DROP VIEW procedure_search_source")


class Migration(migrations.Migration):
    dependencies = [("procedure", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                ("sounds", models.TextField()),
                ("wide", models.CharField(max_length=60)),
                ("middle", models.CharField(max_length=60)),
                ("near", models.CharField(max_length=60)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search",
                        to="procedure.case",
                    ),
                ),
            ],
        ),
        migrations.RunPython(build, drop),
    ]
