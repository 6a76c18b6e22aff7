"""What others would use for a file of filings: django-import-export in bulk, pandas with pandera. For the bench alone.

Both check less than ours: no duplicates against a register, one minimum wage for all, no probation against the term.
"""

from __future__ import annotations

import csv
import time
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from stdnum.cn import uscc

from tongzhou.registry import identity

from . import filings

LEAST_PAY = 1_850


def _is_identity(number: str) -> bool:
    return (
        len(number) == 18
        and number[:17].isdigit()
        and identity.check_character(number[:17]) == number[17]
    )


def import_export(path: Path) -> float:
    """Import a file row by row with full_clean and bulk_create; return the seconds."""
    tablib, resources = import_module("tablib"), import_module("import_export.resources")

    def right_code(code: str) -> None:
        if not uscc.is_valid(code):
            raise ValidationError("uscc")

    def right_number(number: str) -> None:
        if not _is_identity(number):
            raise ValidationError("number")

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

    class Resource(resources.ModelResource):  # type: ignore[name-defined,misc]
        class Meta:
            model = Imported
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
        names = [f.name for f in Imported._meta.fields if f.name != "id"]
        data = tablib.Dataset(*rows, headers=names)
    with connection.schema_editor() as editor:
        editor.create_model(Imported)
    try:
        begun = time.perf_counter()
        Resource().import_data(data, dry_run=False, raise_errors=False)
        return time.perf_counter() - begun
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Imported)


def pandera(path: Path) -> float:
    """Read and validate a file; return the seconds."""
    pandas, pa = import_module("pandas"), import_module("pandera.pandas")
    Check, Column = pa.Check, pa.Column
    head = filings.HEAD
    schema = pa.DataFrameSchema(
        {
            head[filings.USCC]: Column(str, Check(uscc.is_valid, element_wise=True)),
            head[filings.NUMBER]: Column(str, Check(_is_identity, element_wise=True)),
            head[filings.NAME]: Column(str, Check.str_length(1)),
            head[filings.STARTS]: Column("datetime64[us]", nullable=False, coerce=True),
            head[filings.ENDS]: Column("datetime64[us]", nullable=True, coerce=True),
            head[filings.PAY]: Column(float, Check.ge(LEAST_PAY)),
            head[filings.PROBATION]: Column(int, Check.in_range(0, 6), coerce=True),
        },
        checks=[Check(lambda frame: ~(frame[head[filings.ENDS]] < frame[head[filings.STARTS]]))],
        unique=[head[filings.USCC], head[filings.NUMBER], head[filings.STARTS]],
    )
    begun = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame: Any = pandas.read_csv(path, dtype=str, keep_default_na=False)
        for at in (filings.STARTS, filings.ENDS):
            frame[head[at]] = pandas.to_datetime(frame[head[at]], errors="coerce")
        for at in (filings.PAY, filings.PROBATION):
            frame[head[at]] = pandas.to_numeric(frame[head[at]], errors="coerce")
        with suppress(pa.errors.SchemaErrors):
            schema.validate(frame, lazy=True)
    return time.perf_counter() - begun
