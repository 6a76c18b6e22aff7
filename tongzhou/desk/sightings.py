"""查阅留痕 — every look at personal data is written down, without making the reader wait for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tongzhou.procedure.models import Case, Sighting

from .staff import StaffRequest

# What must be on the disk before it is shown. Other looks are in the journal at once and reach the
# disk with the next act, or within moments: a power cut could lose the last of them, never an act.
BEFORE_SHOWN = frozenset({"sealed", "export", "file"})


def saw(request: StaffRequest, what: str, *, case: Case | None = None, detail: str = "") -> None:
    """Write into the journal of views that this person looked at this."""
    look = Sighting(
        person=request.staff.person, case=case, at=request.staff.at, what=what, detail=detail[:300]
    )
    if what in BEFORE_SHOWN:
        look.save(force_insert=True)
        return
    with _unhurried():
        look.save(force_insert=True)


@contextmanager
def _unhurried() -> Iterator[None]:
    """Commit without waiting for the disk; inside a transaction there is nothing to wait for."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
            try:
                yield
            finally:
                cursor.execute("PRAGMA synchronous=FULL")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            yield
