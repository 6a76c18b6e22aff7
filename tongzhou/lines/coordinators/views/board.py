"""协调员管理 — the board of managers and sponsors, the coverage of a region, the months of contact employers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.coordinators import coverage
from tongzhou.lines.coordinators.contact.procedure import CODE as CONTACT_CODE
from tongzhou.lines.coordinators.contact.rules import months_back, tone
from tongzhou.lines.coordinators.models import (
    ContactReport,
    ContactRow,
    CoordinatorRow,
    RiskRow,
    ServedRow,
    VisitRow,
)
from tongzhou.lines.coordinators.offices import MANAGER, SPONSOR
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON_CODE
from tongzhou.lines.coordinators.person.procedure import PERSON
from tongzhou.lines.coordinators.risk.procedure import CODE as RISK_CODE
from tongzhou.lines.coordinators.risk.procedure import RISK
from tongzhou.lines.coordinators.signs import is_urgent, names_of
from tongzhou.lines.coordinators.visit.procedure import CODE as VISIT_CODE
from tongzhou.lines.coordinators.visit.states import UNASSIGNED
from tongzhou.procedure import nearing
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.registry.models import Employer
from tongzhou.registry.models.bodies import under

from .rooms import room, seat

MONTHS = 6
MOST = 100


@room(MANAGER, SPONSOR)
def board(request: VisitorRequest) -> HttpResponse:
    """Show the register in figures, who waits for registration, and the risks reported."""
    visitor = request.visitor
    actor = seat(visitor, MANAGER, SPONSOR)
    cases = visitor.cases(PERSON_CODE)
    by_state = dict(cases.values_list("state").annotate(n=Count("pk")))
    waiting = CoordinatorRow.objects.filter(
        case__in=cases.filter(state="nominated").values("pk")
    ).select_related("case")
    own = CoordinatorRow.objects.filter(
        case__in=cases.values("pk"), sponsor=actor.body, case__is_open=True
    ).select_related("case")
    risks = (
        RiskRow.objects.filter(case__in=visitor.cases(RISK_CODE).filter(is_open=True).values("pk"))
        .select_related("case")
        .order_by("case__due_at", "-pk")
    )
    returned = VisitRow.objects.filter(
        case__in=visitor.cases(VISIT_CODE).filter(state=UNASSIGNED.code).values("pk")
    )
    context = {
        "returned": returned.select_related("case").order_by("until", "pk")[:MOST],
        "states": [(s, by_state.get(s.code, 0)) for s in PERSON.states.values()],
        "waiting": waiting[:MOST],
        "own": own.order_by("name", "pk")[:MOST],
        "risks": [
            (r, names_of(tuple(r.signs.split("、"))), RISK.states[r.case.state].staff, is_urgent(r.urgency),
             nearing.of_case(r.case, at=visitor.at))
            for r in risks[:MOST]
        ],
        "is_manager": actor.office == MANAGER.code,
        "today": visitor.on,
    }  # fmt: skip
    return page(request, "coordinators/board.html", context)


@room(MANAGER)
def covered(request: VisitorRequest) -> HttpResponse:
    """Show which larger employers and communities have nobody, what runs out, who is idle, how work is spread."""
    actor = seat(request.visitor, MANAGER)
    found = coverage.of(request.visitor, actor.region, request.GET.get("area", "")[:9])
    context = {
        "c": found, "today": request.visitor.on, "large": coverage.LARGE, "idle": coverage.IDLE,
        "ahead": coverage.AHEAD, "heavy": coverage.HEAVY,
        "most": max((p.serves for p in found.people), default=0) or 1,
    }  # fmt: skip
    return page(request, "coordinators/coverage.html", context)


@room(MANAGER)
def assign(request: VisitorRequest, employer: int) -> HttpResponse:
    """Show who could take an employer that nobody serves; the act is done on the page of whom one chooses."""
    actor = seat(request.visitor, MANAGER)
    here = Employer.objects.standing().filter(under(actor.region), is_active=True)
    firm = here.select_related("region").filter(pk=employer).first()
    if firm is None:
        raise Http404(_("没有这家单位，或不在您的地区"))
    served = ServedRow.objects.filter(employer=firm.pk).select_related("case__coordinator")
    context = {
        "firm": firm,
        "people": coverage.candidates(request.visitor, firm),
        "served": [r.case.coordinator for r in served],
    }
    return page(request, "coordinators/assign.html", context)


@room(MANAGER)
def contacts(request: VisitorRequest) -> HttpResponse:
    """Show each contact employer with its last months: grey where nothing was reported. Two queries."""
    visitor = request.visitor
    months = months_back(visitor.on, MONTHS)
    rows = list(
        ContactRow.objects.filter(
            case__in=visitor.cases(CONTACT_CODE).filter(is_open=True).values("pk")
        )
        .select_related("case")
        .order_by("employer_name", "pk")[:MOST]
    )
    context = {"months": months, "rows": matrix(rows, months)}
    return page(request, "coordinators/contacts.html", context)


def matrix(
    rows: list[ContactRow], months: list[str]
) -> list[tuple[ContactRow, list[dict[str, Any]]]]:
    """Return each contact employer with what it said of each month. One query."""
    reports = ContactReport.objects.filter(case__in=[r.case_id for r in rows], month__in=months)
    by_case: dict[int, dict[str, dict[str, Any]]] = {}
    for r in reports.values():
        by_case.setdefault(r["case_id"], {})[r["month"]] = dict(r)
    return [
        (
            row,
            [
                {
                    "month": m,
                    "report": by_case.get(row.case_id, {}).get(m),
                    "tone": tone(by_case.get(row.case_id, {}).get(m)),
                    "before": m < f"{row.since:%Y-%m}",
                }
                for m in months
            ],
        )
        for row in rows
    ]
