"""工作台 — what stands out most, open objections, one employer, one worker; the list itself is a register."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.lines.filing import figures
from tongzhou.lines.filing.firm import changing
from tongzhou.lines.filing.firms import employer_of
from tongzhou.lines.filing.forms import PaperField, whole_number
from tongzhou.lines.filing.models import Employment, ObjectionRow, Ranked, ReviewRow
from tongzhou.lines.filing.objection.procedure import CODE as OBJECTION
from tongzhou.lines.filing.objection.procedure import OBJECTION as OBJECTING
from tongzhou.lines.filing.offices import EVERYONE, OFFICER
from tongzhou.lines.filing.registers import in_reach
from tongzhou.lines.filing.review import facts, ranking
from tongzhou.lines.filing.review.procedure import CODE as REVIEW
from tongzhou.lines.filing.review.procedure import REVIEW as REVIEWING
from tongzhou.lines.filing.review.procedure import take_up as take_up_act
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import codes, offices
from tongzhou.registry.employing import find_employer
from tongzhou.registry.fields import hash_of
from tongzhou.registry.forms.firms import FirmField
from tongzhou.registry.models import Employer, Worker
from tongzhou.ui.forms import Form

QUEUE, EACH, AT_ONCE = 30, 50, 50_000


class FindForm(Form):
    """Which employer."""

    firm = FirmField(label=gettext_lazy("用人单位"))


class WorkerForm(Form):
    """Which worker, and why one looks."""

    id_kind = PaperField()
    number = forms.CharField(label=gettext_lazy("证件号码"), max_length=20)
    reason = forms.CharField(
        label=gettext_lazy("查询事由"),
        max_length=200,
        help_text=gettext_lazy("会记入查阅记录，例如：处理异议、核实投诉"),
    )

    def clean_number(self) -> str:
        return whole_number(self)


def _regions(visitor: Visitor) -> list[str]:
    """Return the regions in which this person keeps or answers for the register. Raises Http404 for none."""
    mine = {o.code for o in EVERYONE}
    found = offices.widest(a.region_id for a in visitor.appointments if a.office in mine)
    if not found:
        raise Http404(_("没有这个页面，或不由您的职务查看"))
    return found


def _counties(regions: list[str]) -> Q:
    """Return the condition on columns named `county`: inside these regions."""
    where = Q(pk__in=[])
    for region in regions:
        where |= Q(county__startswith=region[: codes.LENGTHS[codes.COUNTY]])
    return where


@counter
def board(request: VisitorRequest) -> HttpResponse:
    """Show the rates, the employers that stand out most, what is being reviewed, and open objections."""
    visitor = request.visitor
    regions = _regions(visitor)
    ranked = Ranked.objects.filter(_counties(regions)).order_by("-score", "id")
    open_reviews = visitor.cases(REVIEW).filter(is_open=True)
    taken = ReviewRow.objects.filter(case__in=open_reviews.values("pk"))
    waiting = ranked.exclude(uscc__in=taken.values("uscc"))
    queue = list(waiting[:QUEUE])
    last = _last_reviews(visitor, [r.uscc for r in queue])
    objections = ObjectionRow.objects.filter(
        case__in=visitor.cases(OBJECTION).filter(is_open=True).values("pk")
    )
    context = {
        "rates": list(figures.kept(_counties(regions)).values()),
        "queue": [(r, last.get(r.uscc)) for r in queue],
        "waiting": waiting.count(),
        "as_of": ranked.values_list("as_of", flat=True).first(),
        "reviews": [
            (r, REVIEWING.states[r.case.state].staff)
            for r in taken.select_related("case").order_by("taken_on", "pk")[:QUEUE]
        ],
        "objections": [
            (r, OBJECTING.states[r.case.state].staff)
            for r in objections.select_related("case").order_by("raised_on", "pk")[:QUEUE]
        ],
        "changed": changing.open_in(_counties(regions), on=visitor.on, calendar=calendar_now())[
            :QUEUE
        ],
        "find": FindForm(prefix="find"),
        "sent": secrets.token_hex(16),
        "may": any(a.office == OFFICER.code for a in visitor.actors),
        "today": visitor.on,
    }
    if request.GET.get("find-firm"):
        form = FindForm(request.GET, prefix="find")
        if form.is_valid():
            return redirect("filing:employer", form.cleaned_data["firm"].uscc or "-")
        context["find"] = form
    return page(request, "filing/board.html", context)


def _last_reviews(visitor: Visitor, usccs: list[str]) -> dict[str, ReviewRow]:
    """Return the last ended review of each employer that this person may see. One query."""
    rows = ReviewRow.objects.filter(
        uscc__in=usccs, ended_on__isnull=False, case__in=visitor.cases(REVIEW).values("pk")
    )
    return {r.uscc: r for r in rows.order_by("ended_on", "pk")}


@counter
@require_POST
def rank_again(request: VisitorRequest) -> HttpResponseBase:
    """Rank the counties of this person anew, where that is quickly done; larger ones are ranked by the command."""
    visitor = request.visitor
    done, too_large = 0, False
    for region in _regions(visitor):
        if len(region) < codes.LENGTHS[codes.COUNTY]:
            too_large = True
            continue
        rows = Employment.objects.filter(county=region[:6])[: AT_ONCE + 1]
        if rows.count() > AT_ONCE:
            too_large = True
            continue
        done += ranking.rank(region[:6], on=visitor.on)
    if too_large:
        messages.info(request, _("备案较多的地区由系统每日排序，不在页面上排。"))
    else:
        messages.success(request, _("已重新排序，%(n)s 家单位需要关注") % {"n": done})
    return redirect("filing:board")


@counter
@require_POST
def take_up(request: VisitorRequest, pk: int) -> HttpResponseBase:
    """Take up the review of an employer, with the rules it hit; one that is open already is gone to.

    An employer has one open review in a county, which is that of the county's office.
    """
    visitor = request.visitor
    ranked = get_object_or_404(Ranked.objects.filter(_counties(_regions(visitor))), pk=pk)
    actor = next(
        (
            a
            for a in visitor.actors
            if a.office == OFFICER.code and codes.within(ranked.county, a.region)
        ),
        None,
    )
    if actor is None:
        raise Http404(_("列入审查由工作地的劳动用工备案员办理"))
    with transaction.atomic():
        firm = employer_of(
            ranked.uscc, ranked.employer_name, ranked.county, by=visitor.person, at=visitor.at
        )
        if (under_way := _open_review(firm, ranked.county)) is not None:
            messages.info(request, _("这家单位已在审查中，在这件审查里办理"))
            return redirect("desk:case", under_way.uid)
        stated = facts.TakenUp(
            names={f"employer/e{firm.pk}": firm.name},
            uscc=ranked.uscc,
            score=ranked.score,
            rows=ranked.rows,
            hits=msgspec.convert(ranked.hits, tuple[facts.Hit, ...]),
        )
        try:
            case = visitor.door.open_case(
                REVIEW, by=actor, at=visitor.at, region=ranked.county, facts=stated,
                request=request.POST.get("request") or None,
            )  # fmt: skip
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("filing:board")
    messages.success(request, _("已办理：%(act)s") % {"act": take_up_act.label})
    return redirect("desk:case", case.uid)


def _open_review(firm: Employer, county: str) -> Case | None:
    """Return the open review of an employer in a county, through all merges; nobody takes it up meanwhile."""
    Employer.objects.select_for_update().get(pk=firm.pk)
    codes_of = Employer.objects.filter(pk__in=firm.family()).exclude(uscc=None).values("uscc")
    rows = ReviewRow.objects.filter(uscc__in=codes_of, case__is_open=True, case__county=county)
    found = rows.select_related("case").order_by("pk").first()
    return found.case if found else None


@counter
def employer(request: VisitorRequest, uscc: str) -> HttpResponse:
    """Show what an employer has declared for work in this person's regions, newest first, by key."""
    visitor = request.visitor
    _regions(visitor)
    rows = Employment.objects.filter(in_reach(visitor.person, visitor.on), uscc=uscc)
    after = request.GET.get("after", "")
    shown = rows.filter(pk__lt=int(after)) if after.isdecimal() else rows
    found = list(shown.select_related("region").order_by("-pk")[: EACH + 1])
    if not found and not after:
        raise Http404(_("没有这家单位的备案，或不在您可以查看的范围内"))
    visitor.saw("register", None, f"employments employer {uscc}")
    firm = find_employer(uscc)
    context = {
        "uscc": uscc,
        "name": found[0].employer_name if found else "",
        "rates": list(figures.of_employer([uscc], on=visitor.on).values()),
        "rows": found[:EACH],
        "more": found[EACH - 1].pk if len(found) > EACH else "",
        "ranked": Ranked.objects.filter(_counties(_regions(visitor)), uscc=uscc).first(),
        "changes": changing.changes_of(firm, on=visitor.on, calendar=calendar_now())
        if firm
        else [],
        "today": visitor.on,
    }
    return page(request, "filing/employer.html", context)


@counter
def worker(request: VisitorRequest) -> HttpResponse:
    """Find what is declared of one worker, by the whole number and with a reason that stays on record."""
    visitor = request.visitor
    _regions(visitor)
    form = WorkerForm(request.POST or None)
    rows: list[Employment] | None = None
    known: Any = None
    if request.method == "POST" and form.is_valid():
        hashed = hash_of("id_number", form.cleaned_data["number"])
        visitor.saw(
            "sealed", None, f"employments worker {hashed[:16]} {form.cleaned_data['reason']}"
        )
        reach = in_reach(visitor.person, visitor.on)
        rows = list(
            Employment.objects.filter(reach, worker_hash=hashed)
            .select_related("region")
            .order_by("-starts_on", "-pk")[:EACH]
        )
        known = rows[0].open_identity() if rows else None
    bad = request.method == "POST" and not form.is_valid()
    paper = Worker.IdKind(known.kind).label if known else ""
    context = {"form": form, "rows": rows, "known": known, "paper": paper}
    return page(request, "filing/worker.html", context, status=422 if bad else 200)
