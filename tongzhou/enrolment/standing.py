"""原有登记 — what a row of a list does to an employer that is registered already: nothing where it says the same, a change where it asks for one.

A change goes by the register's own door, one by one: a former name becomes an alias, the history keeps what stood. A row that says something else and asks
for no change is told and changes nothing: an old list that is sent again takes nothing back. What a row leaves empty is never taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from tongzhou.registry.employing import change_employer
from tongzhou.registry.models import Employer, Industry, Person

from .checks import DIFFERS, MERGED, NOT_ALLOWED, NOT_OURS
from .reading import alike
from .table import ACTIVE, How

WORDS = ("name", "legal_representative", "address", "telephone", "grid")


@dataclass(frozen=True)
class Registrar:
    """Who registers and changes, for which regions (none: all), when, and why."""

    person: Person | None
    regions: tuple[str, ...]
    at: datetime
    on: date
    reason: str


def known(usccs: Iterable[str]) -> dict[str, Employer]:
    """Return the employers that bear these credit codes, merged or not. One query."""
    found = Employer.objects.filter(uscc__in=list(usccs)).select_related("parent", "industry")
    return {str(one.uscc): one for one in found}


def act(
    standing: Employer, row: Mapping[str, Any], head: Employer | None, by: Registrar
) -> str | None:
    """Do what a row asks of an employer that stands. Return None where it says the same, "" where it was changed, else the code of what is to be said.

    `head`: the employer whose branch the row says it is, if that is registered.
    """
    if standing.merged_into_id is not None:
        return MERGED.code
    other = otherwise(standing, row, head)
    if not other:
        return None
    if row["how"] != How.CHANGE.value:
        return DIFFERS.code
    if by.regions and not standing.region_id.startswith(by.regions):
        return NOT_OURS.code
    try:
        changed = change_employer(
            standing, by=by.person, at=by.at, on=by.on, reason=by.reason, **other
        )
    except ValidationError:
        return NOT_ALLOWED.code
    for name in other:  # a later row of the same file meets it as it now is
        setattr(standing, name, getattr(changed, name))
    return ""


def otherwise(standing: Employer, row: Mapping[str, Any], head: Employer | None) -> dict[str, Any]:
    """Return what a row says otherwise than the register, by column; what it does not say is left out."""
    found: dict[str, Any] = {
        name: row[name] for name in WORDS if row[name] and not alike(row[name], getattr(standing, name))
    }  # fmt: skip
    said = {
        "form": row["kind"],
        "size": row["size"],
        "headcount": row["headcount"],
        "is_active": None if row["status"] is None else row["status"] == ACTIVE,
        "parent_id": head.pk if head and not _belongs(standing, head) else None,
    }
    found |= {n: v for n, v in said.items() if v is not None and v != getattr(standing, n)}
    # A county says nothing against a township in it, nor a section against a division of it.
    if row["place"] and not standing.region_id.startswith(row["place"]):
        found["region_id"] = row["place"]
    if row["division"] and not _lies_in(standing.industry, row["division"]):
        found["industry_id"] = row["division"]
    return found


def _belongs(standing: Employer, head: Employer) -> bool:
    return standing.parent is not None and standing.parent.survivor().pk == head.pk


def _lies_in(industry: Industry | None, of: str) -> bool:
    return industry is not None and of in (industry.code, industry.parent_id)
