"""最低工资与试用期 — asked once for each different combination that a file holds, of the same rules as one declaration at a time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, reduce
from operator import add
from typing import Any

from tongzhou.law import NotRecorded, amount
from tongzhou.law.series import tables
from tongzhou.lines.filing.rules.checking import LONGEST_PROBATION

SERIES = {"month": "minimum_wage", "hour": "minimum_wage_hourly"}
MOST_PROBATION = 24  # months; more is no probation but a slip of the pen


@cache
def counties() -> frozenset[str]:
    """Return the counties that have a minimum wage, by their six digits: all of the region."""
    versions = tables().classings["minimum_wage_class"].versions
    return frozenset(code for v in versions for areas in v.classes.values() for code in areas)


@cache
def changes() -> tuple[date, ...]:
    """Return the days on which a minimum wage or the class of a county changed, in order."""
    found = {v.since for name in SERIES.values() for v in tables().series[name].values}
    found |= {v.since for v in tables().classings["minimum_wage_class"].versions}
    return tuple(sorted(found))


def era(c: Any) -> Any:
    """Return how many of the changes had happened by the first day."""
    return reduce(add, ((c.starts_on >= day).cast(int) for day in changes()))


def floors(combinations: Sequence[tuple[Any, ...]]) -> list[tuple[int | None, int | None]]:
    """Return for (county, kind, basis, era) the least pay in fen: compared with its text, and not yet compared."""
    return [_floor(*one) for one in combinations]


def _floor(
    county: str | None, kind: str | None, basis: str | None, number: int | None
) -> tuple[int | None, int | None]:
    name = SERIES.get(basis or "")
    if not county or not number or name is None or (kind == "part" and basis == "month"):
        return None, None
    try:
        found = amount(name, on=changes()[number - 1], region=county)
    except (NotRecorded, ValueError):
        return None, None
    fen = int(found.value * 100)
    return (fen, None) if found.verified else (None, fen)


def term_months(c: Any) -> Any:
    """Return for how many whole months the contract runs."""
    return c.whole_months(c.starts_on, c.days_after(c.ends_on, 1))


def probation_last(c: Any) -> Any:
    """Return the last day of probation as declared: stated, or so many months from the first day."""
    counted = c.days_after(c.months_after(c.starts_on, c.probation_months), -1)
    return c.choose(
        (c.probation_until.is_not_null(), c.probation_until),
        (c.probation_months > 0, counted),
        otherwise=None,
    )


def probation_allowed(c: Any) -> Any:
    """Return how many months of probation the term allows, as `checking.probation_limit` does. 劳动合同法 19."""
    fixed = c.term == "fixed"
    allowed = [(fixed & (c.term_months >= p.least), p.most) for p in LONGEST_PROBATION]
    return c.choose((c.term == "open", LONGEST_PROBATION[0].most), *allowed, otherwise=None)


def probation_most(c: Any) -> Any:
    """Return the last day of the longest lawful probation."""
    return c.days_after(c.months_after(c.starts_on, c.probation_allowed), -1)
