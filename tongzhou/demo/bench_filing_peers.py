"""What others would use for a file of filings: django-import-export in bulk, pandas with pandera. For the bench alone.

The first checks less than ours: no duplicates against a register, one minimum wage for all, no probation against the term.
"""

from __future__ import annotations

import csv
import time
from functools import cache
from importlib import import_module
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.timezone import localdate
from stdnum.cn import uscc

from tongzhou.registry import identity

LEAST_PAY = 1_850


def _is_identity(number: str) -> bool:
    return (
        len(number) == 18
        and number[:17].isdigit()
        and identity.check_character(number[:17]) == number[17]
    )


def right_code(code: str) -> None:
    """Refuse what is no credit code."""
    if not uscc.is_valid(code):
        raise ValidationError("uscc")


def right_number(number: str) -> None:
    """Refuse what is no identity number."""
    if not _is_identity(number):
        raise ValidationError("number")


@cache
def _imported() -> type[models.Model]:
    class Imported(models.Model):
        uscc = models.CharField(max_length=18, validators=[right_code])
        employer_name = models.CharField(max_length=100)
        number = models.CharField(max_length=18, validators=[right_number])
        name = models.CharField(max_length=50)
        term = models.CharField(max_length=20)
        starts_on = models.DateField()
        ends_on = models.DateField(null=True, blank=True)
        probation = models.IntegerField()
        pay = models.DecimalField(max_digits=12, decimal_places=2)
        job = models.CharField(max_length=50)
        region = models.CharField(max_length=6)
        signed_on = models.DateField()

        class Meta:
            app_label = "bench"

        def clean(self) -> None:
            if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
                raise ValidationError("dates")
            if self.pay is not None and self.pay < LEAST_PAY:
                raise ValidationError("pay")

    return Imported


def import_export(path: Path) -> float:
    """Import a file row by row with full_clean and bulk_create; return the seconds."""
    tablib, resources = import_module("tablib"), import_module("import_export.resources")
    imported = _imported()

    class Resource(resources.ModelResource):  # type: ignore[name-defined,misc]
        class Meta:
            model = imported
            clean_model_instances = True
            use_bulk = True
            batch_size = 1000
            import_id_fields: list[str] = []
            skip_diff = True
            use_transactions = False
            force_init_instance = True

    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        names = [f.name for f in imported._meta.fields if f.name != "id"]
        data = tablib.Dataset(*rows, headers=names)
    with connection.schema_editor() as editor:
        editor.create_model(imported)
    try:
        begun = time.perf_counter()
        Resource().import_data(data, dry_run=False, raise_errors=False)
        return time.perf_counter() - begun
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(imported)


def pandera(path: Path) -> float:
    """Read a file and ask of it what ours does (`peer_pandera`); return the seconds."""
    peer = import_module("tongzhou.demo.peer_pandera")
    begun = time.perf_counter()
    peer.answer(path, on=localdate())
    return time.perf_counter() - begun
