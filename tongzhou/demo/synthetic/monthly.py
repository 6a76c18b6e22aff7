"""What a month shows of each employer: insurance, meters, tax, building projects, the report of a contact employer, and pay by worker.

A month is told once, when it is over; what was owed and is paid later is told again, in a later delivery of the same month. Amounts
are whole fen, quantities whole kilowatt hours and cubic metres.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from .region import BLOCK, Block, generator, month_start

CONTACT = 20  # one employer in so many is a contact employer (定点联系单位)
NO_METER = 25  # one in so many has no meter of its own
PRICES = {"power": 65, "water": 450, "gas": 320}  # fen a unit
BASE_FEN = 450_000
Columns = dict[str, Any]


@dataclass
class Told:
    """What was told of one block so far and may be told again: who still owes for which month."""

    block: Block
    workers: pa.Array  # keyed hashes, those of one employer side by side
    at: Any  # where those of each employer begin
    pay: dict[int, Columns] = field(default_factory=dict)  # month → rows of those in arrears
    insurance: dict[int, dict[int, Columns]] = field(
        default_factory=dict
    )  # month paid → month → rows


def begin(block: Block, seed: int) -> Told:
    """Return a block of which nothing was told yet."""
    at = np.concatenate([[0], np.cumsum(block.size)])
    hashes = [
        hashlib.sha256(f"{seed}|{block.first + employer}|{place}".encode()).hexdigest()
        for employer, size in enumerate(block.size.tolist())
        for place in range(size)
    ]
    return Told(block, pa.array(hashes), at)


def day_of(block: Block, month: int, day: int) -> date:
    """Return a day after the first of a month, by its number."""
    return month_start(month, block.start) + timedelta(days=day)


def heads(block: Block, month: int) -> Any:
    """Return how many work for each employer in a month."""
    told = np.rint(block.size * np.exp(-0.06 * np.maximum(block.stress[:, month], 0)))
    return np.clip(told, 1, block.size).astype(np.int64)


def insurance(told: Told, month: int, seed: int) -> list[tuple[int, pa.Table]]:
    """Return (month it is about, rows): this month's, and older months that were paid late."""
    one, draw = told.block, generator(seed, "insurance", told.block.first, month)
    n = len(one.code)
    lot, wait = draw.random(BLOCK)[:n], draw.geometric(0.4, BLOCK)[:n]
    base = heads(one, month) * BASE_FEN
    due = base // 4
    owes = lot < 1 / (1 + np.exp(4.2 - 1.2 * one.stress[:, month]))
    rows = {"at": np.arange(n), "heads": heads(one, month), "base": base, "due": due, "paid": np.where(owes, 0, due)}  # fmt: skip
    for later in np.unique(wait[owes]).tolist():
        these = owes & (wait == later)
        kept = {name: values[these] for name, values in rows.items()}
        told.insurance.setdefault(month + later, {})[month] = {**kept, "paid": kept["due"]}
    settled = told.insurance.pop(month, {})
    return [(m, _insured(one, m, r)) for m, r in {month: rows, **settled}.items()]


def _insured(one: Block, month: int, rows: Columns) -> pa.Table:
    return pa.table(
        {
            "uscc": _codes(one, rows["at"]),
            "month": _month(one, month, len(rows["at"])),
            "heads": rows["heads"],
            "base_fen": rows["base"],
            "due_fen": rows["due"],
            "paid_fen": rows["paid"],
        }
    )


def utilities(told: Told, month: int, seed: int) -> pa.Table:
    """Return a row for each meter: power and water nearly everywhere, gas here and there."""
    one, draw = told.block, generator(seed, "utilities", told.block.first, month)
    n, stress = len(one.code), one.stress[:, month]
    number = one.first + np.arange(n)
    season = 1 + 0.3 * np.cos(2 * np.pi * (one.start.month - 1 + month) / 12)
    used = {
        "power": one.size * 180 * season * np.exp(-0.22 * stress + draw.normal(0, 0.12, BLOCK)[:n]),
        "water": one.size * 6.0 * np.exp(-0.15 * stress + draw.normal(0, 0.15, BLOCK)[:n]),
        "gas": one.size * 20.0 * season * np.exp(-0.2 * stress + draw.normal(0, 0.15, BLOCK)[:n]),
    }
    parts = []
    for kind, quantity in used.items():
        read = (number % NO_METER != 3) & (draw.random(BLOCK)[:n] > 0.01)
        if kind == "gas":
            read &= number % 3 == 0
        at = np.flatnonzero(read)
        whole = np.maximum(1, np.rint(quantity[at])).astype(np.int64)
        due = whole * PRICES[kind]
        owes = draw.random(BLOCK)[:n][at] < 1 / (1 + np.exp(6.2 - 1.2 * stress[at]))
        parts.append(
            pa.table(
                {
                    "uscc": _codes(one, at),
                    "month": _month(one, month, len(at)),
                    "kind": pa.repeat(pa.scalar(kind), len(at)),
                    "quantity": whole,
                    "due_fen": due,
                    "paid_fen": np.where(owes, 0, due),
                }
            )
        )
    return pa.concat_tables(parts)


