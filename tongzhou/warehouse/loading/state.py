"""数据源现状 — of each feed: when it last came, whether it is late, how much came back, and how that went month after month. Without an engine."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from tongzhou.columns.declare import Table
from tongzhou.columns.models import Delivery
from tongzhou.law.reckoning import add_months
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import FEEDS, OUTSIDE

from .models import OwnTelling
from .tables import FAMILY, deliveries_of

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """What came of a feed for one period."""

    period: str
    sent: int
    landed: int
    rejected: int
    duplicate: int
    arrived: bool = True  # something landed, or it was told that there is nothing

    @property
    def percent(self) -> float:
        """The share of rows that came back and were not mended, in hundredths."""
        return round(100 * max(self.rejected, 0) / self.sent, 1) if self.sent else 0.0


@dataclass(frozen=True)
class State:
    """How a feed stands on a day."""

    table: Table
    last: Delivery | None
    newest_period: str
    expected_by: date | None  # the day by which the period after the newest one should be there
    months: tuple[Month, ...]  # the newest first

    def is_late(self, on: date) -> bool | None:
        """Whether something that was due has not come; None where nothing ever came or nobody said by when."""
        return None if self.expected_by is None else on > self.expected_by


def states(rows: QuerySet[Delivery] | None = None) -> list[State]:
    """Return how each feed that others send stands, by these deliveries, or all. One query."""
    if rows is None:
        rows = Delivery.objects.filter(table__startswith=f"{FAMILY}.")
    by_table: dict[str, list[Delivery]] = {}
    for delivery in rows.order_by("-period", "-pk")[:5000]:
        by_table.setdefault(delivery.table.partition(".")[2], []).append(delivery)
    return [state(table, by_table.get(table.name, [])) for table in OUTSIDE]


def own(on: date) -> list[tuple[Table, OwnTelling | None, bool]]:
    """Return each feed this installation tells, when it last did, and whether a night was missed. One query."""
    told = OwnTelling.objects.in_bulk()
    tables = [FEEDS[name] for name in sorted(exporting.sources())]
    late = {name: localdate(t.at) < on - timedelta(days=1) for name, t in told.items()}
    return [(t, told.get(t.name), late.get(t.name, False)) for t in tables]


def state_of(table: Table) -> State:
    """Return how one feed stands."""
    return state(table, list(deliveries_of(table.name).order_by("-period", "-pk")[:1000]))


def state(table: Table, rows: Iterable[Delivery]) -> State:
    """Reckon from deliveries, newest period first, how a feed stands."""
    found = list(rows)
    months: dict[str, dict[str, int]] = {}
    arrived = {one.period for one in found if one.landed or is_empty(one)}
    for one in found:
        sums = months.setdefault(
            one.period, dict.fromkeys(("sent", "landed", "rejected", "duplicate"), 0)
        )
        for name in sums:
            # Mended rows are not sent twice: they lower what came back.
            sums[name] += getattr(one, name) if one.mends_id is None or name == "landed" else 0
        if one.mends_id is not None:
            sums["rejected"] -= one.landed + one.duplicate
    told = tuple(
        Month(period, **sums, arrived=period in arrived)
        for period, sums in list(months.items())[:MONTHS]
    )
    newest = next((m.period for m in told if m.arrived), "")
    due = _expected(newest, table) if newest and table.fresh_within else None
    last = max(found, key=lambda d: d.received_at, default=None)
    return State(table, last, newest, due, told)


def is_empty(one: Delivery) -> bool:
    """Whether a delivery came whole and holds no row: there was nothing to tell."""
    return one.state == Delivery.State.DONE and not one.sent


def _expected(newest: str, table: Table) -> date:
    """Return the last day for the period after the newest one: so long after its end."""
    assert table.fresh_within is not None
    first = add_months(date.fromisoformat(f"{newest}-01"), table.every)
    return first.replace(day=monthrange(first.year, first.month)[1]) + table.fresh_within


def told(one: State, *, on: date) -> dict[str, Any]:
    """Return the state in plain types."""
    return {
        "name": one.table.name,
        "title": one.table.title,
        "newest_period": one.newest_period or None,
        "last_received": one.last.received_at.date().isoformat() if one.last else None,
        "expected_by": one.expected_by.isoformat() if one.expected_by else None,
        "late": one.is_late(on),
        "months": [
            {"period": m.period, "sent": m.sent, "landed": m.landed, "rejected": m.rejected, "duplicate": m.duplicate}
            for m in one.months
        ],
    }  # fmt: skip
