"""查阅留痕 — every look at personal data is written down, without making the reader wait for the disk."""

from __future__ import annotations

from tongzhou.procedure.models import Case, Sighting
from tongzhou.registry import rows

from .staff import StaffRequest

# What must be on the disk before it is shown. Other looks are in the journal at once and reach the
# disk with the next act, or within moments: a power cut could lose the last of them, never an act.
BEFORE_SHOWN = frozenset({"sealed", "export", "file"})


def saw(request: StaffRequest, what: str, *, case: Case | None = None, detail: str = "") -> None:
    """Write into the journal of views that this person looked at this."""
    look = Sighting(
        person=request.staff.person, case=case, at=request.staff.at, what=what, detail=detail[:300]
    )
    rows.put(look, unhurried=what not in BEFORE_SHOWN)
