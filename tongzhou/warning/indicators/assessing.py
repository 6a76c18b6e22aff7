"""Assessing the employers of a lake: indicators of every month end, then the rules, scores and reasons of a day.

    <root>/_warning/values/2026-10-31.<mark>.parquet    all indicators, one row an employer, as known on that day
    <root>/_warning/levels/2026-11-26.parquet           level, score, how many rules hit, how many are grey
    <root>/_warning/hits/2026-11-26.parquet             one row for each rule that warns, with value and twelve months

The mark names the deliveries that were known: where nothing was added, a month is not reckoned again, and since a past day knows only
what had been received by then, a new month leaves the old ones as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import Engine
from tongzhou.warehouse.lake.store import Lake
from tongzhou.warning.rules import Hit, Level, RuleBook

from . import hitting
from .judging import Judge
from .known import FEEDS, Reader, month_end, month_number, period_of
from .values import values

SERIES = 12
LEVELS = {level.rank: level for level in Level}


@dataclass(frozen=True)
class Assessment:
    """What was written: the day, and how many employers, hits, and months of values."""

    as_of: date
    employers: int
    hits: int
    by_level: dict[str, int]
    months_reckoned: int
    months_kept: int
    partly: int = 0  # of the calm ones: with rules that could not tell, for want of data


def days_until(first: int, as_of: date) -> list[date]:
    """Return the month ends from a month to a day, and the day itself."""
    return [month_end(month) for month in range(first, month_number(as_of))] + [as_of]


class Assessor:
    """Works over one lake with one engine."""

    def __init__(self, lake: Lake, engine: Engine, *, say: Callable[[str], None] = lambda _: None) -> None:  # fmt: skip
        self.lake, self.engine, self.say = lake, engine, say

    def assess(self, book: RuleBook, *, as_of: date, anew: bool = False, months: int | None = None) -> Assessment:  # fmt: skip
        """Reckon whatever is new up to a day, then judge the day.

        `anew`: everything is reduced and reckoned again. `months`: no more than so many month ends back are looked at. Raises LookupError where
        no register of employers has arrived by then.
        """
        if anew:
            self._throw_away()
        kept.refresh(self.lake, self.engine, feeds=FEEDS, say=self.say)
        reader = Reader(self.lake, self.engine)
        first = reader.first_month()
        if first is None or first > month_number(as_of):
            raise LookupError(
                "数据湖中没有用人单位名册（employers），请先运行 tongzhou feed export employers"
            )
        days = days_until(first, as_of)[-(months or 10_000) :]
        new = [day for day in days if not self.lake.files.exists(self._values_of(reader, day))]
        for some in reader.together(new):
            self._reckon(reader, some)
        return self._judge(reader, book, as_of, days[-SERIES:], len(new), len(days) - len(new))

    def _throw_away(self) -> None:
        for name in ("_kept", "_warning"):
            path = posixpath.join(self.lake.path, name)
            if self.lake.files.exists(path):
                self.lake.files.rm(path, recursive=True)

    def _reckon(self, reader: Reader, days: list[date]) -> None:
        """Reckon the indicators of days that go together, and keep those of each day in the place of older ones."""
        told = self.engine.run(*reader.values(days, values))
        months = told["asked_month"]
        older = {day: self.lake.files.glob(posixpath.join(self.lake.path, "_warning", "values", f"{day}.*.parquet")) for day in days}  # fmt: skip
        shares = [(pc.equal(months, month_number(day)), self._values_of(reader, day)) for day in days]  # fmt: skip
        self.engine.keep_shares(told.drop_columns("asked_month"), shares)
        for day in days:
            for path in older[day]:
                self.lake.files.rm_file(path)
            self.say(str(day))

    def _values_of(self, reader: Reader, day: date) -> str:
        return posixpath.join(self.lake.path, "_warning", "values", f"{day}.{reader.mark(day)}.parquet")  # fmt: skip

    def _judge(self, reader: Reader, book: RuleBook, as_of: date, days: list[date], reckoned: int, kept_: int) -> Assessment:  # fmt: skip
        judge = Judge(book, on=as_of)
        if not judge.codes:
            raise LookupError(f"{as_of}没有在用的预警规则，请核对规则的有效期")
        at = self.engine.view("values_now", [self._values_of(reader, as_of)])
        decided = self.engine.table(judge.decided(at), "decided")
        levels = self.engine.arrow(judge.combined(decided))
        self._put("levels", as_of, levels)
        before: list[hitting.Read | None] = [None] * (SERIES - len(days))
        before += [partial(self.lake.table, self._values_of(reader, day)) for day in days]
        series = hitting.hits(judge, self.engine.arrow(decided), before)
        self._put("hits", as_of, series)
        counts = {LEVELS[r]: n for r, n in _counted(levels["level"])}
        told = {level.value: counts.get(level, 0) for level in sorted(LEVELS.values())}
        calm = pc.equal(levels["level"], Level.CALM.rank)
        partly = pc.sum(pc.and_(calm, pc.greater(levels["grey"], 0))).as_py() or 0
        return Assessment(as_of, levels.num_rows, series.num_rows, told, reckoned, kept_, partly)

    def _put(self, what: str, as_of: date, table: pa.Table) -> None:
        by = [("uscc", "ascending")] + ([("rule", "ascending")] if "rule" in table.column_names else [])  # fmt: skip
        target = posixpath.join(self.lake.path, "_warning", what, f"{as_of}.parquet")
        with self.lake.replacing(target) as file:
            pq.write_table(table.sort_by(by), file, compression="zstd")


def _counted(column: pa.ChunkedArray) -> Iterator[tuple[int, int]]:
    for one in column.value_counts().to_pylist():
        yield one["values"], one["counts"]


def read(lake: Lake, what: str, as_of: date) -> pa.Table:
    """Return the levels or the hits of a day. Raises LookupError where it was not assessed."""
    target = posixpath.join(lake.path, "_warning", what, f"{as_of}.parquet")
    if not lake.files.exists(target):
        raise LookupError(f"{as_of}尚未计算指标，请先运行 tongzhou warn indicators --as-of {as_of}")
    return lake.table(target)


def hits(lake: Lake, book: RuleBook, as_of: date) -> Iterator[Hit]:
    """Yield the hits of a day, by employer and rule. Raises LookupError where it was not assessed."""
    judge = Judge(book, on=as_of)
    months = [f"month_{place + 1:02d}" for place in range(SERIES)]
    for batch in read(lake, "hits", as_of).to_batches(10_000):
        for row in batch.to_pylist():
            decided = judge.of(row["decided"])
            rule = decided.rule
            near = [a for a in rule.areas if row["county"].startswith(a)]
            yield Hit(
                rule=rule.code,
                version=rule.version,
                employer=row["uscc"],
                period=period_of(month_number(as_of)),
                level=decided.level,
                value=_exact(row["value"]),
                threshold=decided.bound,
                series=tuple(_exact(row[name]) for name in months),
                source="、".join(rule.sources),
                override_of=rule.override_of,
                area=max(near, key=len, default="") if rule.override_of else "",
            )


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(repr(float(value)))