def tax(told: Told, month: int, seed: int) -> pa.Table | None:
    """Return the returns of a quarter in its last month; None in other months."""
    one = told.block
    if (one.start.month - 1 + month) % 3 != 2:
        return None
    draw = generator(seed, "tax", one.first, month)
    n, stress = len(one.code), one.stress[:, month]
    zero = draw.random(BLOCK)[:n] < 1 / (1 + np.exp(5.6 - 1.1 * stress))
    due = np.where(zero, 0, one.size * 90_000)
    owes = draw.random(BLOCK)[:n] < 1 / (1 + np.exp(5.2 - 1.2 * stress))
    return pa.table(
        {
            "uscc": _codes(one, np.arange(n)),
            "month": _month(one, month, n),
            "due_fen": due,
            "paid_fen": np.where(owes, 0, due),
            "zero_return": zero,
        }
    )


def projects(told: Told, month: int, seed: int) -> pa.Table:
    """Return what the wage platform says of each building project: account, deposit, real names, pay by the month."""
    one, draw = told.block, generator(seed, "projects", told.block.first, month)
    at = np.flatnonzero(one.industry == 1)
    lots = draw.random((4, BLOCK))
    calm = generator(seed, "projects", one.first).random((3, BLOCK))  # what a project lacks, it lacks for long  # fmt: skip
    return pa.table(
        {
            "project": [f"XM{one.first + number:07d}" for number in at.tolist()],
            "uscc": _codes(one, at),
            "month": _month(one, month, len(at)),
            "account": calm[0][at] > 0.04,
            "deposit": calm[1][at] > 0.05,
            "real_name": (calm[2][at] > 0.06) | (lots[2][at] > 0.7),
            "monthly_pay": pa.array(~one.unpaid[at, month], mask=lots[3][at] < 0.03),
        }
    )


def contact_reports(told: Told, month: int, seed: int) -> pa.Table:
    """Return what contact employers tell their coordinator; of arrears more than half tell."""
    one, draw = told.block, generator(seed, "contact", told.block.first, month)
    n = len(one.code)
    lots = draw.random((3, BLOCK))[:, :n]
    at = np.flatnonzero(((one.first + np.arange(n)) % CONTACT == 0) & (lots[0] > 0.08))
    working, stress = heads(one, month)[at], one.stress[at, month]
    tells = one.unpaid[at, month] & (lots[1][at] < 0.6)
    people = np.where(tells, np.maximum(1, working * 7 // 10), 0)
    plans = np.where((stress > 1.6) & (lots[2][at] < 0.5), np.maximum(1, working * 12 // 100), 0)
    since = [day_of(one, month, 14) if yes else None for yes in tells.tolist()]
    return pa.table(
        {
            "uscc": _codes(one, at),
            "month": _month(one, month, len(at)),
            "heads": working,
            "output_fen": np.rint(working * 2_000_000 * np.exp(-0.2 * stress)).astype(np.int64),
            "layoffs_planned": plans,
            "arrears_people": people,
            "arrears_fen": people * 300_000,
            "arrears_since": pa.array(since, pa.date32()),
        }
    )


def payroll(told: Told, month: int, seed: int) -> list[tuple[int, pa.Table]]:
    """Return (month it is about, rows): this month's pay by worker, and old arrears that were paid in this month."""
    one, draw = told.block, generator(seed, "payroll", told.block.first, month)
    working = heads(one, month)
    owner = np.repeat(np.arange(len(one.code)), working)
    n = len(owner)
    place = np.arange(n) - np.repeat(np.cumsum(working) - working, working)
    due = np.rint(np.exp(draw.normal(8.3, 0.25, n)) * 100).astype(np.int64)
    short = one.unpaid[owner, month] & (draw.random(n) < 0.7)
    paid = np.where(short, np.rint(due * draw.uniform(0, 0.6, n)).astype(np.int64), due)
    strain = np.maximum(one.stress[owner, month], 0)
    late = np.clip(np.rint(draw.normal(-1 + 2 * strain, 2, n)), 0, 4).astype(np.int64)
    rows = {"at": owner, "place": place, "due": due, "paid": paid, "late": late}
    told_now = [(month, _paid(told, month, rows, paid > 0))]
    for before in sorted(told.pay):
        owed = told.pay[before]
        over = ~one.unpaid[owed["at"], month]
        if over.any():
            these = {name: values[over] for name, values in owed.items()}
            then = {**these, "paid": these["due"], "late": np.full(over.sum(), 31 * (month - before))}  # fmt: skip
            told_now.append((before, _paid(told, before, then, np.full(over.sum(), True))))
        told.pay[before] = {name: values[~over] for name, values in owed.items()}
    told.pay = {m: owed for m, owed in told.pay.items() if len(owed["at"])}
    if short.any():
        told.pay[month] = {name: values[short] for name, values in rows.items()}
    return told_now


def _paid(told: Told, month: int, rows: Columns, any_paid: Any) -> pa.Table:
    one, n = told.block, len(rows["at"])
    due_on = np.datetime64(day_of(one, month + 1, 9), "D")
    return pa.table(
        {
            "uscc": _codes(one, rows["at"]),
            "worker": told.workers.take(pa.array(told.at[rows["at"]] + rows["place"])),
            "month": _month(one, month, n),
            "due_on": pa.array(np.full(n, due_on)),
            "due_fen": rows["due"],
            "paid_fen": rows["paid"],
            "paid_on": pa.array(due_on + rows["late"].astype("timedelta64[D]"), mask=~any_paid),
        }
    )


def _codes(one: Block, at: Any) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(at, pa.int32()), pa.array(one.code)).cast(
        pa.string()
    )


def _month(one: Block, month: int, n: int) -> pa.Array:
    return pa.array(np.full(n, np.datetime64(month_start(month, one.start), "D")))
