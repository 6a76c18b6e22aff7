"""What the hidden stress shows: the events an office would come to know, each with its known date, the truth beside them, and the lake.

Everything is written block by block: memory holds ten blocks whatever the size of the region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tongzhou.warehouse.lake.store import Lake

from .happenings import happenings
from .lakes import Filling
from .questions import write_questions
from .region import BLOCK, COUNTIES, INDUSTRIES, START, Block, block, generator, month_start
from .roster import NAME, Roster

TOGETHER = 10  # blocks in one part of the monthly feeds
RANDOM_ARM = 0.02  # chance of each employer to be drawn for inspection in a month


def generate(
    folder: Path,
    *,
    employers: int,
    months: int,
    seed: int,
    payroll: bool = True,
    start: date = START,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Write the region: its truth, the tables of the back-test, the list of its employers, and the lake; return how many rows each holds."""
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    lake = Lake(str(folder / "lake"), durable=False)
    filling = Filling(lake, months=months, seed=seed, start=start, payroll=payroll)
    with ExitStack() as stack:
        roster = stack.enter_context(Roster(folder))
        writers: dict[str, pq.ParquetWriter] = {}

        def put(name: str, columns: dict[str, Any]) -> None:
            table = pa.table(columns)
            if not table.num_rows:
                return
            if name not in writers:
                writers[name] = stack.enter_context(
                    pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd")
                )
            writers[name].write_table(table)
            counts[name] = counts.get(name, 0) + table.num_rows

        for blocks in together(employers, months, seed, start):
            for one in blocks:
                events, visits = events_of(one, months, seed), inspections_of(one, months, seed)
                told = _employers(one)
                put("employers", told)
                counts[NAME] = counts.get(NAME, 0) + roster.add(one, told["name"])
                put("truth", _truth(one, months))
                put("events", events)
                put("inspections", visits)
                filling.note(happenings(events, visits, one, seed, months))
            filling.add(blocks)
            say(f"{blocks[-1].first + len(blocks[-1].code):,} / {employers:,}")
    filling.finish()
    write_questions(folder, months, start)
    return {**counts, **{f"lake/{name}": n for name, n in filling.counts.items()}}


def together(employers: int, months: int, seed: int, start: date) -> Iterator[list[Block]]:
    """Yield the blocks of a region, ten at a time."""
    held: list[Block] = []
    for first in range(0, employers, BLOCK):
        held.append(block(first, min(BLOCK, employers - first), months, seed, start))
        if len(held) == TOGETHER:
            yield held
            held = []
    if held:
        yield held


def _employers(one: Block) -> dict[str, Any]:
    return {
        "uscc": one.code,
        "name": [f"示例第{one.first + at + 1}用人单位" for at in range(len(one.code))],
        "county": [COUNTIES[c] for c in one.county.tolist()],
        "industry": [INDUSTRIES[c] for c in one.industry.tolist()],
        "workers": pa.array(one.size),
    }


def _truth(one: Block, months: int) -> dict[str, Any]:
    """Write what nobody in the region can read: stress, chance, and the day arrears began."""
    n = len(one.code)
    begins = one.begins.ravel()
    days = [
        month_start(m, one.start) + timedelta(days=int(d) - 1)
        for d, m in zip(one.day.ravel().tolist(), list(range(months)) * n, strict=True)
    ]
    return {
        "uscc": np.repeat(np.array(one.code, dtype=object), months),
        "month": pa.array([month_start(m, one.start) for m in range(months)] * n),
        "stress": one.stress.ravel(),
        "hazard": one.hazard.ravel(),
        "unpaid": one.unpaid.ravel(),
        "arrears_on": pa.array(
            [day if yes else None for day, yes in zip(days, begins.tolist(), strict=True)],
            pa.date32(),
        ),
    }


