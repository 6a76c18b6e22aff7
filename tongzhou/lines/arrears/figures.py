"""指标 — found, ordered, collected: three figures that are never added up to one; days to money; opened again.

Queries over the columns, never over journals. Amounts in fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import names_of

from .models import MatterRow

LEAST = 3  # workers: of a place with fewer nothing is published that could tell who they are


@dataclass(frozen=True)
class Figures:
    """What was taken up in a span of time, in a place."""

    code: str
    label: str
    matters: int = 0
    workers: int = 0
    paid_workers: int = 0
    found: int = 0
    ordered: int = 0
    collected: int = 0
    left: int = 0
    advanced: int = 0
    recovered: int = 0
    settled: int = 0
    reopened: int = 0

    @property
    def rate(self) -> int | None:
        """Return the share of what was found that has come, in whole per cent, rounded down; None for nothing."""
        return 100 * self.collected // self.found if self.found else None

    @property
    def reopen_rate(self) -> int | None:
        """Return how many of those that were settled had to be opened again, in whole per cent, half up."""
        both = self.settled
        return (200 * self.reopened + both) // (2 * both) if both else None

    @property
    def is_small(self) -> bool:
        """Say whether there are too few workers to publish it."""
        return 0 < self.workers < LEAST


SUMS: dict[str, Any] = {
    "matters": Count("pk"),
    "workers": Sum("workers", default=0),
    "paid_workers": Sum("paid_workers", default=0),
    "found": Sum("found", default=0),
    "ordered": Sum("ordered", default=0),
    "collected": Sum("collected", default=0),
    "left": Sum("left", default=0),
    "advanced": Sum("advanced", default=0),
    "recovered": Sum("recovered", default=0),
    "settled": Count("pk", filter=Q(settled_on__isnull=False) | Q(reopened__gt=0)),
    "reopened": Count("pk", filter=Q(reopened__gt=0)),
}


def taken(*, since: date, until: date, cases: Any = None) -> QuerySet[MatterRow]:
    """Return the rows of the matters taken up between two days; of these cases, if any are given."""
    rows = MatterRow.objects.filter(opened_on__gte=since, opened_on__lte=until)
    return rows if cases is None else rows.filter(case__in=cases)


def whole(rows: QuerySet[MatterRow], label: str) -> Figures:
    """Return the figures of all of them together. One query."""
    return Figures("", label, **rows.aggregate(**SUMS))


def by_place(rows: QuerySet[MatterRow], level: str) -> list[Figures]:
    """Return the figures of each league (`league`) or banner (`county`), by its code. Two queries."""
    asked: Any = rows.values(place=F(f"case__{level}")).annotate(**SUMS).order_by("place")
    found: list[dict[str, Any]] = list(asked)
    names = names_of([r["place"] for r in found])
    return [
        Figures(
            r["place"], names.get(r["place"], r["place"]) or _("未定"), **{k: r[k] for k in SUMS}
        )
        for r in found
        if r["place"]
    ]


def median_days(rows: QuerySet[MatterRow]) -> int | None:
    """Return the median of the days from the first report to the last of the money; the lower of two. Two queries."""
    settled = rows.filter(days__isnull=False).order_by("days")
    n = settled.count()
    return settled.values_list("days", flat=True)[(n - 1) // 2] if n else None
