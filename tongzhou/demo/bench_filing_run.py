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
    """A table of the file's own columns, with nothing but the key that tells duplicates."""

    COLUMNS = (
        ("uscc", "char(18)"), ("employer_name", "text"), ("number", "char(18)"), ("name", "text"), ("term", "text"),
        ("starts_on", "date"), ("ends_on", "date"), ("probation_months", "int"), ("pay", "bigint"), ("job", "text"),
        ("region_id", "char(6)"), ("signed_on", "date"), ("kind", "text"),
    )  # fmt: skip
    KEY = ("number", "uscc", "starts_on", "kind")

    def __init__(self, on: Any) -> None:
        super().__init__(on)
        from django.db import connection

        from tongzhou.columns.landing import Rows
        from tongzhou.lines.filing.models import Employment

        made = ", ".join(f"{name} {kind}" for name, kind in self.COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {BARE}")
            cursor.execute(f"CREATE TABLE {BARE} ({made}, UNIQUE ({', '.join(self.KEY)}))")
        self.rows = Rows(Employment, [name for name, _ in self.COLUMNS], key=self.KEY)
        self.rows.table = BARE

    def land(self, rows: pl.DataFrame, _delivery: Delivery, _part: int) -> pl.Series:
        """Write the rows."""
        return self.rows.write(rows)


if __name__ == "__main__":
    json.dump(main(sys.argv[1], Path(sys.argv[2])), sys.stdout)
