"""等级 — the level of the worst open warning of an employer, told to the lines below through `procedure.alarms`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .models import WarningRow

# Until somebody has judged it, a candidate is a question and no level.
UNJUDGED = "candidate"


def levels(employers: Iterable[int], _on: date) -> dict[int, str]:
    """Return the level of each employer that has an open warning that was judged valid. One query."""
    rows = (
        WarningRow.objects.filter(employer__in=list(employers), is_open=True)
        .exclude(case__state=UNJUDGED)
        .order_by("rank")
        .values_list("employer", "level")
    )
    return {number: level for number, level in rows if number is not None}
