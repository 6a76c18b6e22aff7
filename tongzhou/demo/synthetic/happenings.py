"""What happens to employers on a day and is known later: complaints, disputes, court files, signs in the street, and what follows from them.

Each is written with the day the office came to know it; the lake gathers a week of them into one delivery.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from .monthly import Told, day_of
from .region import BLOCK, COUNTIES, Block, generator, month_start

DAY, WHOLE, FLAG = pa.date32(), pa.int64(), pa.bool_()
COLUMNS: dict[str, dict[str, Any]] = {
    "complaints": {"people": WHOLE, "wages": FLAG, "owed_since": DAY, "amount_fen": WHOLE, "closed_on": DAY, "outcome": pa.string()},
    "disputes": {"people": WHOLE, "wages": FLAG, "amount_fen": WHOLE, "closed_on": DAY, "outcome": pa.string()},
    "court": {"kind": pa.string(), "amount_fen": WHOLE, "closed_on": DAY},
    "inspections": {"drawn": FLAG, "chance_ppm": WHOLE, "found": FLAG, "closed_on": DAY},
    "incidents": {"people": WHOLE, "kind": pa.string(), "closed_on": DAY},
    "credit": {"kind": pa.string(), "until": DAY},
    "field_signs": {"sign": pa.string()},
}  # fmt: skip
COURT = ["enforcement", "enforcement", "preservation", "bankruptcy", "owner_missing"]
SIGNS = ["owner_unreachable", "equipment_moved", "strike_talk", "strike_planned", "strike_happening"]  # fmt: skip
Happening = tuple[str, date, dict[str, Any]]  # feed, known on, row


def happenings(events: dict[str, Any], visits: dict[str, Any], one: Block, seed: int, months: int) -> Iterator[Happening]:  # fmt: skip
    """Yield what lines and courts would tell of one block: from the events and visits of the back-test, and a little more."""
    yield from _spoken(events, one, seed)
    yield from _visited(visits)
    yield from _drawn(one, seed, months)


def _spoken(events: dict[str, Any], one: Block, seed: int) -> Iterator[Happening]:
    draw = generator(seed, "spoken", one.first)
    known = [value.as_py() for value in events["received_on"]]
    happened = [value.as_py() for value in events["happened_on"]]
    place = {code: at for at, code in enumerate(one.code)}
    for number, code, kind, day, on in zip(events["event_no"], events["uscc"], events["kind"], happened, known, strict=True):  # fmt: skip
        if kind not in {"投诉", "仲裁申请", "欠薪"}:
            continue
        at, month = place[code], _months_between(one.start, day)
        owing, size = bool(one.unpaid[at, month]), int(one.size[at])
        people = int(min(size, draw.geometric(0.3 if owing else 0.7)))
        base = {"number": number, "uscc": code, "happened_on": day, "people": people}
        if kind == "欠薪" and people >= 10:
            ended, told = day + timedelta(days=20), {**base, "kind": "collective_wages"}
            yield "incidents", on, {**told, "closed_on": ended if ended <= on else None}
            if ended > on:  # nobody tells the end before it is there
                yield "incidents", ended, {**told, "closed_on": ended}
        if kind == "欠薪" and size >= 30:
            yield "credit", on, {"number": number, "uscc": code, "happened_on": on, "kind": "arrears_list", "until": on + timedelta(days=365)}  # fmt: skip
        if kind == "欠薪":
            continue
        told = {**base, "wages": owing, "amount_fen": people * 300_000 if owing else None}
        closed = on + timedelta(days=int(draw.integers(20, 60)))
        if kind == "投诉":
            told["owed_since"] = one_month_before(day) if owing else None
        feed = "complaints" if kind == "投诉" else "disputes"
        yield feed, on, told
        outcome = "confirmed" if owing else "unfounded"
        yield feed, closed, {**told, "closed_on": closed, "outcome": outcome}


def _visited(visits: dict[str, Any]) -> Iterator[Happening]:
    columns = [visits[name] for name in ("visit_no", "uscc")]
    told = [[value.as_py() for value in visits[name]] for name in ("checked_on", "recorded_on", "found", "draw_probability")]  # fmt: skip
    for number, code, day, on, found, chance in zip(*columns, *told, strict=True):
        yield "inspections", on, {
            "number": number, "uscc": code, "happened_on": day, "found": bool(found), "closed_on": on,
            "drawn": chance is not None, "chance_ppm": None if chance is None else round(chance * 1_000_000),
        }  # fmt: skip


def _drawn(one: Block, seed: int, months: int) -> Iterator[Happening]:
    """Yield court files and signs: rare, and rarer where there is no stress."""
    draw = generator(seed, "drawn", one.first)
    shape = (BLOCK, months)
    lots, lag = draw.random((2, *shape)), draw.integers(1, 20, shape)
    on, which = draw.integers(0, 27, shape), draw.integers(0, 5, shape)
    n = len(one.code)
    chances = {
        "court": 1 / (1 + np.exp(8.2 - 1.5 * one.stress)),
        "field_signs": 1 / (1 + np.exp(8.8 - 1.5 * one.stress)),
    }
    for row, (feed, chance) in enumerate(chances.items()):
        for at, month in np.argwhere(lots[row][:n] < chance).tolist():
            day = day_of(one, month, int(on[at, month]))
            kind = int(which[at, month])
            base = {"number": f"{feed[0].upper()}{one.first + at:07d}-{month}", "uscc": one.code[at], "happened_on": day}  # fmt: skip
            extra: dict[str, Any] = {"sign": SIGNS[kind]}
            if feed == "court":
                extra = {"kind": COURT[kind], "amount_fen": int(one.size[at]) * 1_000_000}
            yield feed, day + timedelta(days=int(lag[at, month])), {**base, **extra}


def table_of(feed: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows of a feed of events as a table of its columns."""
    schema = pa.schema(
        [
            ("number", pa.string()),
            ("uscc", pa.string()),
            ("happened_on", DAY),
            *COLUMNS[feed].items(),
        ]
    )
    return pa.Table.from_pylist(rows, schema)


