"""Drawing employers and what happens to them, block by block: the hidden stress first, then everything that shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 500  # employers drawn from one generator
COUNTIES = ["150221", "150223", "150421", "150423", "150521", "150622", "150722", "150822", "150921", "152221", "152522", "152921"]  # fmt: skip
INDUSTRIES = [
    "C",
    "E",
    "F",
    "G",
    "H",
    "B",
]  # 制造、建筑、批发零售、交通、住宿餐饮、采矿 (GB/T 4754)
INDUSTRY_STRESS = np.array([0.0, 0.9, -0.3, 0.0, 0.3, 0.2])
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
START = date(2023, 1, 1)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def month_start(month: int, start: date = START) -> date:
    """Return the first day of the month, counted from the start."""
    return date(start.year + (start.month - 1 + month) // 12, (start.month - 1 + month) % 12 + 1, 1)


@dataclass(frozen=True)
class Block:
    """Five hundred employers over all months. Arrays are employers × months unless said."""

    first: int
    code: list[str]
    county: Ints  # by employer, place in COUNTIES
    industry: Ints  # by employer, place in INDUSTRIES
    size: Ints  # by employer, workers at the start
    stress: Floats
    hazard: Floats  # chance that arrears begin in the month
    begins: NDArray[np.bool_]  # arrears begin
    unpaid: NDArray[np.bool_]  # arrears in force
    day: Ints  # day of the month on which arrears begin
    start: date = START  # the first month


def credit_code(number: int) -> str:
    """Return a well-formed credit code (GB 32100) that no employer bears: its body begins with MADEMO."""
    tail, rest = "", number
    for _ in range(3):
        rest, digit = divmod(rest, len(ALPHABET))
        tail = ALPHABET[digit] + tail
    county = COUNTIES[int(hashlib.sha256(str(number).encode()).hexdigest(), 16) % len(COUNTIES)]
    told = f"91{county}MADEM{ALPHABET[rest % len(ALPHABET)]}{tail}"[:17]
    total = sum(ALPHABET.index(one) * weight for one, weight in zip(told, WEIGHTS, strict=True))
    return told + ALPHABET[(31 - total % 31) % 31]


def generator(seed: int, *salts: Any) -> np.random.Generator:
    """Return the generator of one block and purpose."""
    told = hashlib.blake2b("|".join(map(str, (seed, *salts))).encode(), digest_size=8).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(told, "big")))


def weather(months: int, seed: int) -> Floats:
    """Return the shocks that whole industries share: industries × months."""
    draw = generator(seed, "weather")
    told = np.zeros((len(INDUSTRIES), months))
    for month in range(1, months):
        hit = draw.random(len(INDUSTRIES)) < 0.04
        told[:, month] = 0.75 * told[:, month - 1] + np.where(
            hit, draw.uniform(0.8, 1.8, len(INDUSTRIES)), 0.0
        )
    return told


def block(first: int, count: int, months: int, seed: int, start: date = START) -> Block:
    """Draw one block; `count` of its employers are kept, so that a smaller region is the beginning of a larger one."""
    draw = generator(seed, "block", first)
    code = [credit_code(first + at) for at in range(BLOCK)]
    county = np.array([COUNTIES.index(one[2:8]) for one in code])
    industry = draw.choice(len(INDUSTRIES), BLOCK, p=[0.25, 0.15, 0.3, 0.1, 0.15, 0.05])
    size = np.clip(np.exp(draw.normal(2.4, 1.05, BLOCK)), 1, 900).astype(np.int64)
    frailty = draw.normal(0, 0.9, BLOCK) + INDUSTRY_STRESS[industry]
    shared = weather(months, seed)
    stress = np.zeros((BLOCK, months))
    noise = draw.normal(0, 0.45, (BLOCK, months)) + np.where(
        draw.random((BLOCK, months)) < 0.015, 1.8, 0.0
    )
    stress[:, 0] = noise[:, 0]
    for month in range(1, months):
        stress[:, month] = (
            0.82 * stress[:, month - 1] + noise[:, month] + 0.35 * shared[industry, month]
        )
    hazard = 1 / (1 + np.exp(5.8 - 0.9 * frailty[:, None] - 1.5 * stress))
    lot, stay = draw.random((BLOCK, months)), draw.random((BLOCK, months))
    begins, unpaid = np.zeros((BLOCK, months), dtype=bool), np.zeros((BLOCK, months), dtype=bool)
    for month in range(months):
        before = unpaid[:, month - 1] if month else np.zeros(BLOCK, dtype=bool)
        goes_on = before & (stay[:, month] < 0.6)
        begins[:, month] = ~before & (lot[:, month] < hazard[:, month])
        unpaid[:, month] = goes_on | begins[:, month]
    day = draw.integers(1, 28, (BLOCK, months))
    keep = slice(0, count)
    return Block(
        first, code[:count], county[keep], industry[keep], size[keep], stress[keep], hazard[keep], begins[keep], unpaid[keep], day[keep], start
    )  # fmt: skip
