"""The hits of a day: a row for each rule that warns of an employer, with the value that decided and twelve months of the indicator that did.

Few employers are warned of: their rows are picked from the columns of the day, and of the month ends before, in memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from .catalogue import NAMES
from .judging import ROUND, Judge

Read = Callable[[list[str]], pa.Table]  # the named columns of the indicators of a day
FLOAT = pa.float64()


def hits(judge: Judge, decided: pa.Table, before: Sequence[Read | None]) -> pa.Table:
    """Return uscc, county, rule, decided, value, and the month ends before, oldest first; of those that are None nothing is known."""
    parts = {code: _hit(judge, code, decided) for code in judge.codes}
    found = pa.concat_tables(parts.values())
    asked = {code: _asked(judge, code) for code in judge.codes}
    names = sorted({name for by in asked.values() for name in by})

    def then(read: Read | None) -> pa.ChunkedArray | pa.Array:
        if read is None:
            return pa.nulls(found.num_rows, FLOAT)
        return _then(found["uscc"], parts, asked, read(["uscc", *names]))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        series = list(pool.map(then, before))
    months = [f"month_{place:02d}" for place in range(1, len(series) + 1)]
    columns = dict(zip(months, series, strict=True))
    return pa.table({**dict(zip(found.column_names, found.columns, strict=True)), **columns})


def _hit(judge: Judge, code: str, decided: pa.Table) -> pa.Table:
    here = decided.filter(pc.greater(decided[code], 0))
    value: pa.ChunkedArray | pa.Array = pa.nulls(here.num_rows, FLOAT)
    for one in judge.bounds:
        name = one.bound.indicator
        if one.rule.code == code and name in here.column_names:
            there = pc.equal(here[code], one.level.rank * ROUND + one.number)
            value = pc.if_else(there, here[name].cast(FLOAT), value)
    return pa.table(
        {
            "uscc": here["uscc"],
            "county": here["county"],
            "rule": pa.repeat(pa.scalar(code), here.num_rows),
            "decided": here[code],
            "value": value,
        }
    )


def _asked(judge: Judge, code: str) -> dict[str, list[int]]:
    """Return the indicators of the bounds of a rule, each with the numbers of those that decide by it."""
    by: dict[str, list[int]] = {}
    for one in judge.bounds:
        if one.rule.code == code and one.bound.indicator in NAMES:
            by.setdefault(one.bound.indicator, []).append(one.level.rank * ROUND + one.number)
    return by


def _then(codes: pa.ChunkedArray, parts: dict[str, pa.Table], asked: dict[str, dict[str, list[int]]], then: pa.Table) -> pa.ChunkedArray:  # fmt: skip
    """Return what the indicator that decides of each employer now was then."""
    at = pc.index_in(codes, value_set=then["uscc"].combine_chunks())
    told: list[pa.Array] = []
    begin = 0
    for code, part in parts.items():
        mine = at.slice(begin, part.num_rows)
        value: pa.ChunkedArray | pa.Array = pa.nulls(part.num_rows, FLOAT)
        for name, numbers in asked[code].items():
            here = pc.is_in(part["decided"], value_set=pa.array(numbers, part["decided"].type))
            value = pc.if_else(here, then[name].cast(FLOAT).take(mine), value)
        told += value.chunks if isinstance(value, pa.ChunkedArray) else [value]
        begin += part.num_rows
    return pa.chunked_array(told, FLOAT)
