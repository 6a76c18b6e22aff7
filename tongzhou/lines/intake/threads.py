"""一条线 — one timeline of a report through every region and procedure it has led to: both ends and the worker see it.

Public words of states alone: which stage, where, since when, by when an answer is owed. Nothing of content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import names_of
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import NO_DUE, Case, CaseLink

from .procedure import REPORT, REQUEST

MOST = 12  # cases of one thread
FOLLOWED = (REPORT.code, REQUEST.code, "inspection.case", "arrears.matter")


@dataclass(frozen=True)
class Step:
    """One stage of one case of the thread."""

    on: date
    words: str
    title: str
    where: str
    now: bool
    due: date | None = None


def line_of(case: Case) -> list[Step]:
    """Return the stages of all cases of a thread, newest first."""
    cases = thread_of(case)
    names = names_of({c.county for c in cases})
    door = Door(calendar_now())
    found: list[tuple[date, int, int, Step]] = []
    for place, one in enumerate(cases):
        view = door.view(one)
        for code, on, seq in view.path:
            last = (code, on, seq) == view.path[-1]
            due = one.next_due if last and one.is_open and one.next_due != NO_DUE else None
            step = Step(
                on,
                view.procedure.states[code].public,
                view.procedure.title,
                names.get(one.county, one.county),
                last and one.is_open,
                due,
            )
            found.append((on, place, seq, step))
    found.sort(key=lambda f: f[:3], reverse=True)
    return [f[3] for f in found]


def thread_of(case: Case) -> list[Case]:
    """Return the cases of a thread in the order in which they came about: what led here, what it led to."""
    known = {case.pk: case}
    ask = {case.pk}
    while ask and len(known) < MOST:
        links = CaseLink.objects.filter(Q(source__in=ask) | Q(target__in=ask))
        ask = set()
        for link in links.select_related("source", "target").order_by("pk"):
            for other in (link.source, link.target):
                if other.pk not in known and other.procedure in FOLLOWED and len(known) < MOST:
                    known[other.pk] = other
                    ask.add(other.pk)
    codes = set(catalogue.codes())
    return sorted((c for c in known.values() if c.procedure in codes), key=lambda c: c.pk)
