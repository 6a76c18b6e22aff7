"""Holes of the source: months without rows, level breaks, late starts. They are findings, never silently negatives."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import NEVER, Codes, iso, to_date
from .cohort import Question
from .table import Events
from .words import Notice, Said

# --- holes -----------------------------------------------------------------------------------------


def holes(question: Question, events: Events) -> list[Notice]:
    """Name months without rows inside coverage, level breaks, and groups that start late: never silently negatives."""
    found: list[Notice] = []
    inside = (events.event < NEVER) & (events.event <= question.snapshot)
    if question.coverage_by:
        codes, names = events.text(question.coverage_by)
    else:
        codes, names = np.full(events.n, -1, dtype=np.int64), []
    for name in [*names, ""][:200] if question.coverage_by else [""]:
        for since, until in question.spans.get(name, question.spans.get("*", [])):
            mine = inside & (codes == (names.index(name) if name in names else -1))
            found += _months(events.event[mine], since, min(until, question.snapshot + 1), name)
    return found[:60]


def _months(days: Codes, since: int, until: int, name: str) -> list[Notice]:
    months = _whole_months(since, until)
    if len(months) < 6 or len(days) < 24:
        return []
    counts = np.array([int(((days >= first) & (days < after)).sum()) for first, after in months])
    middle = float(np.median(counts[counts > 0])) if (counts > 0).any() else 0.0
    if middle < 5:
        return []
    who, who_en = (f"“{name}”", f" of “{name}”") if name else ("", "")
    told: list[Notice] = []
    begins = int(np.flatnonzero(counts > 0)[0])
    if begins > 0:
        month = iso(months[begins][0])[:7]
        told.append(
            Notice(
                "late_start",
                Said(
                    f"来源{who}自{month}才有记录，晚于所写的覆盖期",
                    f"The source{who_en} starts in {month}, later than its coverage says",
                ),
            )
        )
    empty = [
        iso(month[0])[:7]
        for month, count in list(zip(months, counts, strict=True))[begins:]
        if count == 0
    ]
    if empty:
        told.append(
            Notice(
                "hole_month",
                Said(
                    f"覆盖期内{who}没有记录的月份：{'、'.join(empty[:12])}"
                    + (f"等{len(empty)}个" if len(empty) > 12 else ""),
                    f"Months without rows{who_en} inside coverage: {', '.join(empty[:12])}"
                    + (f" and {len(empty) - 12} more" if len(empty) > 12 else ""),
                ),
            )
        )
    odd = [
        iso(month[0])[:7]
        for month, count in zip(months, counts.tolist(), strict=True)
        if count and not middle / 4 <= count <= middle * 4
    ]
    if odd:
        told.append(
            Notice(
                "level_break",
                Said(
                    f"{who}记录数突变的月份（不足中位数四分之一或超过四倍）：{'、'.join(odd[:12])}"
                    + (f"等{len(odd)}个" if len(odd) > 12 else ""),
                    f"Months{who_en} below a quarter or above four times the median: {', '.join(odd[:12])}"
                    + (f" and {len(odd) - 12} more" if len(odd) > 12 else ""),
                ),
            )
        )
    return told


def _whole_months(since: int, until: int) -> list[tuple[int, int]]:
    """List the calendar months that lie wholly in [since, until)."""
    start = to_date(since)
    year, month = (
        (start.year, start.month) if start.day == 1 else divmod(start.year * 12 + start.month, 12)
    )
    month = month if start.day == 1 else month + 1
    found: list[tuple[int, int]] = []
    edges: NDArray[Any] = np.arange(
        np.datetime64(f"{year:04d}-{month:02d}"), np.datetime64(to_date(until).isoformat()[:7]) + 1
    )
    days = edges.astype("datetime64[D]").astype(np.int64)
    for first, after in zip(days[:-1].tolist(), days[1:].tolist(), strict=True):
        if after <= until:
            found.append((first, after))
    return found
