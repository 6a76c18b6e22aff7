"""The table of words, and over it the index that each database is good at."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    "CREATE VIRTUAL TABLE procedure_search USING fts5("
    "words, sounds, places, content='procedure_searchrow', content_rowid='case_id',"
    " tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER procedure_search_new AFTER INSERT ON procedure_searchrow BEGIN"
    " INSERT INTO procedure_search(rowid, words, sounds, places)"
    " VALUES (new.case_id, new.words, new.sounds, new.places); END",
    "CREATE TRIGGER procedure_search_gone AFTER DELETE ON procedure_searchrow BEGIN"
    " INSERT INTO procedure_search(procedure_search, rowid, words, sounds, places)"
    " VALUES ('delete', old.case_id, old.words, old.sounds, old.places); END",
    "CREATE TRIGGER procedure_search_changed AFTER UPDATE ON procedure_searchrow BEGIN"
    " INSERT INTO procedure_search(procedure_search, rowid, words, sounds, places)"
    " VALUES ('delete', old.case_id, old.words, old.sounds, old.places);"
    " INSERT INTO procedure_search(rowid, words, sounds, places)"
    " VALUES (new.case_id, new.words, new.sounds, new.places); END",
]
# The block is a word too: the newest stretch of a common word is then one more word to intersect.
POSTGRESQL = [
    "ALTER TABLE procedure_searchrow ADD COLUMN keys text[] GENERATED ALWAYS AS (string_to_array("
    "words || ' ' || sounds || ' ' || places || ' b' || (case_id / 131072)::text, ' ')) STORED",
    "CREATE INDEX procedure_search ON procedure_searchrow USING gin (keys)",
]


def build(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("new", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER procedure_search_{trigger}")
        schema_editor.execute("DROP TABLE procedure_search")


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
                ("places", models.TextField()),
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
