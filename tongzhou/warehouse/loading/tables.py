"""数据表 — a feed as it is loaded: its declaration, and what is checked of every feed: its days, its period, the register and the region of its sender."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

from tongzhou.columns import whose
from tongzhou.columns.declare import Broken, Check, Derived, Level, Month, Table
from tongzhou.columns.deliveries import MONTH, month_of
from tongzhou.columns.models import Delivery
from tongzhou.warehouse.feeds import BY_NAME, FEEDS, OUTSIDE
from tongzhou.warehouse.feeds.parts import HAPPENED, USCC

from . import named, numbered, register
from .named import Matching
from .numbered import Standing
from .register import Against

FAMILY = "feed"
NOTHING = Against()
DIFFERS = "FEED11"


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


def table_of(
    name: str,
    period: str,
    against: Against = NOTHING,
    matching: Matching | None = None,
    standing: Standing | None = None,
) -> Table:
    """Return a feed as it is loaded for a period: with all checks, whether or not there is a register to hold it against. Raises ValueError in words."""
    arrives, code = feed(name), USCC.code
    told: tuple[str, ...] = (USCC.code,)
    checks = tuple(_of_days(arrives, period))
    if name in BY_NAME:
        arrives = named.by_name(arrives, matching or Matching())
        code, told = named.WHOSE, (USCC.code, named.NAME.code)
    derived: tuple[Derived, ...] = (register.derived(against, code),)
    checks = (*checks, *register.checks(told))
    if numbered.is_numbered(arrives):
        derived = (*derived, numbered.derived(standing or Standing(), arrives, code))
        checks = (*checks, numbered.check(arrives))
    return replace(
        arrives,
        name=f"{FAMILY}.{name}",
        checks=(*arrives.checks, *checks),
        derived=(*arrives.derived, *derived),
        says_where_it_lands=(_differs(arrives),),
        differs=DIFFERS,
    )


def _differs(declared: Table) -> Check:
    """Return what is said of a row that repeats one of its file and says something else: two payments of a month, two meters of a firm."""

    def asked_there(_columns: Any) -> Any:
        raise TypeError("asked of the rows of a file among themselves, not of one row: see landing")

    return Check(
        DIFFERS,
        declared.key,
        asked_there,
        f"与本文件前面的一行是同一个{declared.grain}而内容不同，只入库了前面的一行",
        "请把这几行合并成一行（金额、数量相加）后再报送一次：后报送的代替先报送的",
        level=Level.WARN,
    )


def _of_days(declared: Table, period: str) -> Iterator[Check]:
    """Yield what is checked of every feed: no day to come; the period, or any where none is given."""
    for column in declared.columns:
        if column.past:
            code = f"FEED2_{column.code}"
            yield Check(code, column.code, _to_come(column.code), f"{column.label}晚于报送之日", "请核对日期")  # fmt: skip
    # What is no period is refused when a file is registered; the dictionary speaks of any.
    first = month_of(period) if MONTH.fullmatch(period) else date.min
    months = [c.code for c in declared.columns if isinstance(c.type, Month)]
    if months:
        words, mend = f"所属月份不是本批次的所属期{period}", "请按月份分别报送"
        yield Check("FEED1", months[0], lambda c: c[months[0]] != first, words, mend)
    elif HAPPENED in declared.columns:
        yield Check(
            "FEED3",
            HAPPENED.code,
            _of_another(first),
            f"发生日期不在本批次的所属期{period}",
            "补报以往的不必处理；不是补报的，请核对日期和所属期",
            level=Level.WARN,
        )


def _to_come(code: str) -> Broken:
    return lambda c: c[code] > c.today


def _of_another(first: date) -> Broken:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return lambda c: (c.happened_on < first) | (c.happened_on > last)


def deliveries_of(name: str) -> Any:
    """Return the deliveries of a feed."""
    return Delivery.objects.filter(table=f"{FAMILY}.{name}")


def loader(delivery: Delivery) -> tuple[Table, Any]:
    """Return how a delivery of a feed is loaded: held against the register, for the regions it speaks for. In the worker and in commands."""
    name, regions = delivery.table.partition(".")[2], tuple(whose.regions_of(delivery))
    matching = named.matching_of(delivery) if name in BY_NAME else None
    standing = None
    if numbered.is_numbered(feed(name)):
        last_told = import_module("tongzhou.warehouse.loading.last_told")
        standing = last_told.standing_before(delivery, name)
    against = Against(register.counties(), regions)
    table = table_of(name, delivery.period, against, matching, standing)
    landing = import_module("tongzhou.warehouse.loading.landing")
    return table, landing.IntoLake(table, delivery, matching.queue if matching else None)
