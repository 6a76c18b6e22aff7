"""最后的记录 — what the lake last knew under each number of a feed, and who told it. In jobs and commands only.

Of a feed of months the rows of the period alone can be told anew by a delivery; of one of events all can.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import polars as pl

from tongzhou.columns.models import Delivery
from tongzhou.warehouse.feeds import FEEDS
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.lake.store import MOMENT, Lake

from .numbered import OWN, Sender, Standing, Told, numbers, senders_of

OWN_MARK = "OWN-"  # how a delivery of this installation itself is called: see `writing`
UNKNOWN: Sender = ("?", "")  # of a delivery nobody knows any more: it is no region's
BESIDES = ("uscc", "received_on", "delivery")


def standing_before(delivery: Delivery, feed: str) -> Standing:
    """Return what stands in the lake when a delivery is loaded, and who sends it."""
    table = FEEDS[feed]
    key = numbers(table)
    period = delivery.period if key != table.key else ""
    rows = _last(open_lake(), feed, key, period)
    by = _senders(delivery.table)
    told = {
        tuple(values): Told(uscc, OWN if own else by.get(name.rpartition("-")[0], UNKNOWN))
        for *values, uscc, name, own in rows.iter_rows()
    }
    return Standing(told, senders_of(delivery))


def _senders(table: str) -> dict[str, Sender]:
    """Return who sent each delivery of a feed, by the name it has in the lake. One query."""
    rows = Delivery.objects.filter(table=table).values_list("number", "owner", "source")
    return {number.replace(".", "-"): (owner, source) for number, owner, source in rows}


def _last(lake: Lake, feed: str, key: tuple[str, ...], period: str) -> pl.DataFrame:
    """Return key, employer and delivery of the last row of each key, and whether it is our own."""
    found = list(_read(lake, feed, (*key, *BESIDES), period))
    if not found:
        return pl.DataFrame(schema=[*key, "uscc", "delivery", "own"])
    rows = pl.concat(found).sort("received_on", "delivery").unique(key, keep="last")
    rows = rows.filter(pl.col("uscc").is_not_null())  # what was taken back is nobody's
    rows = rows.with_columns(pl.col("delivery").str.replace(MOMENT, ""))
    own = pl.col("delivery").str.starts_with(OWN_MARK).alias("own")
    return rows.select(*key, "uscc", "delivery", own)


def _read(lake: Lake, feed: str, columns: tuple[str, ...], period: str) -> Iterator[pl.DataFrame]:
    """Yield the rows of a feed: of what was reduced before, where that is of all events, and of the deliveries that came since."""
    seen: set[str] = set()
    kept = lake.files.glob(posixpath.join(lake.path, "_kept", feed, "all.*.parquet"))
    for path in [] if period else kept:
        rows = _columns(lake, path, columns)
        seen |= set(rows["delivery"].unique())
        yield rows
    for part in lake.parts(feed, period=period or "*"):
        if part.delivery not in seen:
            yield _columns(lake, part.path, columns)


def _columns(lake: Lake, path: str, columns: tuple[str, ...]) -> pl.DataFrame:
    with lake.files.open(path, "rb") as file:
        rows = pl.read_parquet(file, columns=list(columns))
    return rows.select(
        pl.col(c).cast(pl.Date if c == "received_on" else pl.String) for c in columns
    )
