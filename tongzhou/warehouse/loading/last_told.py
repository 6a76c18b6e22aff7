"""最后的记录 — what the lake last knew under each number of a feed, and who told it. In jobs and commands only."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import polars as pl

from tongzhou.columns.models import Delivery
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.lake.store import Lake

from .numbered import OWN, Sender, Standing, Told, senders_of

OWN_MARK = "OWN-"  # how a delivery of this installation itself is called: see `writing`
UNKNOWN: Sender = ("?", "")  # of a delivery nobody knows any more: it is no region's
COLUMNS = ("number", "uscc", "received_on", "delivery")


def standing_before(delivery: Delivery, feed: str) -> Standing:
    """Return what stands in the lake when a delivery is loaded, and who sends it."""
    rows = _last(open_lake(), feed)
    by = _senders(delivery.table)
    told = {
        number: Told(uscc or "", by.get(name.rpartition("-")[0], UNKNOWN) if not own else OWN)
        for number, uscc, name, own in rows.iter_rows()
    }
    return Standing(told, senders_of(delivery))


def _senders(table: str) -> dict[str, Sender]:
    """Return who sent each delivery of a feed, by the name it has in the lake. One query."""
    rows = Delivery.objects.filter(table=table).values_list("number", "owner", "source")
    return {number.replace(".", "-"): (owner, source) for number, owner, source in rows}


def _last(lake: Lake, feed: str) -> pl.DataFrame:
    """Return number, employer and delivery of the last row of each number, and whether it is our own."""
    found = list(_read(lake, feed))
    if not found:
        return pl.DataFrame(schema=[*("number", "uscc", "delivery"), "own"])
    rows = pl.concat(found).sort("received_on", "delivery").unique("number", keep="last")
    rows = rows.filter(pl.col("uscc").is_not_null())  # what was taken back is nobody's
    own = pl.col("delivery").str.starts_with(OWN_MARK).alias("own")
    return rows.select("number", "uscc", "delivery", own)


def _read(lake: Lake, feed: str) -> Iterator[pl.DataFrame]:
    """Yield the rows of a feed: of what was reduced before, and of the deliveries that came since."""
    seen: set[str] = set()
    for path in lake.files.glob(posixpath.join(lake.path, "_kept", feed, "all.*.parquet")):
        rows = _columns(lake, path)
        seen |= set(rows["delivery"].unique())
        yield rows
    for part in lake.parts(feed):
        if part.delivery not in seen:
            yield _columns(lake, part.path)


def _columns(lake: Lake, path: str) -> pl.DataFrame:
    with lake.files.open(path, "rb") as file:
        rows = pl.read_parquet(file, columns=list(COLUMNS))
    return rows.select(
        pl.col(*COLUMNS[:2], COLUMNS[3]).cast(pl.String), pl.col("received_on").cast(pl.Date)
    )
