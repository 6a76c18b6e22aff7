"""One load in a process of its own, for `bench_filing`: into the register, into a bare table, or nowhere. Prints its account as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongzhou.__main__ import start_django

if TYPE_CHECKING:
    import polars as pl

    from tongzhou.columns.models import Delivery

BARE = "bench_bare"


def main(how: str, path: Path) -> dict[str, Any]:
    """Load a file and return what came of it, with the seconds it took from opening the file to the last commit."""
    start_django()
    from django.utils.timezone import localdate, now

    from tongzhou.columns import deliveries, loading
    from tongzhou.lines.filing.bulk.landing import Register
    from tongzhou.lines.filing.bulk.table import FILINGS

    landing: Any = {"register": Register, "bare": Bare, "nowhere": Nowhere}[how](localdate())
    begun = time.perf_counter()
    sender = deliveries.Sender("bench", f"bench {how}")
    delivery, _ = deliveries.begin(FILINGS, path, by=sender, on=localdate(), at=now())
    delivery = loading.load(FILINGS, path, delivery, landing)
    return deliveries.told(delivery) | {"seconds": time.perf_counter() - begun}


class Nowhere:
    """Rows are checked and go nowhere."""

    def __init__(self, _on: Any) -> None:
        pass

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows."""
        return rows

    def land(self, rows: pl.DataFrame, _delivery: Delivery, _part: int) -> pl.Series:
        """Leave all of them."""
        import polars as pl

        return pl.repeat(False, len(rows), eager=True)


class Bare(Nowhere):
    """A table of the file's own columns and nothing else: no index, no key. What is stored is known by digests in memory."""

    COLUMNS = (
        ("uscc", "char(18)"), ("employer_name", "text"), ("number", "char(18)"), ("name", "text"), ("term", "text"),
        ("starts_on", "date"), ("ends_on", "date"), ("probation_months", "int"), ("pay", "bigint"), ("job", "text"),
        ("region_id", "char(6)"), ("signed_on", "date"),
    )  # fmt: skip
    KEY = ("number", "uscc", "starts_on")

    def __init__(self, on: Any) -> None:
        super().__init__(on)
        import polars as pl
        from django.db import connection

        names = ", ".join(name for name, _ in self.COLUMNS)
        made = ", ".join(f"{name} {kind}" for name, kind in self.COLUMNS)
        self.names, self.marks = names, ", ".join("?" * len(self.COLUMNS))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {BARE} ({made})")
            texts = ", ".join(f"CAST({k} AS varchar(20))" for k in self.KEY)
            cursor.execute(f"SELECT {texts} FROM {BARE}")
            seen = [pl.Series([], dtype=pl.UInt64)]
            while some := cursor.fetchmany(50_000):
                rows = pl.DataFrame(some, schema=dict.fromkeys(self.KEY, pl.String), orient="row")
                seen.append(self._digests(rows))
        self.seen = pl.concat(seen).sort()

    def _digests(self, rows: pl.DataFrame) -> pl.Series:
        import polars as pl

        whole = pl.concat_str([pl.col(k).cast(pl.String) for k in self.KEY], separator=" ")
        return rows.select(whole).to_series().hash(1)

    def land(self, rows: pl.DataFrame, _delivery: Delivery, _part: int) -> pl.Series:
        """Write the rows whose key was not seen."""
        import polars as pl
        from django.db import connection

        asked = self._digests(rows)
        there = pl.repeat(False, len(rows), eager=True)
        if len(self.seen):
            places = self.seen.search_sorted(asked).clip(0, len(self.seen) - 1)
            there = self.seen.gather(places) == asked
        self.seen = self.seen.append(asked.filter(~there)).sort()
        fresh = rows.filter(~there).select(name for name, _ in self.COLUMNS)
        if connection.vendor == "postgresql":
            asked_for = f"COPY {BARE} ({self.names}) FROM STDIN (FORMAT csv)"
            with connection.connection.cursor() as cursor, cursor.copy(asked_for) as copy:
                copy.write(fresh.write_csv(None, include_header=False))
        else:
            days = [pl.col(n).dt.to_string("iso") for n, t in fresh.schema.items() if t == pl.Date]
            statement = f"INSERT INTO {BARE} ({self.names}) VALUES ({self.marks})"
            connection.connection.executemany(statement, fresh.with_columns(days).iter_rows())
        return there


if __name__ == "__main__":
    json.dump(main(sys.argv[1], Path(sys.argv[2])), sys.stdout)
