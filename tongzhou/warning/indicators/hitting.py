"""The hits of a day: a row for each rule that warns of an employer, with the value that decided and twelve months of the rule's main indicator.

Few employers are warned of: their rows are picked from the columns of the day, and of the month ends before, in memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from .judging import ROUND, Judge

Read = Callable[[list[str]], pa.Table]  # the named columns of the indicators of a day
FLOAT = pa.float64()


def hits(judge: Judge, decided: pa.Table, before: Sequence[Read | None]) -> pa.Table:
    """Return uscc, county, rule, decided, value, and the month ends before, oldest first; of those that are None nothing is known."""
    parts = {code: _hit(judge, code, decided) for code in judge.codes}
    found = pa.concat_tables(parts.values())
    mains = {code: judge.versions[code][0][1].indicator for code in judge.codes}

    def then(read: Read | None) -> pa.ChunkedArray | pa.Array:
        if read is None:
            return pa.nulls(found.num_rows, FLOAT)
        return _then(found["uscc"], parts, mains, read(["uscc", *sorted(set(mains.values()))]))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        series = list(pool.map(then, before))
    names = [f"month_{place:02d}" for place in range(1, len(series) + 1)]
    columns = dict(zip(names, series, strict=True))
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


def _then(codes: pa.ChunkedArray, parts: dict[str, pa.Table], mains: dict[str, str], then: pa.Table) -> pa.ChunkedArray:  # fmt: skip
    """Return what the main indicator of each rule was then, for the employers it warns of now."""
    at = pc.index_in(codes, value_set=then["uscc"].combine_chunks())
    told, begin = [], 0
    for code, part in parts.items():
        mine = at.slice(begin, part.num_rows)
        told += then[mains[code]].cast(FLOAT).take(mine).chunks
        begin += part.num_rows
    return pa.chunked_array(told, FLOAT)
