"""Workers are found by the pseudonym of their identity number (decision 0021): those registered before get theirs."""

from django.db import migrations

from tongzhou.registry.fields import hash_of


def rehash(apps, schema_editor):
    Worker = apps.get_model("registry", "Worker")
    batch = []
    for worker in Worker.objects.exclude(id_hash="").iterator(chunk_size=1000):
        worker.id_hash = hash_of("id_number", worker.id_number.open().upper())
        batch.append(worker)
        if len(batch) == 1000:
            Worker.objects.bulk_update(batch, ["id_hash"])
            batch = []
    Worker.objects.bulk_update(batch, ["id_hash"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_agents_by_day")]
    operations = [migrations.RunPython(rehash, migrations.RunPython.noop)]