def contracts(told: Told, seed: int) -> pa.Table:
    """Return the filed contracts of a block: most employers file everybody, some a part, a few nobody."""
    one, draw = told.block, generator(seed, "filings", told.block.first)
    n = len(one.code)
    share = np.where(draw.random(BLOCK)[:n] < 0.85, 1.0, draw.uniform(0, 0.95, BLOCK)[:n])
    owner = np.repeat(np.arange(n), one.size)
    place = np.arange(len(owner)) - np.repeat(told.at[:-1], one.size)
    at = np.flatnonzero(place < np.ceil(one.size * share)[owner])
    starts = np.datetime64(one.start, "D") - draw.integers(30, 1500, len(owner))[at].astype("timedelta64[D]")  # fmt: skip
    return pa.table(
        {
            "contract": [f"HT{one.first:07d}-{number}" for number in at.tolist()],
            "uscc": pa.array(np.array(one.code, dtype=object)[owner[at]]),
            "worker": told.workers.take(pa.array(at)),
            "starts_on": pa.array(starts),
            "ends_on": pa.nulls(len(at), DAY),
            "ended_on": pa.nulls(len(at), DAY),
        }
    )


def register(one: Block) -> pa.Table:
    """Return the employers of a block as the register of employers exports them."""
    from .region import INDUSTRIES

    return pa.table(
        {
            "uscc": one.code,
            "name": [f"示例第{one.first + at + 1}用人单位" for at in range(len(one.code))],
            "county": [COUNTIES[c] for c in one.county.tolist()],
            "industry": [INDUSTRIES[c] for c in one.industry.tolist()],
            "headcount": pa.array(one.size),
        }
    )


def one_month_before(day: date) -> date:
    """Return the day thirty days earlier: since when the complainant says that pay is owed."""
    return day - timedelta(days=30)


def _months_between(start: date, day: date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month


def week_end(day: date) -> date:
    """Return the Monday on which a week of events is delivered."""
    return day + timedelta(days=7 - day.weekday())


def period_of(day: date) -> str:
    """Return the period of a day."""
    return f"{day:%Y-%m}"


def last_period(months: int, start: date) -> str:
    """Return the period after the last month of a region."""
    return period_of(month_start(months, start))
