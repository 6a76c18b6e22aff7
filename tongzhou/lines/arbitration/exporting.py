"""What the warehouse is told of arbitration: against whom, when, how many, how much, and how it ended; no names of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongzhou.procedure.models import SubjectRow
from tongzhou.registry import standing

from .models import Claim, Dispute

PAY = "wages"  # the head of unpaid wages, see law.heads
WON = {"worker": "confirmed", "part": "confirmed", "employer": "unfounded"}
CHUNK = 1000


def disputes() -> Iterator[dict[str, Any]]:
    """Yield a row for each case brought against an employer of the register."""
    rows = Dispute.objects.exclude(brought_on=None).select_related("case").order_by("pk")
    some: list[Dispute] = []
    codes = standing.codes()
    for row in rows.iterator(CHUNK):
        some.append(row)
        if len(some) == CHUNK:
            yield from _told(some, codes)
            some = []
    yield from _told(some, codes)


def _told(some: list[Dispute], codes: dict[int, str]) -> Iterator[dict[str, Any]]:
    cases = [row.case_id for row in some]
    sides = {
        (case, key): ref
        for case, key, ref in SubjectRow.objects.filter(
            case__in=cases, registry="employer"
        ).values_list("case", "key", "ref")
    }
    pay = set(Claim.objects.filter(case__in=cases, head=PAY).values_list("case", flat=True))
    for row in some:
        ref = sides.get((row.case_id, row.respondent), "")
        code = codes.get(int(ref)) if ref.isdigit() else None
        if code:
            yield {
                "number": row.case.uid,
                "uscc": code,
                "happened_on": row.brought_on,
                "people": row.people,
                "wages": row.case_id in pay,
                "amount_fen": row.asked,
                "closed_on": row.case.closed_on,
                "outcome": WON.get(row.result)
                or ("settled" if row.closed_by == "mediation" else None),
            }
