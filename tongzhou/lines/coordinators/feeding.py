"""供数 — what this line knows for the warehouse: monthly reports of contact employers, and signs seen on site.

Rows bear the names of the columns that the feeds `contact_reports` and `field_signs` declare. An employer without a
credit code is left out: the lake finds employers by it. Nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongzhou.registry.models import Employer

from .models import ContactReport, RiskRow

CHUNK = 2000
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


def contact_reports(*, month: str) -> Iterator[dict[str, Any]]:
    """Yield the reports of a month (`2026-10`), as last stated. Money in whole fen."""
    rows = ContactReport.objects.filter(month=month, employer__isnull=False).order_by("employer")
    for batch in _chunks(rows.values()):
        codes = _codes({r["employer"] for r in batch})
        for r in batch:
            if r["employer"] in codes:
                yield {
                    "uscc": codes[r["employer"]],
                    "month": r["month"],
                    "heads": r["headcount"],
                    "output_fen": r["output"],
                    "layoffs_planned": r["planned"],
                    "arrears_people": r["arrears_people"],
                    "arrears_fen": r["arrears"],
                    "arrears_since": r["arrears_since"],
                }


def field_signs() -> Iterator[dict[str, Any]]:
    """Yield what coordinators saw, as the warehouse is told every night: owners gone, talk of stopping work."""
    rows = (
        RiskRow.objects.filter(employer__isnull=False)
        .order_by("reported_on", "pk")
        .values("employer", "signs", "urgency", "reported_on", "case__uid")
    )
    for batch in _chunks(rows):
        codes = _codes({r["employer"] for r in batch})
        for r in batch:
            for sign in r["signs"].split("、"):
                told = _sign(sign, r["urgency"])
                if told and r["employer"] in codes:
                    yield {
                        "number": f"{r['case__uid']}-{sign}",
                        "uscc": codes[r["employer"]],
                        "happened_on": r["reported_on"],
                        "sign": told,
                    }


def _sign(code: str, urgency: str) -> str:
    """Return what a sign is to the indicators; "" where none asks for it."""
    if code == "owner":
        return "owner_unreachable"
    return GATHERING[urgency] if code == "gathering" else ""
