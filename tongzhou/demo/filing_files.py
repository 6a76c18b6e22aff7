"""批量备案 in the demo region: one file of an office, some rows landed, some to be mended. Nobody in it exists."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tongzhou.columns import deliveries
from tongzhou.lines.filing.bulk import sending
from tongzhou.lines.filing.crosscheck import finding, telling
from tongzhou.registry.models import Person

from . import filings
from .scene import Scene, at

COUNTY, OFFICER, ROWS = "150221", "t-beian", 14


def load(_scene: Scene, *, on: date) -> None:
    """Let the office of a banner have loaded a file some days ago; three of its rows wait to be mended, and one does not stand beside another."""
    loading = import_module("tongzhou.columns.loading")
    Register = import_module("tongzhou.lines.filing.bulk.landing").Register
    day = on - timedelta(days=3)
    officer = Person.objects.get(username=OFFICER)
    table, sender = sending.by_office([COUNTY], source="土默特右旗人社局", person_id=officer.pk)
    with TemporaryDirectory() as folder:
        path = _written(Path(folder) / "示例工业园新入园企业用工备案.csv")
        delivery, _ = deliveries.begin(table, path, by=sender, on=day, at=at(day))
        finding.begin(delivery)
        done = loading.load(table, path, delivery, Register(day, officer.pk))
        telling.check(done, at(day))


def _written(path: Path) -> Path:
    rows = [r for r in filings.rows(600, seed=7, faults=False) if r[10] == COUNTY][:ROWS]
    rows[2][filings.PAY] = "1200.00"
    rows[5][filings.NUMBER] = rows[5][filings.NUMBER][:-1] + (
        "1" if rows[5][filings.NUMBER][-1] != "1" else "2"
    )
    rows[9][filings.TERM], rows[9][filings.ENDS], rows[9][filings.PROBATION] = "无固定期限", "", "9"
    rows.append(rows[0])
    # The same worker once more from a later day, with probation again: right by itself, not beside the first.
    later = list(rows[1])
    for row, year in ((rows[1], 2024), (later, 2025)):
        row[filings.TERM], row[filings.PROBATION] = "固定期限", "3"
        row[filings.STARTS], row[filings.ENDS] = f"{year}-04-01", f"{year + 3}-03-31"
    rows.append(later)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([filings.HEAD, *rows])
    return path
