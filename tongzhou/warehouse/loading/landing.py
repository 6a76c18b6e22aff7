"""入湖 — the good rows of a delivery lie in the lake, one file for each part, numbers of people as pseudonyms. In jobs and commands only.

A part's file is written before the part is committed. Killed in between, the load comes to the same part again and finds its file there:
the rows are the same, and stay. A row whose key this delivery has brought before is a duplicate; what an earlier delivery has said is
not: a later one says it anew, and the lake keeps both with the day each became known. A duplicate that says something else is remarked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl
from django.utils.timezone import localtime

from tongzhou.columns.checking import LINE
from tongzhou.columns.declare import IdNumber, Table
from tongzhou.columns.landing import Landed
from tongzhou.columns.models import Delivery
from tongzhou.registry import sealing
from tongzhou.warehouse.feeds import FEEDS
from tongzhou.warehouse.lake.here import open_lake
from tongzhou.warehouse.lake.store import named_by_moment

SEEDS = (1, 2)  # two digests of 64 bits: no two keys of a delivery meet by chance
SAYS = "_says"  # the digest of everything a row says


class IntoLake:
    """The lake of this installation, as a place where the rows of one delivery land."""

    light = True

    def __init__(
        self, table: Table, delivery: Delivery, heed: Callable[[Delivery], None] | None = None
    ) -> None:
        """Prepare for a delivery. `heed` is called with each part, in its transaction: what was learnt of the rows up to it is written down."""
        self.table, self.lake, self.heed = table, open_lake(), heed
        self.feed = table.name.partition(".")[2]
        # What helps a row to arrive, the name of an employer, does not lie in the lake.
        self.codes = [c.code for c in FEEDS[self.feed].columns]
        self.people = [c for c in self.codes if isinstance(table[c].type, IdNumber)]
        self.takes = list(dict.fromkeys([*self.codes, *table.key]))
        self.seen = self._landed(delivery)

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Put pseudonyms in the place of identity numbers, and reckon the digests of the keys."""
        for code in self.people:
            given = rows[code]
            names = dict(
                zip(
                    (known := given.drop_nulls().unique().to_list()),
                    sealing.pseudonyms(known),
                    strict=True,
                )
            )
            rows = rows.with_columns(
                given.replace_strict(names, default=None, return_dtype=pl.String).alias(code)
            )
        return rows.with_columns(self._digests(rows))

    def land(self, rows: pl.DataFrame, delivery: Delivery, part: int) -> Landed:
        """Write the rows this delivery has not brought before."""
        marks = [f"_key{seed}" for seed in SEEDS]
        keys = rows.select(*marks, SAYS)
        # Of millions that were seen, the few that may be these are found by one column first: twenty times as fast as to join them all.
        alike = self.seen.filter(pl.col(marks[0]).is_in(keys[marks[0]].implode()))
        told = keys.select(marks).join(alike, on=marks, how="left", maintain_order="left")[SAYS]
        there = told.is_not_null()
        differ = there & (told != keys[SAYS]).fill_null(False)
        fresh = rows.filter(~there)
        self._keep(fresh, delivery, part)
        self.seen = pl.concat([self.seen, keys.filter(~there)])
        if self.heed:
            self.heed(delivery)
        lines = rows[LINE].filter(differ).to_list()
        return Landed(there, {self.table.differs: lines} if lines else {})

    def nothing(self, rows: pl.DataFrame, delivery: Delivery) -> None:
        """Keep a file without rows: of a month without complaints something is known, and the feed is not silent."""
        self._keep(rows, delivery, 0, empty=True)

    def _keep(
        self, rows: pl.DataFrame, delivery: Delivery, part: int, *, empty: bool = False
    ) -> None:
        """Write the rows of a part that is not committed yet. What a killed load has left of it stays where it is the same."""
        for name in _names(delivery, part):
            if self.lake.holds(self.feed, delivery.period, name):
                if self._lies(rows, delivery, name):
                    return
                self.lake.take_back(self.feed, period=delivery.period, delivery=name)
        if len(rows) or empty:
            self.lake.land(
                self.feed,
                rows.select(self.codes).to_arrow(),
                period=delivery.period,
                delivery=_name(delivery, part),
                received_on=delivery.on,
            )

    def _digests(self, rows: pl.DataFrame) -> list[pl.Series]:
        key, says = _text(rows, self.table.key), _text(rows, self.codes)
        keys = [key.hash(seed).alias(f"_key{seed}") for seed in SEEDS]
        return [*keys, says.hash(SEEDS[0]).alias(SAYS)]

    def _lies(self, rows: pl.DataFrame, delivery: Delivery, name: str) -> bool:
        """Say whether these rows lie there from before a kill. What was decided since (whose a name is) may have made them others."""
        for one in self.lake.parts(self.feed, period=delivery.period):
            if one.delivery == name:
                with self.lake.files.open(one.path, "rb") as file:
                    return pl.read_parquet(file, columns=self.codes).equals(rows.select(self.codes))
        return False

    def _landed(self, delivery: Delivery) -> pl.DataFrame:
        """Return the keys of the parts that were committed before a kill."""
        marks = [*(f"_key{seed}" for seed in SEEDS), SAYS]
        empty = pl.DataFrame(schema=dict.fromkeys(marks, pl.UInt64))
        found = [empty]
        for part in delivery.parts.filter(landed__gt=0).order_by("number"):
            for one in self.lake.parts(self.feed, period=delivery.period):
                if one.delivery in _names(delivery, part.number):
                    with self.lake.files.open(one.path, "rb") as file:
                        rows = pl.read_parquet(file, columns=self.codes)
                    found.append(rows.select(self._digests(rows)))
        return pl.concat(found)


def _name(delivery: Delivery, part: int) -> str:
    return named_by_moment(localtime(delivery.received_at), _number(delivery, part))


def _names(delivery: Delivery, part: int) -> tuple[str, str]:
    """Return what a part is called, and what it was called before names told the moment: a load that was killed may have begun then."""
    return _name(delivery, part), _number(delivery, part)


def _number(delivery: Delivery, part: int) -> str:
    return f"{delivery.number.replace('.', '-')}-{part:05d}"


def _text(rows: pl.DataFrame, codes: Sequence[str]) -> pl.Series:
    texts = (pl.col(c).cast(pl.String).fill_null("") for c in codes)
    return rows.select(pl.concat_str(list(texts), separator="\t")).to_series()
