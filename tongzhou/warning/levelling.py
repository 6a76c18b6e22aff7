"""等级 — the level that the rules make of an employer, kept; and that of its worst open warning, told to the lines below through `procedure.alarms`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tongzhou.registry.models import Employer

from .models import EmployerLevel, SignalRun, WarningRow
from .rules import Looked

# Until somebody has judged it, a candidate is a question and no level.
UNJUDGED = "candidate"


def levels(employers: Iterable[int], _on: date) -> dict[int, str]:
    """Return the level of each employer that has an open warning that was judged valid. One query."""
    rows = (
        WarningRow.objects.filter(employer__in=list(employers), is_open=True)
        .exclude(case__state=UNJUDGED)
        .order_by("rank")
        .values_list("employer", "level")
    )
    return {number: level for number, level in rows if number is not None}


def row(employer: Employer, told: Looked, run: SignalRun) -> EmployerLevel:
    """Return what a run says of an employer, not yet kept."""
    return EmployerLevel(
        employer=employer,
        province=employer.region_id[:2],
        league=employer.region_id[:4],
        county=employer.region_id[:6],
        level=told.level.value,
        rank=told.level.rank,
        score=told.score,
        grey=told.grey,
        unknown={rule: list(missing) for rule, missing in told.unknown.items()},
        run=run,
        as_of=run.as_of,
    )


def put(rows: dict[int, EmployerLevel]) -> None:
    """Keep levels, each in the place of the one before. One query for five hundred."""
    EmployerLevel.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["employer"],
        update_fields=[
            "province",
            "league",
            "county",
            "level",
            "rank",
            "score",
            "grey",
            "unknown",
            "run",
            "as_of",
        ],
        batch_size=500,
    )


def graver(found: dict[int, EmployerLevel], one: EmployerLevel) -> None:
    """Put a level in its place: of several credit codes that are one employer by now, the gravest."""
    before = found.get(one.employer_id)
    if before is None or one.rank > before.rank:
        found[one.employer_id] = one
