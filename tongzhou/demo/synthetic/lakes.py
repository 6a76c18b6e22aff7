"""Writing the region into the lake, block by block: memory holds ten blocks and the events, whatever the size of the region."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tongzhou.warehouse.lake.store import Lake

from . import happenings, monthly
from .region import Block, month_start

# How many days after the first of the month that follows a month is delivered.
DELIVERED = {"payroll": 19, "insurance": 39, "utilities": 19, "tax": 24, "projects": 9, "contact_reports": 4}  # fmt: skip


class Filling:
    """The lake of a synthetic region, while it is filled."""

    def __init__(self, lake: Lake, *, months: int, seed: int, start: date, payroll: bool) -> None:
        self.lake, self.months, self.seed, self.start = lake, months, seed, start
        self.payroll = payroll
        self.counts: dict[str, int] = {}
        self._events: dict[tuple[str, date], list[dict[str, Any]]] = {}
        self._again: dict[tuple[str, int, int], list[pa.Table]] = {}  # few rows: told again later

    def add(self, blocks: list[Block]) -> None:
        """Write the months of some blocks."""
        told = [monthly.begin(one, self.seed) for one in blocks]
        first, opened = blocks[0].first, month_start(0, self.start)
        period = happenings.period_of(opened)
        tables = [happenings.register(one) for one in blocks]
        self._land("employers", tables, period=period, first=first, on=opened)
        filed = [happenings.contracts(one, self.seed) for one in told]
        self._land("filings", filed, period=period, first=first, on=opened)
        for month in range(self.months):
            self._month(told, month, first)

    def note(self, found: Iterable[happenings.Happening]) -> None:
        """Keep events until the end, by the week in which they are delivered."""
        for feed, on, row in found:
            self._events.setdefault((feed, happenings.week_end(on)), []).append(row)

    def finish(self) -> None:
        """Write what was told again, and the events: a delivery for each week, also for one in which there were none."""
        for (feed, about, month), tables in sorted(self._again.items()):
            self._deliver(feed, about, month, tables, 0)
        weeks = sorted({on for _, on in self._events})
        for feed in happenings.COLUMNS:
            for on in weeks:
                table = happenings.table_of(feed, self._events.get((feed, on), []))
                self._land(feed, [table], period=happenings.period_of(on), first=0, on=on)

    def _month(self, told: list[monthly.Told], month: int, first: int) -> None:
        tables: dict[tuple[str, int], list[pa.Table]] = {}

        def put(feed: str, about: int, table: pa.Table | None) -> None:
            if table is not None and table.num_rows and about < month:
                self._again.setdefault((feed, about, month), []).append(table)
            elif table is not None and table.num_rows:
                tables.setdefault((feed, about), []).append(table)

        for one in told:
            for about, table in monthly.insurance(one, month, self.seed):
                put("insurance", about, table)
            put("utilities", month, monthly.utilities(one, month, self.seed))
            put("tax", month, monthly.tax(one, month, self.seed))
            put("projects", month, monthly.projects(one, month, self.seed))
            put("contact_reports", month, monthly.contact_reports(one, month, self.seed))
            if self.payroll:
                for about, table in monthly.payroll(one, month, self.seed):
                    put("payroll", about, table)
        for (feed, about), found in tables.items():
            self._deliver(feed, about, month, found, first)

    def _deliver(self, feed: str, about: int, month: int, tables: list[pa.Table], first: int) -> None:  # fmt: skip
        on = month_start(month + 1, self.start) + timedelta(days=DELIVERED[feed])
        period = happenings.period_of(month_start(about, self.start))
        self._land(feed, tables, period=period, first=first, on=on)

    def _land(self, feed: str, tables: list[pa.Table], *, period: str, first: int, on: date) -> None:  # fmt: skip
        table = pa.concat_tables(tables)
        delivery = f"DEMO-{on:%Y%m%d}-{first:07d}"
        self.lake.land(feed, table, period=period, delivery=delivery, received_on=on)
        self.counts[feed] = self.counts.get(feed, 0) + table.num_rows
