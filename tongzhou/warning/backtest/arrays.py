"""The shapes of numbers that pass between the modules: flat arrays, one element a row, a member or a point.

Days are counted from 1970-01-01 in the time zone of the office. `NEVER` is a day after every other: not known, not happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = NDArray[np.float32]
Arrow: TypeAlias = Any  # pyarrow and pandas come without types

NEVER = 1_000_000  # days; about the year 4707
EARLIEST = -700_000  # before any calendar day Python knows
EPOCH = date(1970, 1, 1)


def to_day(moment: date) -> int:
    """Count the days since the epoch."""
    return (date(moment.year, moment.month, moment.day) - EPOCH).days


def to_date(day: int) -> date:
    """Return the calendar day."""
    return EPOCH + timedelta(days=int(day))


def iso(day: int) -> str:
    """Return the day as 2026-11-26; an empty text for `NEVER`."""
    return "" if day >= NEVER else to_date(day).isoformat()


def lottery(seed: int, salt: str, names: Iterable[str]) -> NDArray[np.uint64]:
    """Give each name a number that looks drawn, the same on every machine: a keyed hash, not a generator."""
    start = hashlib.blake2b(f"{seed}|{salt}|".encode(), digest_size=8)
    drawn: list[int] = []
    for name in names:
        one = start.copy()
        one.update(name.encode())
        drawn.append(int.from_bytes(one.digest(), "big"))
    return np.array(drawn, dtype=np.uint64)


def generator(seed: int, *salts: str | int) -> np.random.Generator:
    """Return a generator of its own for one purpose."""
    told = hashlib.blake2b("|".join(map(str, (seed, *salts))).encode(), digest_size=8).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(told, "big")))


def joined(parts: Sequence[NDArray[Any]], *, dtype: Any) -> NDArray[Any]:
    """Concatenate, also when there is nothing to concatenate."""
    return np.concatenate(parts).astype(dtype, copy=False) if parts else np.empty(0, dtype=dtype)
