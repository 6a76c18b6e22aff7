"""裁量的离散 — how far penalties for like cases lie apart, by item and grade, and by officer and office.

Pure arithmetic on what was decided: no judgement about anybody. A group too small to compare is told as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

FEWEST = 5  # below this no quartiles are given
FEWEST_EACH = 3  # below this an officer or office is not compared


@dataclass(frozen=True)
class Sample:
    """One decided penalty. `rate` is comparable between cases: yuan for each head, a multiple, or yuan in all."""

    item: str
    grade: int
    rate: Decimal
    office: str
    officers: tuple[str, ...] = ()
    case: str = ""


@dataclass(frozen=True)
class Part:
    """The penalties of one officer or office inside a group; `apart` if their median lies outside the quartiles."""

    who: str
    count: int
    median: Decimal
    apart: bool


@dataclass(frozen=True)
class Spread:
    """Like cases: one item and grade. Quartiles are None where there are fewer than five."""

    item: str
    grade: int
    count: int
    least: Decimal
    lower: Decimal | None
    median: Decimal
    upper: Decimal | None
    most: Decimal
    officers: tuple[Part, ...]
    offices: tuple[Part, ...]

    @property
    def width(self) -> Decimal | None:
        """Return the distance of the quartiles, or None."""
        return None if self.lower is None or self.upper is None else self.upper - self.lower


def spread(samples: Iterable[Sample]) -> tuple[Spread, ...]:
    """Return the groups of like cases, by item and grade."""
    groups: dict[tuple[str, int], list[Sample]] = defaultdict(list)
    for one in samples:
        groups[one.item, one.grade].append(one)
    return tuple(_group(*key, found) for key, found in sorted(groups.items()))


def quartiles(rates: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Return the lower and the upper quartile, interpolated between the sorted values (method of R type 7)."""
    ordered = sorted(rates)
    ends = []
    for share in (Decimal("0.25"), Decimal("0.75")):
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        ends.append(ordered[below] + (ordered[above] - ordered[below]) * (place - below))
    return ends[0], ends[1]


def _group(item: str, grade: int, found: list[Sample]) -> Spread:
    rates = [one.rate for one in found]
    lower, upper = quartiles(rates) if len(rates) >= FEWEST else (None, None)
    return Spread(
        item,
        grade,
        len(found),
        min(rates),
        lower,
        Decimal(median(rates)),
        upper,
        max(rates),
        _parts(found, lambda one: one.officers, lower, upper),
        _parts(found, lambda one: (one.office,), lower, upper),
    )


def _parts(
    found: list[Sample],
    by: Callable[[Sample], tuple[str, ...]],
    lower: Decimal | None,
    upper: Decimal | None,
) -> tuple[Part, ...]:
    told: Mapping[str, list[Decimal]] = defaultdict(list)
    for one in found:
        for who in by(one):
            told[who].append(one.rate)
    parts = []
    for who, rates in sorted(told.items()):
        middle = Decimal(median(rates))
        compared = len(rates) >= FEWEST_EACH and lower is not None and upper is not None
        apart = compared and not (lower or 0) <= middle <= (upper or 0)
        parts.append(Part(who, len(rates), middle, apart))
    return tuple(parts)