def events_of(one: Block, months: int, seed: int) -> dict[str, Any]:
    """Write signs, complaints, disputes and confirmed arrears: when they happened and when the office could know."""
    draw = generator(seed, "events", one.first)
    shape = (BLOCK, months)
    lots = {
        name: draw.random(shape)[: len(one.code)]
        for name in ("power", "insurance", "complaint", "dispute", "late")
    }
    lag = {
        name: draw.exponential(mean, shape)[: len(one.code)].astype(int)
        for name, mean in (
            ("complaint", 3),
            ("dispute", 6),
            ("arrears", 25),
            ("power", 12),
            ("insurance", 30),
            ("late", 15),
        )
    }
    on = draw.integers(0, 28, shape)[: len(one.code)]
    big = np.log1p(one.size)[:, None]
    chance = {
        "power": 1 / (1 + np.exp(3.9 - 1.9 * one.stress)),
        "insurance": 1 / (1 + np.exp(4.4 - 1.9 * one.stress)),
        "late": 1 / (1 + np.exp(3.4 - 1.7 * one.stress)),
        "complaint": np.clip(0.004 * big + np.where(one.unpaid, 0.12 * big, 0.0), 0, 0.9),
        "dispute": np.clip(0.002 * big + np.where(one.unpaid, 0.05 * big, 0.0), 0, 0.9),
    }
    kinds = {
        "power": "用电骤降",
        "insurance": "社保欠缴",
        "late": "工资晚发",
        "complaint": "投诉",
        "dispute": "仲裁申请",
    }
    parts: list[tuple[int, date, date, str, int]] = []
    for name, kind in kinds.items():
        for at, month in np.argwhere(lots[name] < chance[name]).tolist():
            day = month_start(month, one.start) + timedelta(days=int(on[at, month]))
            parts.append((at, day, day + timedelta(days=1 + int(lag[name][at, month])), kind, 0))
    for at, month in np.argwhere(one.begins).tolist():
        day = month_start(month, one.start) + timedelta(days=int(one.day[at, month]) - 1)
        parts.append(
            (
                at,
                day,
                day + timedelta(days=5 + int(min(lag["arrears"][at, month], 80))),
                "欠薪",
                int(one.size[at]) * 3_000,
            )
        )
    parts = [part for part in parts if part[2] < month_start(months, one.start)]
    parts.sort(key=lambda part: (part[2], part[0], part[3]))
    return {
        "event_no": [f"E{one.first + number:09d}-{number}" for number in range(len(parts))],
        "uscc": [one.code[part[0]] for part in parts],
        "kind": [part[3] for part in parts],
        "happened_on": pa.array([part[1] for part in parts], pa.date32()),
        "received_on": pa.array([part[2] for part in parts], pa.date32()),
        "amount_yuan": pa.array([part[4] for part in parts], pa.int64()),
        "county": [COUNTIES[int(one.county[part[0]])] for part in parts],
        "industry": [INDUSTRIES[int(one.industry[part[0]])] for part in parts],
        "workers": pa.array([int(one.size[part[0]]) for part in parts], pa.int64()),
    }


def inspections_of(one: Block, months: int, seed: int) -> dict[str, Any]:
    """Write visits: officers choose big, near and restaurants; a small random arm is drawn with a known chance."""
    draw = generator(seed, "inspections", one.first)
    drawn = draw.random((BLOCK, months))[: len(one.code)] < RANDOM_ARM
    near = np.where(one.county < 3, 1.0, -0.6)
    liking = -4.8 + near + np.where(one.industry == 4, 1.2, 0.0) + 0.25 * np.log1p(one.size)
    heard = np.zeros((len(one.code), months), dtype=bool)
    heard[:, 1:] = one.unpaid[
        :, :-1
    ]  # complaints of the month before draw officers to where trouble is known
    liking = liking[:, None] + np.where(heard, 2.4, 0.0)
    chosen = draw.random((BLOCK, months))[: len(one.code)] < (1 / (1 + np.exp(-liking)))
    on, found = draw.integers(0, 28, (BLOCK, months)), draw.random((BLOCK, months))
    officer = draw.integers(0, 4, (BLOCK, months))
    rows = []
    for at, month in np.argwhere(drawn | chosen).tolist():
        day = month_start(month, one.start) + timedelta(days=int(on[at, month]))
        chance = 0.9 if one.unpaid[at, month] else 0.02
        rows.append(
            (
                day,
                at,
                bool(drawn[at, month]),
                bool(found[at, month] < chance),
                int(one.county[at]) * 4 + int(officer[at, month]),
            )
        )
    rows = [row for row in rows if row[0] + timedelta(days=7) < month_start(months, one.start)]
    rows.sort(key=lambda row: (row[0], row[1]))
    return {
        "visit_no": [f"V{one.first}-{number}" for number in range(len(rows))],
        "uscc": [one.code[row[1]] for row in rows],
        "checked_on": pa.array([row[0] for row in rows], pa.date32()),
        "recorded_on": pa.array([row[0] + timedelta(days=3) for row in rows], pa.date32()),
        "found": pa.array([int(row[3]) for row in rows], pa.int64()),
        "draw_probability": pa.array(
            [RANDOM_ARM if row[2] else None for row in rows], pa.float64()
        ),
        "officer": [f"检查员{row[4]:02d}" for row in rows],
        "county": [COUNTIES[int(one.county[row[1]])] for row in rows],
        "industry": [INDUSTRIES[int(one.industry[row[1]])] for row in rows],
        "workers": pa.array([int(one.size[row[1]]) for row in rows], pa.int64()),
    }
