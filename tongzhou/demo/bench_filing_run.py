"""One load in a process of its own, for `bench_filing`: into the register, into a bare table, or nowhere. Prints its account as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongzhou.__main__ import start_django

if TYPE_CHECKING:
    import polars as pl

    from tongzhou.columns.landing import Landed
    from tongzhou.columns.models import Delivery

BARE = "bench_bare"


def main(how: str, path: Path, turn: str = "") -> dict[str, Any]:
    """Load a file and return what came of it, with the seconds it took from opening the file to the last commit."""
    start_django()
    from django.db import connection
    from django.utils.timezone import localdate, now

    from tongzhou.columns import deliveries, loading
    from tongzhou.lines.filing.bulk.landing import Register
    from tongzhou.lines.filing.bulk.table import FILINGS

    landing: Any = {"register": Register, "bare": Bare, "nowhere": Nowhere}[how](localdate())
    connection.ensure_connection()
    begun = time.perf_counter()
    sender = deliveries.Sender("bench", f"bench {how} {turn}")
    delivery, _ = deliveries.begin(FILINGS, path, by=sender, on=localdate(), at=now())
    delivery = loading.load(FILINGS, path, delivery, landing)
    seconds = time.perf_counter() - begun
    return deliveries.told(delivery) | {"seconds": seconds, "memory": most_memory()}


def most_memory() -> int:
    """Return the most memory this process has held, in MiB: by Linux its own alone, elsewhere also what it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(told.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Nowhere:
    """Rows are checked and go nowhere."""

    takes: tuple[str, ...] = ("pay",)
    light = True

    def __init__(self, _on: Any) -> None:
        pass

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows."""
        return rows

    def land(self, rows: pl.DataFrame, _delivery: Delivery, _part: int) -> Landed:
        """Leave all of them."""
        import polars as pl

        from tongzhou.columns.landing import Landed

        return Landed(pl.repeat(False, len(rows), eager=True))

    def nothing(self, rows: pl.DataFrame, delivery: Delivery) -> None:
        """Keep nothing."""


class Bare(Nowhere):
    """A table of the file's own columns and the digest of their key, and nothing else: no index, no constraint."""

    COLUMNS = (
        ("uscc", "text"), ("employer_name", "text"), ("number", "text"), ("name", "text"), ("term", "text"),
        ("starts_on", "date"), ("ends_on", "date"), ("probation_months", "int"), ("pay", "bigint"), ("job", "text"),
        ("region_id", "text"), ("signed_on", "date"), ("digest", "bigint"),
    )  # fmt: skip
    KEY = ("number", "uscc", "starts_on")
    takes = tuple(name for name, _ in COLUMNS if name != "digest")
    light = False

    def __init__(self, on: Any) -> None:
        super().__init__(on)
        from django.db import connection

        from tongzhou.columns.landing import Known

        made = ", ".join(f"{name} {kind}" for name, kind in self.COLUMNS)
        self.known = Known()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {BARE} ({made})")
            cursor.execute(f"SELECT count(*) FROM {BARE}")
            if cursor.fetchone()[0]:
                self.known.add(self._stored(connection))

    def _stored(self, connection: Any) -> pl.Series:
        import polars as pl
        from django.db import transaction

        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT digest FROM {BARE}")
            found = pl.Series([], dtype=pl.Int64)
            while rows := cursor.fetchmany(100_000):
                found.append(pl.Series([digest for (digest,) in rows], dtype=pl.Int64))
        return found

    def prepared(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Give each row the digest of its key."""

        from tongzhou.columns.checking import LINE

        digest = rows.select(self.KEY).hash_rows(seed=1).reinterpret(signed=True)
        told = rows.with_columns(digest.alias("digest"))
        return told.select(LINE, *(name for name, _ in self.COLUMNS))

    def land(self, rows: pl.DataFrame, _delivery: Delivery, _part: int) -> Landed:
        """Write the rows whose key was not seen."""
        import polars as pl
        from django.db import connection

        from tongzhou.columns.landing import Landed, copy_in, insert_into

        there = self.known.hold(rows["digest"])
        new = rows.filter(~there)
        self.known.add(new["digest"])
        fresh = new.select(name for name, _ in self.COLUMNS)
        if connection.vendor == "postgresql":
            with connection.connection.cursor() as cursor:
                copy_in(cursor, BARE, fresh.cast({"probation_months": pl.Int32}))
        else:
            insert_into(connection.connection, BARE, fresh, {})
        return Landed(there)


if __name__ == "__main__":
    json.dump(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]), sys.stdout)
