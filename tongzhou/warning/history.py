"""历史事件 — what the lake has known of every employer, as the event table our own model learns from. In commands only.

One row is something that happened and the day it became known: complaints, disputes, court files, inspections, incidents, signs in the street; the
indicators of each month end as they were known on it; and 欠薪查实, an arrear that was found true, known on the day it was. A closed matter is two rows, because
the day it was filed and the day it was decided are known at different times. Nothing about persons.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tongzhou.warehouse.lake.store import Lake

TEMPLATE = Path(__file__).parent / "data" / "model.toml"
KINDS = {
    "complaints": "投诉举报",
    "disputes": "仲裁申请",
    "court": "法院案件",
    "inspections": "检查",
    "incidents": "群体性事件",
    "field_signs": "现场迹象",
    "credit": "信用记录",
}
INDICATORS = (
    "wage_arrears_months", "wage_unpaid_people", "insurance_unpaid_months", "insured_drop_percent", "power_fall_percent",
    "water_fall_percent", "tax_unpaid_periods", "filing_rate_percent",
)  # fmt: skip
FOUND, MONTH = "欠薪查实", "月末指标"
SCHEMA = pa.schema(
    [("event_no", pa.string()), ("uscc", pa.string()), ("kind", pa.string()), ("happened_on", pa.date32()), ("known_on", pa.date32()),
     ("people", pa.float64()), *((name, pa.float64()) for name in INDICATORS), ("county", pa.string()), ("industry", pa.string()), ("workers", pa.int64())]
)  # fmt: skip
WINDOW, DELAY, TESTED, CAPACITY = (
    91,
    45,
    240,
    20,
)  # as in the template; days that are tested; names of a list
CHUNK = 50_000
Row = dict[str, Any]


def write(lake: Lake, out: Path, *, as_of: date, template: Path = TEMPLATE, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:  # fmt: skip
    """Write events.parquet, model.toml and manifest.json as of a day; return how many rows of each kind. Raises LookupError where the lake is empty."""
    register = _register(lake, as_of)
    if not register:
        raise LookupError(
            "数据湖中没有用人单位名册（employers），请先运行 tongzhou feed export employers"
        )
    out.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    target = out / "events.parquet"
    with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        for some in _in_chunks(_rows(lake, as_of, say)):
            for row in some:
                counts[row["kind"]] = counts.get(row["kind"], 0) + 1
                row.update(register.get(row["uscc"], {}))
            writer.write_table(pa.Table.from_pylist(some, SCHEMA))
    config = out / "model.toml"
    config.write_text(_config(template, as_of), "utf-8")
    told = {
        "as_of": as_of.isoformat(),
        "rows": counts,
        "events": _sha(target),
        "config": _sha(config),
    }
    (out / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")
    return told


def _config(template: Path, as_of: date) -> str:
    """Fill the days and the size of the list into a template: only its four words in braces; any other brace stands as it is."""
    last = as_of - timedelta(days=WINDOW + DELAY + 1)
    first = last - timedelta(days=TESTED)
    told = {"snapshot": as_of, "first": first.replace(day=1), "last": last, "names": CAPACITY}
    text = template.read_text("utf-8-sig")
    if "{{" in text:  # as templates were written before: braces that stand for themselves doubled
        text = text.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\{(snapshot|first|last|names)\}", lambda hit: str(told[hit[1]]), text)


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _in_chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def _told(lake: Lake, feed: str, as_of: date) -> Iterator[Row]:
    """Yield every row of a feed that was received by a day, in the order in which it was."""
    parts = [part for part in lake.parts(feed) if part.received_on <= as_of]
    for part in sorted(parts, key=lambda p: (p.received_on, p.delivery)):
        for batch in lake.batches(part.path, CHUNK):
            yield from batch.to_pylist()


def _register(lake: Lake, as_of: date) -> dict[str, Row]:
    """Return county, industry and workers of each employer, as they were told last."""
    return {
        row["uscc"]: {"county": row["county"], "industry": row["industry"], "workers": row["headcount"]}
        for row in _told(lake, "employers", as_of)
    }  # fmt: skip


def _rows(lake: Lake, as_of: date, say: Callable[[str], None]) -> Iterator[Row]:
    for feed, kind in KINDS.items():
        say(kind)
        yield from _happened(_told(lake, feed, as_of), feed, kind)
    say(MONTH)
    yield from _months(lake, as_of)


def _happened(rows: Iterator[Row], feed: str, kind: str) -> Iterator[Row]:
    """Yield each matter once, as it was first told, and once more on the day it was found true."""
    begun: set[str] = set()
    found: set[str] = set()
    for row in rows:
        base = {
            "uscc": row["uscc"],
            "happened_on": row["happened_on"],
            "known_on": row["received_on"],
            "people": row.get("people"),
        }
        if row["number"] not in begun:
            begun.add(row["number"])
            yield {**base, "event_no": f"{feed}/{row['number']}", "kind": kind}
        if row["number"] not in found and _is_found(feed, row):
            found.add(row["number"])
            yield {**base, "event_no": f"{feed}/{row['number']}/found", "kind": FOUND}


def _is_found(feed: str, row: Row) -> bool:
    """Say whether a matter is one of unpaid wages that was found true."""
    if feed in ("complaints", "disputes"):
        return bool(row.get("wages")) and row.get("outcome") == "confirmed"
    if feed == "inspections":
        return bool(row.get("found"))
    if feed == "incidents":
        return row.get("kind") == "collective_wages"
    return feed == "credit" and row.get("kind") == "arrears_list"


def _months(lake: Lake, as_of: date) -> Iterator[Row]:
    """Yield the indicators of each month end, as they were known on it."""
    found = lake.files.glob(posixpath.join(lake.path, "_warning", "values", "*.parquet"))
    newest: dict[date, str] = {}
    for path in sorted(found, key=lambda p: str(lake.files.modified(p))):
        newest[date.fromisoformat(posixpath.basename(path)[:10])] = path
    for day, path in sorted(newest.items()):
        if day >= as_of or (day + timedelta(days=1)).day != 1:
            continue
        for batch in lake.table(path, ["uscc", *INDICATORS]).to_batches(CHUNK):
            for row in batch.to_pylist():
                values = {n: None if row[n] is None else float(row[n]) for n in INDICATORS}
                yield {
                    "event_no": f"{day}/{row['uscc']}", "uscc": row["uscc"], "kind": MONTH, "happened_on": day, "known_on": day, **values,
                }  # fmt: skip
