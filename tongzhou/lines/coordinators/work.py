"""工作量 — what a coordinator has done, counted from the rows of visits and risks; nothing is typed twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from .models import RiskRow, TrainingRow, VisitRow
from .person.facts import LogLine
from .signs import names_of
from .visit.facts import WORKS
from .visit.states import WAITING

REPORTED = "报告风险"


def span(month: str) -> tuple[date, date]:
    """Return the first day of a month (`2026-10`) and the first day after it."""
    year, number = int(month[:4]), int(month[5:])
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), after


def lines_of(person: int, month: str) -> tuple[LogLine, ...]:
    """Return what somebody did in a month, in order of days. Two queries."""
    since, before = span(month)
    visits = VisitRow.objects.filter(
        person=person, visited_on__gte=since, visited_on__lt=before
    ).order_by("visited_on", "pk")
    risks = RiskRow.objects.filter(
        person=person, reported_on__gte=since, reported_on__lt=before
    ).order_by("reported_on", "pk")
    found = [
        LogLine(on=v.visited_on, kind=v.work, employer=v.employer_name, told=_told(v))
        for v in visits
        if v.visited_on
    ]
    found += [
        LogLine(
            on=r.reported_on, kind=REPORTED, employer=r.employer_name,
            told=names_of(tuple(r.signs.split("、"))),
        )
        for r in risks
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: line.on))


def _told(visit: VisitRow) -> str:
    parts = [f"送政策{visit.policies}项"] if visit.policies else []
    parts += [f"核查{visit.verified}"] if visit.verified else []
    return "，".join(parts)


def counted(lines: tuple[LogLine, ...]) -> dict[str, int]:
    """Return how often each kind of work was done, in the order of the form."""
    found = Counter(line.kind for line in lines)
    return {kind: found[kind] for kind in (*WORKS, REPORTED) if found[kind]}


def tally(person: int, year: int) -> dict[str, dict[str, int]]:
    """Return month → kind of work → how often, for the months of a year with any. Two queries."""
    found: dict[str, dict[str, int]] = {}
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    visits = VisitRow.objects.filter(person=person, visited_on__gte=start, visited_on__lt=end)
    for on, work in visits.values_list("visited_on", "work"):
        month = found.setdefault(f"{on:%Y-%m}", {})
        month[work] = month.get(work, 0) + 1
    risks = RiskRow.objects.filter(person=person, reported_on__gte=start, reported_on__lt=end)
    for on in risks.values_list("reported_on", flat=True):
        month = found.setdefault(f"{on:%Y-%m}", {})
        month[REPORTED] = month.get(REPORTED, 0) + 1
    return dict(sorted(found.items()))


def late(person: int, year: int, *, on: date) -> tuple[int, int]:
    """Return how many arranged visits due in a year were made after their day, or were due by `on` and are not made.

    The second number is of those not made alone. Two queries.
    """
    due = VisitRow.objects.filter(person=person, until__year=year)
    after = due.filter(visited_on__gt=F("until")).count()
    undone = due.filter(visited_on=None, until__lt=on, case__state=WAITING.code).count()
    return after + undone, undone


def hours(case: int, year: int) -> int:
    """Return the hours of training of a year. One query."""
    taken = TrainingRow.objects.filter(case=case, on__year=year).values_list("hours", flat=True)
    return sum(taken)


def last_days(people: QuerySet[Any] | list[int]) -> dict[int, date]:
    """Return the last day on which each of these people recorded a visit. One query."""
    rows = (
        VisitRow.objects.filter(person__in=people, visited_on__isnull=False)
        .values("person")
        .annotate(last=Max("visited_on"))
    )
    return {r["person"]: r["last"] for r in rows if r["person"]}


def of_year(people: list[int], year: int) -> dict[int, int]:
    """Return how many visits each of these people recorded in a year. One query."""
    found: Counter[int] = Counter()
    done = VisitRow.objects.filter(Q(person__in=people), visited_on__year=year)
    for person in done.values_list("person", flat=True):
        found[person] += 1  # type: ignore[index]
    return dict(found)
