"""最低工资与试用期 — asked once for each different combination that a file holds, of the same rules as one declaration at a time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, reduce
from operator import add
from typing import Any

from tongzhou.law import NotRecorded, amount
from tongzhou.law.reckoning import add_months
from tongzhou.law.series import tables
from tongzhou.lines.filing.rules.checking import probation_limit

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


def lasts(combinations: Sequence[tuple[Any, ...]]) -> list[tuple[date | None]]:
    """Return for (first day, months of probation, probation until) the last day of probation as declared."""
    return [(_last(*one),) for one in combinations]


def _last(starts_on: date | None, months: int | None, until: date | None) -> date | None:
    if starts_on is None or not (months or until):
        return None
    return until or add_months(starts_on, months or 0) - timedelta(days=1)


def limits(combinations: Sequence[tuple[Any, ...]]) -> list[tuple[date | None]]:
    """Return for (term, first day, last day) the last day of the longest lawful probation. 劳动合同法 19."""
    return [
        (probation_limit(term or "", starts_on, ends_on) if starts_on else None,)
        for term, starts_on, ends_on in combinations
    ]
