"""指标 — how mediation goes in a place and a year: success, days, by way, what was paid. Queries over the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Sum

from .models import MediationCase
from .ways import WAYS

AGREED, FAILED = Q(result="agreed"), Q(result="failed")


@dataclass(frozen=True)
class Figures:
    """What ended in a span of time. `rate` is agreed ÷ (agreed + failed); None where nothing ended."""

    label: str
    concluded: int
    agreed: int
    failed: int
    days: float | None
    settled: int  # fen
    paid: int  # fen
    performed: int

    @property
    def rate(self) -> int | None:
        """The share of mediations that ended with an agreement, in whole per cent, half up."""
        both = self.agreed + self.failed
        return (200 * self.agreed + both) // (2 * both) if both else None


COUNTS: dict[str, Any] = {
    "concluded": Count("pk"),
    "agreed": Count("pk", filter=AGREED),
    "failed": Count("pk", filter=FAILED),
    "days": Avg("days", filter=AGREED | FAILED),
    "settled": Sum("settled", default=0),
    "paid": Sum("paid", default=0),
    "performed": Count("pk", filter=AGREED & Q(is_performed=True)),
}


def ended(cases: Any, *, since: date, until: date) -> QuerySet[MediationCase]:
    """Return the rows of the mediations that ended between two days, of these cases."""
    return MediationCase.objects.filter(
        case__in=cases, concluded_on__gte=since, concluded_on__lte=until
    )


def whole(cases: Any, *, since: date, until: date, label: str) -> Figures:
    """Return the figures of all of them together. One query."""
    return Figures(label, **ended(cases, since=since, until=until).aggregate(**COUNTS))


def by_way(cases: Any, *, since: date, until: date) -> list[Figures]:
    """Return the figures of each way that ended a mediation, in the order of the table. One query."""
    rows = ended(cases, since=since, until=until).values("way").annotate(**COUNTS).order_by("way")
    found = {str(row["way"]): _of(row, WAYS[str(row["way"])].label) for row in rows}
    return [found[w.code] for w in WAYS.values() if w.code in found]


def by_body(cases: Any, *, since: date, until: date) -> dict[int, Figures]:
    """Return the figures of each body, by its number in the register. One query."""
    rows = ended(cases, since=since, until=until).exclude(body=None).values("body")
    return {int(row["body"] or 0): _of(row, "") for row in rows.annotate(**COUNTS)}


def _of(row: Mapping[str, Any], label: str) -> Figures:
    return Figures(label, **{name: row[name] for name in COUNTS})
