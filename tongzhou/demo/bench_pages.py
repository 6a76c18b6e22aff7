"""The pages that the work list is measured against, and the forms that the bench sends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest import mock

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tongzhou.desk import answers, worklist
from tongzhou.desk.branches import BY_DUE, Branches, Mark
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import StaffRequest, counter
from tongzhou.desk.views import cases as cases_view
from tongzhou.desk.worklist import Filter
from tongzhou.procedure.models import Case, ClockRow
from tongzhou.procedure.scope import sight_of
from tongzhou.registry.models import Person

SIZE = 20
_drawn: dict[int, dict[str, Any]] = {}  # how the work list is drawn for a person


def _list_of(request: StaffRequest) -> dict[str, Any]:
    """Return what the template of the work list is given for who asks, so that it can be fed constants."""
    who = request.staff.person.pk
    if who not in _drawn:

        def keep(
            request: HttpRequest, template: str, context: dict[str, Any], **more: Any
        ) -> HttpResponse:
            _drawn[who] = {"template": template, "context": context, **more}
            return answers.page(request, template, context, **more)

        with mock.patch.object(cases_view, "page", keep):
            cases_view.cases(request)
    return _drawn[who]


@counter
def constants(request: StaffRequest) -> HttpResponse:
    """The same template with the context of a page drawn before: no case is looked for."""
    return answers.page(request, **_list_of(request))


@counter
def naive(request: StaffRequest) -> HttpResponse:
    """The page as it is usually written: prefix of the region, count of all, OFFSET.

    `after` is the number of pages turned over.
    """
    staff = request.staff
    wanted = Filter.read(request.GET)
    rows = Case.objects.filter(
        region__startswith=staff.actors[0].region,
        procedure__in=staff.sight.procedures,
        is_open=True,
    ).order_by("due_at", "id")
    total = rows.count()
    start = int(request.GET["after"]) * SIZE
    saw(request, "list", detail="naive")
    context = _list_of(request)["context"] | {
        "rows": worklist.rows(_started(list(rows[start : start + SIZE])), at=staff.at),
        "total": str(total),
        "wanted": wanted,
    }
    return answers.page(request, "desk/cases.html", context)


def _started(cases: list[Case]) -> list[Case]:
    """Tell when the clocks of some cases began: with another query, as is usual."""
    clocks = ClockRow.objects.filter(case__in=[c.pk for c in cases], is_running=True)
    begun = {(c.case_id, c.limit): c.start for c in clocks}
    for case in cases:
        case.begun = begun.get((case.pk, case.next_limit))
    return cases


@counter
def empty(request: StaffRequest) -> HttpResponse:  # noqa: ARG001
    """Nothing, to somebody who has signed in."""
    return HttpResponse("好")


def mark_of(number: int, person: Person, on: Any) -> Mark:
    """Return where page `number` of the person's work list begins."""
    from django.db.models import Q

    last = None
    branches = Branches(sight_of(person, on=on), Q(is_open=True))
    for place, case in enumerate(branches.walk(BY_DUE), start=1):
        last = case
        if place == (number - 1) * SIZE:
            break
    assert last is not None
    return Mark.of(last, BY_DUE)


def acts_to_do(number: int, on: date) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield forms that open an inspection, each of another case of the watcher's banner."""
    waiting = Case.objects.filter(
        procedure="example.inspection", county="150221", state="received", is_open=True
    ).order_by("-pk")[:number]
    for n, case in enumerate(waiting):
        yield (
            f"/desk/case/{case.uid}/do/open/",
            {
                "act-request": f"bench-{case.uid}-{n}",
                "act-seen": str(case.seq),
                "act-happened_on": on.isoformat(),
            },
        )


urlpatterns = [
    path("bench/constants/", constants),
    path("bench/naive/", naive),
    path("bench/empty/", empty),
    path("", include("tongzhou.config.urls")),
]
