"""看过的每一家 — what a run says of every employer, calm and grey ones too: level, score, and for each rule that could not tell, what was missing.

With it, how each feed stood on the day: “cannot tell” is followed by who has not delivered.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow.parquet as pq
from django.conf import settings

from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning.rules import Looked, RuleBook

from .assessing import LEVELS, read
from .catalogue import SILENT_AFTER_DAYS
from .judging import GREY, Judge
from .known import REGISTERS

CHUNK = 10_000
MONTHLY_SILENT = 130  # days: a quarter is told within 35 days of its end


def looked(lake: Lake, book: RuleBook, as_of: date) -> Iterator[Looked]:
    """Yield every employer of a day that was assessed. Raises LookupError where it was not."""
    combined = {row["uscc"]: row for row in read(lake, "levels", as_of).to_pylist()}
    judge = Judge(book, on=as_of)
    asks = _asks(judge)
    engine = connect(lake, settings.ENGINE, memory_mb=settings.ENGINE_MB)
    try:
        values = engine.view("values_looked", [_values(lake, as_of)])
        names = [name for name in sorted({n for one in asks.values() for n in one}) if name in values.columns]  # fmt: skip
        decided = judge.decided(values)
        table = engine.arrow(
            decided.select("uscc", *judge.codes, **{f"no_{name}": decided[name].isnull() for name in names})
        )  # fmt: skip
    finally:
        engine.close()
    seen: dict[tuple[Any, ...], dict[str, list[str]]] = {}  # few patterns, many employers
    for batch in table.to_batches(CHUNK):
        for row in batch.to_pylist():
            code = row.pop("uscc")
            pattern = tuple(row.values())
            if pattern not in seen:
                seen[pattern] = {
                    rule: [n for n in asks[rule] if row.get(f"no_{n}", True)]
                    for rule in judge.codes
                    if row[rule] == GREY
                }
            at = combined[code]
            yield Looked(code, LEVELS[at["level"]], at["score"], at["grey"], seen[pattern])


def _asks(judge: Judge) -> dict[str, list[str]]:
    """Return what each rule asks, in whichever version."""
    found: dict[str, dict[str, None]] = {}
    for code in judge.codes:
        for _area, rule in judge.versions[code]:
            found.setdefault(code, {}).update(dict.fromkeys(rule.indicators))
    return {code: list(names) for code, names in found.items()}


def _values(lake: Lake, as_of: date) -> str:
    found = lake.files.glob(posixpath.join(lake.path, "_warning", "values", f"{as_of}.*.parquet"))
    if not found:
        raise LookupError(f"{as_of}尚未计算指标，请先运行 tongzhou warn indicators --as-of {as_of}")
    newest = max(found, key=lambda path: str(lake.files.modified(path)))
    with lake.files.open(newest, "rb") as file:
        pq.read_metadata(file)  # a broken file is told here, and not by the engine
    return str(newest)


def _heard_within(feed: str) -> int:
    """Return for how many days a feed may say nothing: registers for ever, what is told by the month or quarter longer than events."""
    if feed in REGISTERS:
        return 10_000
    return SILENT_AFTER_DAYS if feed in kept.EVENTS else MONTHLY_SILENT


def feeds(lake: Lake, as_of: date) -> dict[str, dict[str, Any]]:
    """Return of each feed the newest period and arrival by a day, and whether it is silent: what it would count is then missing."""
    told: dict[str, dict[str, Any]] = {}
    for feed in (*kept.MONTHLY, *kept.EVENTS):
        arrived = [part for part in lake.parts(feed) if part.received_on <= as_of]
        last = max((part.received_on for part in arrived), default=None)
        silent = last is None or (feed not in REGISTERS and (as_of - last).days > SILENT_AFTER_DAYS)
        told[feed] = {
            "last": last.isoformat() if last else "",
            "period": max((part.period for part in arrived), default=""),
            "silent": silent,
        }
    return told
