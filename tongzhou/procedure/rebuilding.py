"""重算 — fold every journal again: what differs, written where asked, and who is told of dates that moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import yaml
from django.db import transaction
from django.db.models import QuerySet

from tongzhou.law import Calendar
from tongzhou.law.calendar import notices_in

from .calendar import calendar_now
from .catalogue import codes, versions_of
from .fold import fold
from .models import CalendarNotice, Case, ClockRow
from .project import Change, rebuild, records_of, write
from .telling import Moved, moved, tell_moved

BATCH = 500


@dataclass
class Outcome:
    """What a rebuild found: how many cases were read, which differ, which dates moved."""

    read: int = 0
    differ: int = 0
    moves: list[Moved] = field(default_factory=list)


def rebuild_all(
    cases: QuerySet[Case],
    calendar: Calendar,
    *,
    write_down: bool,
    say: Callable[[Change], None] = lambda _change: None,
) -> Outcome:
    """Fold these cases again; hand each difference to `say`, and write it with `write_down`.

    Each case is locked while it is written; an act that came between is seen. Cases of a procedure no
    line declares any more are left alone.
    """
    outcome = Outcome()
    known = cases.filter(procedure__in=codes())
    for ids in _in_batches(known):
        outcome.read += len(ids)
        found = rebuild(Case.objects.filter(pk__in=ids), calendar, versions_of)
        by_case = {pk: list(group) for pk, group in groupby(found, key=lambda c: c.case)}
        for pk, changes in by_case.items():
            outcome.differ += 1
            outcome.moves += moved(changes)
            for change in changes:
                say(change)
            if write_down:
                _write_down(pk, calendar)
    return outcome


def _in_batches(cases: QuerySet[Case]) -> Iterator[list[int]]:
    last = 0
    while ids := list(
        cases.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]


@transaction.atomic
def _write_down(pk: int, calendar: Calendar) -> None:
    case = Case.objects.select_for_update().get(pk=pk)
    view = fold(versions_of(case.procedure), records_of(case), calendar)
    write(case, view, calendar)


def running() -> QuerySet[Case]:
    """Return the cases whose dates a new notice may move: those with a clock that runs."""
    clocks = ClockRow.objects.filter(is_running=True).values("case")
    return Case.objects.filter(pk__in=clocks)


def load_notice(
    content: str, *, at: datetime, by: str, named: str
) -> tuple[list[int], Outcome, int]:
    """Put holiday notices above the calendar, rebuild what they move, and tell the people.

    Returns the years, what was rebuilt, and how many people were told. Raises law's Unfit, and then
    nothing has changed.
    """
    notices = notices_in(content.encode(), named=named)
    with transaction.atomic():
        for notice in notices:
            CalendarNotice.objects.update_or_create(
                year=notice.year,
                defaults={
                    "document": notice.document,
                    "content": _only(content, notice.year),
                    "loaded_at": at,
                    "loaded_by": by,
                },
            )
    outcome = rebuild_all(running(), calendar_now(), write_down=True)
    why = "、".join(n.document for n in notices)
    told = tell_moved(outcome.moves, why=f"依据{why}重算", at=at)
    return [n.year for n in notices], outcome, told


def _only(content: str, year: int) -> str:
    """Return the entry of one year, so that each row of the table stands for itself."""
    entries = [e for e in yaml.safe_load(content) if e["year"] == year]
    return str(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False))
