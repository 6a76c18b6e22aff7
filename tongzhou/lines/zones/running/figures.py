"""数 — the arithmetic of quarters, targets, gaps and progress. Exact decimals, half up; no framework.

A value nobody reported is None, never zero: what is missing is shown as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
TENTH = Decimal("0.1")


def quarter_of(day: date) -> str:
    """Return the quarter a day lies in: 2019-05-07 gives "2019Q2"."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarter_begin(quarter: str) -> date:
    """Return the first day of a quarter."""
    return date(int(quarter[:4]), int(quarter[5]) * 3 - 2, 1)


def quarter_end(quarter: str) -> date:
    """Return the last day of a quarter."""
    year, last = int(quarter[:4]), int(quarter[5]) * 3
    return date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def quarters(first: date, last: date) -> list[str]:
    """Return the quarters from the one of the first day to the one of the last, in order."""
    out, day = [], quarter_begin(quarter_of(first))
    while day <= last:
        out.append(quarter_of(day))
        day = quarter_end(out[-1]) + timedelta(days=1)
    return out


def spoken_quarter(quarter: str) -> str:
    """Return a quarter in words: 2019年第二季度."""
    return f"{quarter[:4]}年第{'一二三四'[int(quarter[5]) - 1]}季度"


def number_in(text: str) -> Decimal | None:
    """Return the number a target states: "≥95%", "1,200 户" and "95" are numbers; "明显改善" is not."""
    found = NUMBER.search(text)
    if found is None:
        return None
    return Decimal(found.group().replace("−", "-").replace(",", ""))


def half_up(value: Decimal, step: Decimal = TENTH) -> Decimal:
    """Round the way people do: 0.25 → 0.3 at one decimal."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def gap(actual: Decimal | None, target: Decimal | None, *, better: str) -> Decimal | None:
    """Return how far the actual value is from the target: negative while it is not reached.

    Where lower is better the sign is turned, so that minus always means "not there yet".
    """
    if actual is None or target is None:
        return None
    return actual - target if better == "higher" else target - actual


def progress(
    base: Decimal | None, actual: Decimal | None, target: Decimal | None
) -> Decimal | None:
    """Return the share of the way from base to target that has been covered, in per cent.

    One decimal, half up. None where a value is missing or base and target are the same: no way to
    cover. A value that has moved away from the target gives a negative share; beyond it, over 100.
    """
    if base is None or actual is None or target is None or base == target:
        return None
    return half_up((actual - base) * 100 / (target - base))


def share(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one decimal, half up; None of nothing."""
    return half_up(Decimal(part) * 100 / whole) if whole else None


@dataclass(frozen=True)
class Trend:
    """Values by quarter, None where nothing was reported."""

    quarters: tuple[str, ...]
    values: tuple[Decimal | None, ...]

    @property
    def known(self) -> list[Decimal]:
        """Return the values that were reported."""
        return [v for v in self.values if v is not None]

    @property
    def latest(self) -> tuple[str, Decimal] | None:
        """Return the last quarter with a value, and the value."""
        for quarter, value in zip(reversed(self.quarters), reversed(self.values), strict=True):
            if value is not None:
                return quarter, value
        return None

    @property
    def missing(self) -> int:
        """Return how many quarters have no value."""
        return sum(v is None for v in self.values)

    def segments(self) -> Iterable[list[tuple[int, Decimal]]]:
        """Yield runs of neighbouring quarters with values: a gap breaks the line."""
        run: list[tuple[int, Decimal]] = []
        for at, value in enumerate(self.values):
            if value is None:
                if run:
                    yield run
                run = []
            else:
                run.append((at, value))
        if run:
            yield run
