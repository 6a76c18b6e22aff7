"""Search on PostgreSQL: a second, finer block among the words of a case."""

from importlib import import_module

from django.db import migrations

search = import_module("tongzhou.procedure.migrations.0002_search")
BEFORE = [search.POSTGRESQL, search.POSTGRESQL_INDEX]
AFTER = [
    search.POSTGRESQL.replace(" || ' b' ||", " || ' c' || (case_id / 4096)::text || ' b' ||"),
    search.POSTGRESQL_INDEX,
]
# The expression of a generated column cannot be changed: it is made anew, and the index with it. With a
# million cases that takes minutes, in which nobody can search.
GONE = ["ALTER TABLE procedure_searchrow DROP COLUMN keys"]


def make(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in (*GONE, *statements):
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("procedure", "0007_arriving")]
    operations = [migrations.RunPython(make(AFTER), make(BEFORE))]
