"""载入代码表 — the tables of regions and industries, from files that officers can review."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from . import codes
from .models import Industry, Region, RegisterEntry

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Loaded:
    """How many codes a load added, and how many it changed."""

    added: int = 0
    changed: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.added + other.added, self.changed + other.changed)


@transaction.atomic
def load_codes(*, at: datetime) -> Loaded:
    """Bring the tables of regions and industries to what the files say.

    Only what differs is written, so that it can be run at any time; a code that the files no
    longer hold stays, because records name it. One entry in the journal for each table changed.
    """
    return _load(Region, regions(), at=at) + _load(Industry, industries(), at=at)


def regions() -> Iterable[Mapping[str, Any]]:
    """Yield the columns of each region, a parent before its children."""
    for row in _rows("regions.csv"):
        code = row["code"]
        yield {
            "code": code,
            "name": row["name"],
            "short_name": row["short_name"],
            "level": codes.level_of(code),
            "parent_id": codes.parent_of(code) or None,
            "basis": row["basis"],
            "is_administrative": row["administrative"] == "1",
            "pinyin": row["pinyin"],
            "initials": row["initials"],
        }


def industries() -> Iterable[Mapping[str, Any]]:
    """Yield the columns of each industry, sections before their divisions."""
    rows = sorted(_rows("industries.csv"), key=lambda row: (row["section"] != "", row["code"]))
    for row in rows:
        yield {"code": row["code"], "name": row["name"], "parent_id": row["section"] or None}


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load(model: type[models.Model], rows: Iterable[Mapping[str, Any]], *, at: datetime) -> Loaded:
    wanted = {row["code"]: row for row in rows}
    names = list(next(iter(wanted.values())))
    held = {row["code"]: row for row in model._default_manager.values(*names)}
    differing = [row for code, row in wanted.items() if held.get(code) != row]
    if not differing:
        return Loaded()
    model._default_manager.bulk_create(
        [model(**row) for row in differing],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name.removesuffix("_id") for name in names if name != "code"],
    )
    added = sum(row["code"] not in held for row in differing)
    done = Loaded(added, len(differing) - added)
    RegisterEntry.objects.create(
        register=model._meta.model_name or "",
        key="*",
        what=RegisterEntry.What.LOADED,
        at=at,
        changes={"added": [0, done.added], "changed": [0, done.changed]},
    )
    return done
