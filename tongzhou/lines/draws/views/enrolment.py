"""登记抽查事项、检查对象、检查人员、回避关系 — pages of the clerk; the lists stand among the registers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.draws.enrolling import ItemForm, ObjectForm, OfficerForm, TieForm, fill
from tongzhou.lines.draws.freezing import within
from tongzhou.lines.draws.models import DrawItem, DrawObject, DrawOfficer, OfficerTie
from tongzhou.lines.draws.offices import CLERK
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.registry import journal


def _region(request: VisitorRequest) -> str:
    for actor in request.visitor.actors:
        if actor.office == CLERK.code:
            return actor.region
    raise Http404(_("抽查事项、对象和人员由双随机抽查经办人登记"))


def _keep(
    request: VisitorRequest, form: Any, title: str, register: str, **extra: Any
) -> HttpResponse:
    visitor = request.visitor
    if request.method == "POST" and form.is_valid():
        done = form.put(by=visitor.person, at=visitor.at)
        if done is not None:
            messages.success(request, _("已登记：%(what)s") % {"what": done})
            return redirect("desk:record", register, done.pk)
    context = {"form": form, "title": title, "register": register} | extra
    bad = request.method == "POST"
    return page(request, "draws/enrol.html", context, status=422 if bad else 200)


@counter
def item(request: VisitorRequest, pk: int | None = None) -> HttpResponse:
    """Enter an item of inspection, or change it."""
    region = _region(request)
    known = DrawItem.objects.filter(region=region, pk=pk).first() if pk else None
    if pk and known is None:
        raise Http404(_("没有这条登记，或不在本辖区"))
    form = ItemForm(request.POST or None, instance=known, region=region, on=request.visitor.on)
    return _keep(request, form, _("登记抽查事项"), "draw-items")


@counter
def object_(request: VisitorRequest, pk: int | None = None) -> HttpResponse:
    """Enter an object of inspection, or change it."""
    region = _region(request)
    known = _found(DrawObject, region, pk)
    form = ObjectForm(request.POST or None, instance=known, region=region, on=request.visitor.on)
    return _keep(request, form, known.name if known else _("登记检查对象"), "draw-objects")


@counter
def officer(request: VisitorRequest, pk: int | None = None) -> HttpResponse:
    """Enter an officer, or change what is entered of them."""
    region = _region(request)
    known = _found(DrawOfficer, region, pk)
    form = OfficerForm(request.POST or None, instance=known, region=region, on=request.visitor.on)
    extra: dict[str, Any] = {}
    if known is not None:
        extra = {
            "officer": known,
            "tie": TieForm(region=region),
            "ties": known.ties.select_related("employer").order_by("is_over", "pk"),
        }
    return _keep(
        request, form, known.name if known else _("登记检查人员"), "draw-officers", **extra
    )


def _found(model: Any, region: str, pk: int | None) -> Any:
    if pk is None:
        return None
    found = model.objects.filter(within(region), pk=pk).first()
    if found is None:
        raise Http404(_("没有这条登记，或不在本辖区"))
    return found


@counter
@require_POST
def tie(request: VisitorRequest, pk: int) -> HttpResponse:
    """Record that an officer does not inspect an employer."""
    region, visitor = _region(request), request.visitor
    known = _found(DrawOfficer, region, pk)
    form = TieForm(request.POST, region=region)
    if form.is_valid() and form.put(known, by=visitor.person, at=visitor.at):
        messages.success(request, _("已登记回避关系"))
    else:
        words = [str(w) for several in form.errors.values() for w in several]
        messages.warning(request, "；".join(words))
    return redirect("draws:officer", pk)


@counter
@require_POST
def tie_over(request: VisitorRequest, pk: int) -> HttpResponse:
    """Record that a tie is over."""
    region, visitor = _region(request), request.visitor
    found = OfficerTie.objects.filter(within(region, "officer__"), pk=pk).first()
    if found is None:
        raise Http404(_("没有这条登记，或不在本辖区"))
    journal.change(
        found, by=visitor.person, at=visitor.at, reason=_("回避关系已不存在"), is_over=True
    )
    messages.success(request, _("已登记回避关系不再存在"))
    return redirect("draws:officer", found.officer_id)


@counter
@require_POST
def bring_in(request: VisitorRequest) -> HttpResponse:
    """Bring employers that are not yet in the roster into it."""
    region, visitor = _region(request), request.visitor
    count = fill(region, by=visitor.person, at=visitor.at, on=visitor.on)
    if count:
        messages.success(request, _("已补入%(n)s家单位，请补充其等级、风险和标签") % {"n": count})
    else:
        messages.info(request, _("登记簿中的单位都已在名录库中"))
    return redirect("draws:board")
