"""What a forger with the database in hand can do, and the day whose root was published before."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.procedure import journal
from tongzhou.procedure.models import Case, Entry

DAY = date(2026, 4, 8)


def relink(case: Case, seq: int, **changes: Any) -> None:
    """Change an entry in the database and mend every digest and link behind it."""
    Entry.objects.filter(case=case, seq=seq).update(**changes)
    before = journal.NOTHING_BEFORE
    for entry in Entry.objects.filter(case=case).order_by("seq"):
        digest = journal.digest_of(entry, before=before, case=case.uid)
        Entry.objects.filter(pk=entry.pk).update(before=before, digest=digest)
        before = digest
    Case.objects.filter(pk=case.pk).update(head=before)
