"""What the warehouse is told of complaints and reports: of whom, when, how many, how much; never by whom. 劳动保障监察条例 12."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongzhou.registry import standing

from .models import IntakeReport

OUTCOMES = {"refused": "unfounded", "withdrawn": "withdrawn", "guided": "transferred", "moved": "transferred"}  # fmt: skip
CHUNK = 2000


def complaints() -> Iterator[dict[str, Any]]:
    """Yield a row for each report about an employer of the register."""
    codes = standing.codes()
    rows = IntakeReport.objects.filter(employer__isnull=False, first_seen__isnull=False)
    for row in rows.select_related("case").order_by("pk").iterator(CHUNK):
        if row.employer in codes:
            yield {
                "number": row.case.uid,
                "uscc": codes[row.employer],
                "happened_on": row.first_seen,
                "people": row.workers,
                "wages": row.amount > 0 or row.violation.startswith("wages"),
                "owed_since": row.since,
                "amount_fen": row.amount or None,
                "closed_on": row.case.closed_on,
                "outcome": OUTCOMES.get(row.result),
            }
