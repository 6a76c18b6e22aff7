"""供数 — what this line knows for the warehouse: monthly reports of contact employers, and signs seen on site.

Rows bear the names of the columns that the feeds `contact_reports` and `field_signs` declare. An employer without a
credit code is left out: the lake finds employers by it. Nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from tongzhou.registry.models import Employer

from .models import ContactReport, RiskRow

CHUNK = 2000
SEEN = {"owner": "owner_unreachable", "equipment": "equipment_moved"}
GATHERING = {
    "一般": "strike_talk", "较急": "strike_talk", "紧急": "strike_planned", "正在发生": "strike_happening"
}  # fmt: skip


def _codes(employers: set[int]) -> dict[int, str]:
    """Return the credit codes of employers, through mergers. One query for each chunk of rows."""
    known = Employer.objects.filter(pk__in=employers).select_related("merged_into")
    found = {e.pk: e.survivor().uscc for e in known}
    return {pk: code for pk, code in found.items() if code}


def _chunks(rows: Any) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows.iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch


def contact_reports() -> Iterator[dict[str, Any]]:
    """Yield the monthly reports of contact employers as last stated, month by month. Money in whole fen.

    An employer chosen twice, or two that are one by now, has one row for a month: what was reported last.
    """
    rows = ContactReport.objects.filter(employer__isnull=False).order_by(
        "month", "reported_on", "pk"
    )
    for month, some in groupby(rows.values().iterator(chunk_size=CHUNK), key=itemgetter("month")):
        of_month = list(some)
        codes = _codes({r["employer"] for r in of_month if r["employer"] is not None})
        last = {codes[r["employer"]]: r for r in of_month if r["employer"] in codes}
        for code, r in last.items():
            yield {
                "uscc": code,
                "month": date.fromisoformat(f"{month}-01"),
                "heads": r["headcount"],
                "output_fen": r["output"],
                "layoffs_planned": r["planned"],
                "arrears_people": r["arrears_people"],
                "arrears_fen": r["arrears"],
                "arrears_since": r["arrears_since"],
            }


def field_signs() -> Iterator[dict[str, Any]]:
    """Yield what coordinators saw, as the warehouse is told every night: owners gone, machines taken away, talk of stopping work.

    What was found to be nothing is told again as that, so that no rule goes on counting it.
    """
    rows = (
        RiskRow.objects.filter(employer__isnull=False)
        .order_by("reported_on", "pk")
        .values("employer", "signs", "urgency", "reported_on", "outcome", "case__uid")
    )
    for batch in _chunks(rows):
        codes = _codes({r["employer"] for r in batch})
        for r in batch:
            for sign in r["signs"].split("、"):
                told = _sign(sign, r["urgency"], r["outcome"])
                if told and r["employer"] in codes:
                    yield {
                        "number": f"{r['case__uid']}-{sign}",
                        "uscc": codes[r["employer"]],
                        "happened_on": r["reported_on"],
                        "sign": told,
                    }


def _sign(code: str, urgency: str, outcome: str) -> str:
    """Return what a sign is to the indicators; "" where none asks for it."""
    told = GATHERING[urgency] if code == "gathering" else SEEN.get(code, "")
    return "unfounded" if told and outcome == "不属实" else told
