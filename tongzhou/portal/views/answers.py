"""算一算 — answers of the law for anybody, with article and arithmetic: minimum wage, last day of a period."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from tongzhou.law import Length, amounts, due
from tongzhou.portal.forms import DaysForm, WageForm
from tongzhou.procedure.calendar import calendar_now


@require_safe
def wage(request: HttpRequest) -> HttpResponse:
    """Answer what the minimum wage is in a place on a day."""
    asked = bool(request.GET.get("region"))
    form = WageForm(request.GET if asked else None, initial={"on": localdate(now())})
    found, why_not = [], ""
    if asked and form.is_valid():
        given = form.cleaned_data
        for name in ("minimum_wage", "minimum_wage_hourly"):
            try:
                found.append(amounts.amount(name, region=given["region"], on=given["on"]))
            except amounts.NotRecorded as error:
                why_not = str(error)
    context = {"form": form, "found": found, "why_not": "" if found else why_not}
    return render(request, "portal/wage.html", context, status=422 if form.errors else 200)


@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """Answer when a period ends, and show each day that is not counted."""
    asked = bool(request.GET.get("start") or request.GET.get("length"))
    form = DaysForm(request.GET if asked else None, initial={"start": localdate(now())})
    answer = None
    if asked and form.is_valid():
        given = form.cleaned_data
        answer = due(
            Length(given["length"], given["unit"]), start=given["start"], calendar=calendar_now()
        )
    context = {"form": form, "answer": answer}
    return render(request, "portal/days.html", context, status=422 if form.errors else 200)
