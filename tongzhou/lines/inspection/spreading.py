"""裁量离散 — fines for like cases as samples: by item and grade, for each worker, officer and office. Read from rows.

What the pure part (`tongzhou.law.discretion.spread`) makes of them is drawn as a chart with its table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongzhou.law.discretion import Sample, Spread, spread
from tongzhou.registry.models import Region

from .models import ViolationRow
from .rules.items import label

WIDTH, LEFT, ROW, TOP = 720, 150, 30, 26
PLOT = WIDTH - LEFT - 20


def samples(cases: Any) -> list[Sample]:
    """Return the fines decided in these cases. Two queries."""
    rows = list(
        ViolationRow.objects.filter(case__in=cases, state="punished", fined__gt=0)
        .select_related("case")
        .order_by("code", "decided_on")
    )
    names = dict(
        Region.objects.filter(code__in={r.case.region for r in rows}).values_list("code", "name")
    )
    return [
        Sample(
            item=r.code,
            grade=r.grade,
            rate=rate(r.fined, r.workers, r.per),
            office=names.get(r.case.region, r.case.region),
            officers=tuple(filter(None, r.officers.split("、"))),
            case=r.case.number or r.case.title,
        )
        for r in rows
    ]


def rate(fined: int, workers: int, per: str) -> Decimal:
    """Return a fine (fen) as what can be compared: yuan for each worker where it is reckoned by head, else in all."""
    yuan = Decimal(fined) / 100
    return (
        (yuan / workers).quantize(Decimal("0.01")) if per.startswith("head") and workers else yuan
    )


@dataclass(frozen=True)
class Dot:
    """One officer or office in the chart, at its median."""

    who: str
    count: int
    median: Decimal
    apart: bool
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    """A group of like cases, drawn: the quartiles as a band, each officer and office as a dot."""

    title: str
    spread: Spread
    dots: tuple[Dot, ...]
    band: tuple[int, int] | None  # x and width of the quartiles
    middle: int
    height: int
    width: int = WIDTH
    left: int = LEFT


def charts(cases: Any) -> list[Chart]:
    """Return a chart for each group of like cases, those with most cases first."""
    return [drawn(s) for s in sorted(spread(samples(cases)), key=lambda s: -s.count)]


def drawn(of: Spread) -> Chart:
    """Place a group on its scale."""
    low, high = of.least, of.most
    span = (high - low) or Decimal(1)

    def x(value: Decimal) -> int:
        return LEFT + int((value - low) / span * PLOT)

    parts: Iterable[Any] = (*of.offices, *of.officers)
    dots = tuple(
        Dot(p.who, p.count, p.median, p.apart, x(p.median), TOP + ROW * n + ROW // 2)
        for n, p in enumerate(parts)
    )
    band = None
    if of.lower is not None and of.upper is not None:
        band = (x(of.lower), max(x(of.upper) - x(of.lower), 2))
    grade = f" · 第{of.grade}档" if of.grade else ""
    return Chart(
        f"{label(of.item)}{grade}", of, dots, band, x(of.median), TOP + ROW * len(dots) + 24
    )
