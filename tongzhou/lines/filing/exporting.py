"""What the warehouse is told of declared employment: contracts by employer and pseudonym."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .models import Employment

CHUNK = 5000


def filings() -> Iterator[dict[str, Any]]:
    """Yield a row for each contract period of the register; one that was taken back (作废) ends the day it begins: it was in force on none."""
    rows = Employment.objects.order_by("pk").values_list(
        "pk", "uscc", "worker_hash", "starts_on", "ends_on", "ended_on", "state"
    )
    for pk, uscc, worker, starts, ends, ended, state in rows.iterator(CHUNK):
        yield {
            "contract": f"BA{pk}",
            "uscc": uscc,
            "worker": worker,
            "starts_on": starts,
            "ends_on": ends,
            "ended_on": starts if state == Employment.State.VOID else ended,
        }
