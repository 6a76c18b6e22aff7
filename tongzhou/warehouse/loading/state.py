"""数据源现状 — of each feed: when it last came, whether it is late, how much came back, and how that went month after month. Without an engine."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from tongzhou.columns.declare import Table
from tongzhou.columns.models import Delivery
from tongzhou.law.reckoning import add_months
from tongzhou.warehouse import exporting
from tongzhou.warehouse.feeds import FEEDS, OUTSIDE

from .models import OwnTelling
from .models import Telling as OneTelling
from .tables import FAMILY, deliveries_of

MONTHS = 12
TIMES = 31  # exports that are shown one by one
COUNTED = ("sent", "landed", "rejected", "duplicate")


@dataclass(frozen=True)
class Month:
    """What came of a feed for one period."""

    period: str
    sent: int
    landed: int
    rejected: int
    duplicate: int

    @property
    def percent(self) -> float:
        """The share of rows that came back and were not mended, in hundredths."""
        return round(100 * self.rejected / self.sent, 1) if self.sent else 0.0


@dataclass(frozen=True)
class State:
    """How a feed stands on a day."""

    table: Table
    last: Delivery | None
    newest_period: str
    expected_by: date | None  # the day by which the period after the newest one should be there
    months: tuple[Month, ...]  # the newest first

    @property
    def newest(self) -> Month | None:
        """What came for the newest period of which anything is known."""
        return next((m for m in self.months if m.period == self.newest_period), None)

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
    late = {name: _is_late(t.at, on) for name, t in told.items()}
    return [(t, told.get(t.name), late.get(t.name, False)) for t in tables]


@dataclass(frozen=True)
class ToldMonth:
    """What a feed of our own told in a month."""

    period: str
    times: int
    changed: int
    rows: int  # the last time


@dataclass(frozen=True)
class Telling:
    """How a feed that this installation tells stands: the last times, by month, and whether a night was missed."""

    times: tuple[OneTelling, ...]  # the newest first
    months: tuple[ToldMonth, ...]
    late: bool


def telling(table: Table, on: date) -> Telling | None:
    """Return how a feed of our own stands; None where this installation does not tell it. One query."""
    if table.name not in exporting.sources():
        return None
    since = add_months(on.replace(day=1), 1 - MONTHS)
    found = list(OneTelling.objects.filter(feed=table.name, at__date__gte=since).order_by("-at"))
    months: dict[str, list[OneTelling]] = {}
    for one in found:
        months.setdefault(f"{localdate(one.at):%Y-%m}", []).append(one)
    told = tuple(
        ToldMonth(period, len(some), sum(one.changed for one in some), some[0].rows)
        for period, some in months.items()
    )
    late = bool(found) and _is_late(found[0].at, on)
    return Telling(tuple(found[:TIMES]), told, late)


def _is_late(at: datetime, on: date) -> bool:
    return localdate(at) < on - timedelta(days=1)


def state_of(table: Table) -> State:
    """Return how one feed stands."""
    return state(table, list(deliveries_of(table.name).order_by("-period", "-pk")[:1000]))


def state(table: Table, rows: Iterable[Delivery]) -> State:
    """Reckon from deliveries how a feed stands.

    What broke off has not arrived, nor has what waits: neither is counted, whatever rows of it have landed; it comes again as a whole.
    """
    found = [one for one in rows if _has_come(one)]
    arrived = [one.period for one in found if (one.landed or is_empty(one)) and _has_begun(one)]
    newest = max(arrived, default="")
    due = _expected(newest, table) if newest and table.fresh_within else None
    last = max(found, key=lambda d: d.received_at, default=None)
    return State(table, last, newest, due, trend(found))


def _has_come(one: Delivery) -> bool:
    return one.state == Delivery.State.DONE or (
        one.state == Delivery.State.LOADING and one.sent > 0
    )


def _has_begun(one: Delivery) -> bool:
    """Whether its period had begun when it came: once, any was taken."""
    return one.period <= f"{one.on:%Y-%m}"


def trend(rows: Iterable[Delivery]) -> tuple[Month, ...]:
    """Return what came for each period, the newest first. What was mended is not counted twice: it lowers what came back."""
    found = {one.pk: one for one in sorted(rows, key=lambda one: one.pk)}
    months: dict[str, dict[str, int]] = {}
    firsts: dict[int, dict[str, int]] = {}  # the account of a first delivery with all that mends it
    for pk, one in found.items():
        first = firsts.get(one.mends_id or 0)
        if first is None:
            firsts[pk] = {name: getattr(one, name) for name in COUNTED}
        else:
            firsts[pk] = _mended(first, one)
    for pk, sums in firsts.items():
        if found[pk].mends_id in found:
            continue
        month = months.setdefault(found[pk].period, dict.fromkeys(COUNTED, 0))
        for name in COUNTED:
            month[name] += sums[name]
    newest = sorted(months.items(), reverse=True)[:MONTHS]
    return tuple(Month(period, **sums) for period, sums in newest)


def _mended(first: dict[str, int], one: Delivery) -> dict[str, int]:
    """Put to the account of a first delivery what mends it: its wrong rows alone, or the whole file over again.

    Sent = landed + rejected + duplicate stays true. What is still wrong is at least what came back of the mending.
    """
    alone = one.sent <= first["rejected"]
    first["sent"] = max(first["sent"], one.sent)
    first["duplicate"] += one.duplicate if alone else 0
    wrong = max(first["rejected"] - one.landed - one.duplicate, one.rejected)
    first["rejected"] = min(wrong, first["sent"] - first["duplicate"])
    first["landed"] = first["sent"] - first["rejected"] - first["duplicate"]
    return first


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
