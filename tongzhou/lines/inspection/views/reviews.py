"""书面审查 — a year's campaign: whom to call, who has not sent, what stands out most."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.inspection.models import ReviewRow
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.review import facts
from tongzhou.lines.inspection.review.procedure import CODE, REVIEW
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Employer
from tongzhou.registry.models.bodies import under
from tongzhou.ui.forms import Form

from .acting import room

MOST = 200


class CallForm(Form):
    """A campaign: year, day, and how many employers of at least which size."""

    year = forms.IntegerField(label=gettext_lazy("审查年度"), min_value=2005, max_value=2100)
    due = forms.DateField(label=gettext_lazy("报送期限"))
    least = forms.IntegerField(label=gettext_lazy("登记人数不少于"), min_value=0, initial=0)
    words = forms.CharField(label=gettext_lazy("说明"), required=False, max_length=1000)


@room(INSPECTOR, HEAD)
def reviews(request: VisitorRequest) -> HttpResponse:
    """Show the reviews of a year, those that stand out most first."""
    visitor = request.visitor
    cases = visitor.cases(CODE)
    rows = ReviewRow.objects.filter(case__in=cases.values("pk"))
    years = sorted(set(rows.values_list("year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() else (years[0] if years else visitor.on.year - 1)
    found = rows.filter(year=year).select_related("case").order_by("-risk", "pk")
    context = {
        "rows": [(r, REVIEW.states[r.case.state].staff) for r in found[:MOST]],
        "years": years,
        "year": year,
        "today": visitor.on,
        "called": found.count(),
        "sent": found.exclude(submitted_on=None).count(),
        "judged": found.exclude(result="").count(),
        "may_call": any(a.office == INSPECTOR.code for a in visitor.actors),
    }
    return page(request, "inspection/reviews.html", context)


@room(INSPECTOR)
def call(request: VisitorRequest) -> HttpResponse:
    """Call the employers of the region that have not been called for the year; at most two hundred at once."""
    visitor = request.visitor
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, initial={"year": visitor.on.year - 1})
    actor = next(a for a in visitor.actors if a.office == INSPECTOR.code)
    refusal = ""
    if data is not None and form.is_valid():
        d: dict[str, Any] = form.cleaned_data
        known = ReviewRow.objects.filter(year=d["year"]).values_list("employer", flat=True)
        done = {k.removeprefix("employer/e") for k in known}
        firms = Employer.objects.standing().filter(under(actor.region), is_active=True)
        if d["least"]:
            firms = firms.filter(headcount__gte=d["least"])
        wanted = [e for e in firms.order_by("pk") if str(e.pk) not in done][:MOST]
        try:
            with transaction.atomic():
                for firm in wanted:
                    stated = facts.Call(
                        names={f"employer/e{firm.pk}": firm.name}, year=d["year"], due=d["due"],
                        headcount=firm.headcount, words=d["words"],
                    )  # fmt: skip
                    visitor.door.open_case(
                        CODE, by=actor, at=visitor.at, region=actor.region, facts=stated
                    )
        except Refused as trouble:
            refusal = str(trouble)
        else:
            messages.success(request, _("已通知 %(n)s 家用人单位") % {"n": len(wanted)})
            return redirect("inspection-reviews:list")
    return page(
        request, "inspection/review_call.html", {"form": form, "refusal": refusal},
        status=422 if data is not None else 200,
    )  # fmt: skip
