"""Laying down what the lines tell: only rows that are new, or different from what the lake last knew, with the day they became known.

In jobs and commands only; DuckDB compares, whatever engine asks the lake otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.timezone import localtime

from tongzhou.columns.declare import Day, Flag, Money, Month, Quantity, Table, Whole

from .feeds import FEEDS
from .lake.engines import Engine, connect
from .lake.here import open_lake
from .lake.kept import EVENTS, MONTHLY
from .lake.spans import FAR, versions
from .lake.store import MOMENT, Lake, named_by_moment

CHUNK = 20_000
OWN = "OWN-"  # how the deliveries of this installation itself begin
NUMBERED = ("number",)  # of which what is told no longer is taken back


def schema_of(table: Table) -> pa.Schema:
    """Return the columns of a feed as they lie in the lake."""

    def kind(of: Any) -> pa.DataType:
        if isinstance(of, Money | Whole):
            return pa.int64()
        if isinstance(of, Day | Month):
            return pa.date32()
        if isinstance(of, Flag):
            return pa.bool_()
        return pa.float64() if isinstance(of, Quantity) else pa.string()

    return pa.schema([(c.code, kind(c.type)) for c in table.columns])


def tell(
    feed: str, rows: Iterable[dict[str, Any]], *, at: datetime, lake: Lake | None = None
) -> int:
    """Land the rows that are new or different, a feed of months under the month they are about; return how many.

    `rows` are all there are: of a feed known by its number, what was told before and is no longer among them is taken
    back, by a row of that number about nobody. Where nothing changed in a feed of events, the first delivery of the
    day says so, empty.
    """
    lake = lake or open_lake()
    now = localtime(at)
    engine = connect(lake)
    try:
        fresh, withdrawn = _changed(engine, feed, rows)
        parts = lake.parts(feed)
        today = any(p.received_on == now.date() for p in parts)
        told = pa.concat_tables([fresh, withdrawn])
        for period, some in _by_period(feed, told, f"{now:%Y-%m}"):
            if some.num_rows or not today:
                lake.land(
                    feed,
                    some,
                    period=period,
                    delivery=named_by_moment(now, f"{OWN}{now:%Y%m%d}-{len(parts):05d}"),
                    received_on=now.date(),
                )
    finally:
        engine.close()
    return int(fresh.num_rows)


def _by_period(feed: str, rows: pa.Table, this_month: str) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of a feed of months by their month; those of a feed of events together, under the month in which they are told."""
    if feed not in MONTHLY:
        yield this_month, rows
        return
    for month in sorted(set(rows["month"].to_pylist())):
        yield f"{month:%Y-%m}", rows.filter(pc.equal(rows["month"], pa.scalar(month, pa.date32())))


def _changed(
    engine: Engine, feed: str, rows: Iterable[dict[str, Any]]
) -> tuple[pa.Table, pa.Table]:
    """Return the rows that the lake does not know, or knows otherwise; and those that take back what it knows of us."""
    schema = schema_of(FEEDS[feed])
    said = pa.Table.from_batches(_batches(rows, schema), schema)
    parts = engine.lake.parts(feed)
    if not parts:
        return said, schema.empty_table()
    now = engine.view("said", said)
    key = MONTHLY.get(feed) or EVENTS[feed]
    known = versions(engine.view("known", [p.path for p in parts]), key)
    last = known.filter(known.superseded_on == ibis.date(FAR.year, FAR.month, FAR.day))
    fresh = engine.arrow(now.difference(last.select(*schema.names))).cast(schema)
    if key != NUMBERED:
        return fresh, schema.empty_table()
    number = last.delivery.re_replace(MOMENT, "")
    ours = last.filter(number.startswith(OWN) & last.uscc.notnull())
    gone = engine.arrow(ours.anti_join(now, list(NUMBERED)).select(*NUMBERED))
    about_nobody = [
        gone[name].cast(kind) if name in NUMBERED else pa.nulls(gone.num_rows, kind)
        for name, kind in zip(schema.names, schema.types, strict=True)
    ]
    return fresh, pa.table(about_nobody, schema=schema)


def _batches(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    source = iter(rows)
    while some := list(islice(source, CHUNK)):
        yield pa.RecordBatch.from_pylist(some, schema)


def sweep(*, at: datetime) -> int:
    """Clear away what processes that were killed more than a day ago have left half written."""
    return open_lake().sweep(before=at - timedelta(days=1))
