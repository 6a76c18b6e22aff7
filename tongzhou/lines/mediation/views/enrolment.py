"""登记调解组织、调解员、利益关系 — pages of the head of the centre; the lists stand among the registers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.mediation.enrolling import BodyForm, ConflictForm, MediatorForm
from tongzhou.lines.mediation.models import MediationBody, Mediator, MediatorConflict
from tongzhou.lines.mediation.offices import CHIEF
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.registry import journal


def _county(request: VisitorRequest) -> str:
    for actor in request.visitor.actors:
        if actor.office == CHIEF.code:
            return actor.region
    raise Http404(_("调解组织和调解员由调解中心负责人登记"))


def _keep(
    request: VisitorRequest,
    form: Any,
    title: str,
    register: str,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    visitor = request.visitor
    if request.method == "POST" and form.is_valid():
        done = form.put(by=visitor.person, at=visitor.at)
        if done is not None:
            messages.success(request, _("已登记：%(what)s") % {"what": done})
            return redirect("desk:record", register, done.pk)
    context = {"form": form, "title": title, "register": register} | (extra or {})
    bad = request.method == "POST"
    return page(request, "mediation/enrol.html", context, status=422 if bad else 200)


@counter
def body(request: VisitorRequest, pk: int | None = None) -> HttpResponse:
    """Register a mediating body, or change what is registered of it."""
    county = _county(request)
    known = _found(MediationBody, county, pk)
    form = BodyForm(request.POST or None, instance=known, county=county, on=request.visitor.on)
    return _keep(request, form, _("登记调解组织"), "mediation-bodies")


@counter
def mediator(request: VisitorRequest, pk: int | None = None) -> HttpResponse:
    """Register a mediator, or change what is registered of them."""
    county = _county(request)
    known = _found(Mediator, county, pk)
    form = MediatorForm(request.POST or None, instance=known, county=county, on=request.visitor.on)
    extra = {}
    if known is not None:
        extra = {
            "mediator": known,
            "conflict": ConflictForm(county=county),
            "conflicts": known.conflicts.select_related("employer").order_by("is_over", "pk"),
        }
    return _keep(request, form, _("登记调解员"), "mediators", extra)


def _found(model: Any, county: str, pk: int | None) -> Any:
    if pk is None:
        return None
    found = model.objects.filter(county=county, pk=pk).first()
    if found is None:
        raise Http404(_("没有这条登记，或不在本旗县"))
    return found


@counter
@require_POST
def conflict(request: VisitorRequest, pk: int) -> HttpResponse:
    """Record that a mediator does not take the cases of an employer."""
    county, visitor = _county(request), request.visitor
    known = _found(Mediator, county, pk)
    form = ConflictForm(request.POST, county=county)
    if form.is_valid() and form.put(known, by=visitor.person, at=visitor.at):
        messages.success(request, _("已登记利益关系"))
    else:
        words = [str(w) for several in form.errors.values() for w in several]
        messages.warning(request, "；".join(words))
    return redirect("mediation:mediator", pk)


@counter
@require_POST
def conflict_over(request: VisitorRequest, pk: int) -> HttpResponse:
    """Record that a conflict of interest is over."""
    county, visitor = _county(request), request.visitor
    found = MediatorConflict.objects.filter(mediator__county=county, pk=pk).first()
    if found is None:
        raise Http404(_("没有这条登记，或不在本旗县"))
    journal.change(
        found, by=visitor.person, at=visitor.at, reason=_("利益关系已不存在"), is_over=True
    )
    messages.success(request, _("已登记利益关系不再存在"))
    return redirect("mediation:mediator", found.mediator_id)
