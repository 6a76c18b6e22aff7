"""抽查工作台、抽查方案、名录冻结 — the batches of a place, the terms of one, and the roster it is drawn from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.draws import drawing, facts, freezing
from tongzhou.lines.draws.doing import do
from tongzhou.lines.draws.forms import TermsForm, rows, strata
from tongzhou.lines.draws.models import DrawBatch, DrawItem, DrawObject, DrawOfficer
from tongzhou.lines.draws.offices import CLERK, HEAD, WITNESS
from tongzhou.lines.draws.pages import room_of
from tongzhou.lines.draws.procedure import BATCH, amend, freeze
from tongzhou.lines.draws.registers import in_reach, items_in_reach
from tongzhou.lines.draws.shapes import PUBLISHED, VOID
from tongzhou.lines.draws.trades import PROPOSED
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.judge import Actor, hindrance
from tongzhou.procedure.refusal import Refused

MOST = 50


@counter
def board(request: VisitorRequest) -> HttpResponse:
    """Show the batches, what each waits for, and the registers. A fixed number of queries."""
    visitor = request.visitor
    offices = {a.office for a in visitor.actors}
    if not offices & {CLERK.code, HEAD.code, WITNESS.code}:
        raise Http404(_("双随机抽查由经办人、负责人和参与单位代表办理"))
    found = DrawBatch.objects.filter(case__in=visitor.cases(BATCH.code).values("pk"))
    batches = list(found.select_related("case").order_by("-case__opened_on", "-pk")[:MOST])
    here = in_reach(visitor.person, visitor.on)
    context = {
        "today": visitor.on,
        "plan": year_plan(visitor, found),
        "batches": [(b, BATCH.states[b.case.state]) for b in batches],
        "objects": DrawObject.objects.filter(here).count(),
        "able": DrawObject.objects.filter(here, excluded="").count(),
        "officers": DrawOfficer.objects.filter(here, is_active=True).count(),
        "items": DrawItem.objects.filter(items_in_reach(visitor.person, visitor.on)).count(),
        "may_plan": CLERK.code in offices,
    }
    return page(request, "draws/board.html", context)


@dataclass(frozen=True)
class Planned:
    """An item of the list in a year: how often it is to be drawn at least, and the batches that take it up."""

    item: DrawItem
    batches: list[DrawBatch]

    @property
    def done(self) -> int:
        """How many of its batches have published their results."""
        return sum(b.case.state == PUBLISHED.code for b in self.batches)

    @property
    def short(self) -> int:
        """How many more batches the year needs."""
        return max(0, self.item.per_year - len(self.batches))


def year_plan(visitor: Visitor, batches: QuerySet[DrawBatch]) -> list[Planned]:
    """Return the items that hold this year, each with its batches; a batch that was voided counts for none. Two queries."""
    year = visitor.on.year
    holds = Q(since__year__lte=year) & (Q(until=None) | Q(until__year__gte=year))
    items = DrawItem.objects.filter(items_in_reach(visitor.person, visitor.on)).filter(holds)
    of_year = batches.filter(year=year).exclude(case__state=VOID.code).select_related("case")
    taken: dict[str, list[DrawBatch]] = {}
    for batch in of_year.order_by("case__opened_on", "pk"):
        for code in batch.items:
            taken.setdefault(code, []).append(batch)
    return [Planned(i, taken.get(i.code, [])) for i in items.order_by("code", "pk")[:MOST]]


def _clerk(request: VisitorRequest) -> Actor:
    for actor in request.visitor.actors:
        if actor.office == CLERK.code:
            return actor
    raise Http404(_("抽查方案由双随机抽查经办人拟定"))


@counter
def plan(request: VisitorRequest) -> HttpResponse:
    """Draw up the terms of a new batch."""
    actor = _clerk(request)
    form = TermsForm(request.POST or None, region=actor.region, on=request.visitor.on)
    table = rows(request.POST or None)
    if request.method == "POST" and (stated := _stated(form, table, PROPOSED)):
        try:
            case = request.visitor.door.open_case(
                BATCH.code,
                by=actor,
                at=request.visitor.at,
                region=actor.region,
                facts=stated,
                about=tuple(stated.names),
                request=request.POST.get("request") or None,
            )
        except (Refused, ValueError) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已拟定。核对名录后由负责人冻结。"))
            return redirect("draws:room", case.uid)
    return _form(request, form, table, _("新的抽查批次"))


def _form(
    request: VisitorRequest,
    form: TermsForm,
    table: Any,
    title: str,
    case: Any = None,
    why: str = "",
) -> HttpResponse:
    context = {"form": form, "rows": table, "title": title, "case": case, "why": why}
    bad = request.method == "POST"
    return page(request, "draws/plan.html", context, status=422 if bad else 200)


def _stated(form: TermsForm, table: Any, known: tuple[facts.Stratum, ...]) -> facts.Terms | None:
    good = [form.is_valid(), *(r.is_valid() for r in table)]
    if not all(good):
        if form.is_valid():
            form.add_error(None, _("分层表中有填写不正确的数字，请核对"))
        return None
    told = dict(form.cleaned_data)
    bodies = told.pop("bodies")
    layers = strata(table, known)
    if not layers:
        form.add_error(None, _("请至少填写一个分层"))
        return None
    stated = facts.Terms(
        **(told | {"items": tuple(told["items"])}),
        strata=layers,
        names={f"body/{b.pk}": b.short_name for b in bodies},
    )
    try:
        stated.check()
    except ValueError as error:
        form.add_error(None, str(error))
        return None
    return stated


@counter
def change(request: VisitorRequest, uid: str) -> HttpResponse:
    """Change the terms, as long as the roster is not frozen."""
    room = room_of(request.visitor, uid)
    terms = room.terms
    if terms is None or not request.visitor.acting(amend, room.view):
        raise Http404(_("抽查方案由双随机抽查经办人修改"))
    initial = {f: getattr(terms, f) for f in TermsForm.base_fields if hasattr(terms, f)}
    initial["bodies"] = [k.partition("/")[2] for k in terms.names]
    form = TermsForm(
        request.POST or None, initial=initial, region=room.case.region, on=request.visitor.on
    )
    table = rows(request.POST or None, terms.strata)
    if request.method == "POST" and (stated := _stated(form, table, terms.strata)):
        trouble = do(request, room, amend, stated, about=tuple(stated.names))
        if not trouble:
            messages.success(request, _("已修改"))
            return redirect("draws:room", uid)
        form.add_error(None, trouble)
    why = hindrance(room.view, amend, on=request.visitor.on)
    return _form(request, form, table, _("修改抽查方案"), room.case, why)


@counter
def freeze_page(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the roster as it would be frozen, and freeze it."""
    room = room_of(request.visitor, uid)
    terms = room.terms
    if terms is None or not request.visitor.acting(freeze, room.view):
        raise Http404(_("名录由双随机抽查负责人冻结"))
    visitor = request.visitor
    roster = freezing.roster_of(room.case.region, terms, on=visitor.on)
    blocked = len(roster.officers) < terms.seats or not roster.objects
    trouble = ""
    if request.method == "POST":
        trouble = roster.warnings[0] if blocked else ""
        if not trouble:
            try:
                stated = drawing.frozen(room.case, room.view, roster, at=visitor.at)
                trouble = do(request, room, freeze, stated)
            except Refused as refusal:
                trouble = str(refusal)
        if not trouble:
            messages.success(request, _("名录已冻结，根值已公布。请通知各参与单位承诺。"))
            return redirect("draws:room", uid)
    reasons = Counter((of, why) for of, _id, why in roster.out)
    context = {
        "room": room,
        "case": room.case,
        "sizes": freezing.sizes(roster, terms),
        "objects": len(roster.objects),
        "officers": len(roster.officers),
        "reasons": sorted((of, why, n) for (of, why), n in reasons.items()),
        "warnings": roster.warnings,
        "able": room.able(freeze) and not blocked,
        "trouble": trouble,
    }
    return page(request, "draws/freeze.html", context, status=422 if trouble else 200)
