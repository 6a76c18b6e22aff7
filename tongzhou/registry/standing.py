"""在册单位 — under which credit code an employer is told of today, through mergers."""

from __future__ import annotations

from .models import Employer

CHUNK = 20_000


def codes() -> dict[int, str]:
    """Return for every employer the code of the one that stands for it, or its own where that has none. One query."""
    rows = Employer.objects.values_list("pk", "uscc", "merged_into")
    known = {pk: (uscc, into) for pk, uscc, into in rows.iterator(CHUNK)}

    def code_of(pk: int) -> str | None:
        uscc, into = known[pk]
        return (code_of(into) if into is not None else None) or uscc

    found = {pk: code_of(pk) for pk in known}
    return {pk: code for pk, code in found.items() if code}
