"""数据表 — a feed as it is loaded: its declaration, with the check that its rows are of the period they are sent for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

from tongzhou.columns.declare import Check, Month, Table
from tongzhou.columns.models import Delivery
from tongzhou.warehouse.feeds import FEEDS, OUTSIDE

FAMILY = "feed"


def names() -> list[str]:
    """Return the feeds that others send."""
    return [table.name for table in OUTSIDE]


def feed(name: str) -> Table:
    """Return the declaration of a feed that others send. Raises ValueError in words for any other."""
    if name not in names():
        if name in FEEDS:
            raise ValueError(f"“{FEEDS[name].title}”由本平台自动生成，不接收报送")
        raise ValueError(f"没有名为“{name}”的数据源；可选：{'、'.join(names())}")
    return FEEDS[name]


def table_of(name: str, period: str) -> Table:
    """Return a feed as it is loaded for a period. Raises ValueError in words."""
    declared = feed(name)
    months = [c.code for c in declared.columns if isinstance(c.type, Month)]
    checks = declared.checks
    if months and period:
        first = date.fromisoformat(f"{period}-01")

        def of_another(c: Any) -> Any:
            return c[months[0]] != first

        words, mend = f"所属月份不是本批次的所属期{period}", "请按月份分别报送"
        checks = (*checks, Check("FEED1", months[0], of_another, words, mend))
    return replace(declared, name=f"{FAMILY}.{name}", checks=checks)


def deliveries_of(name: str) -> Any:
    """Return the deliveries of a feed."""
    return Delivery.objects.filter(table=f"{FAMILY}.{name}")


def loader(delivery: Delivery) -> tuple[Table, Any]:
    """Return how a delivery of a feed is loaded. In the worker only."""
    name = delivery.table.partition(".")[2]
    table = table_of(name, delivery.period)
    landing = import_module("tongzhou.warehouse.loading.landing").IntoLake(table, delivery)
    return table, landing
