"""以案定补 — the list of cases for which a body may be paid, each once, with the tariff it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.lines.mediation import spreadsheet
from tongzhou.lines.mediation.models import MediationCase, ServiceRecord, Tariff
from tongzhou.lines.mediation.offices import CHIEF
from tongzhou.lines.mediation.procedure import CASE
from tongzhou.lines.mediation.shapes import HANDLER
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import YuanField
from tongzhou.procedure.models import SubjectRow
from tongzhou.registry import journal
from tongzhou.registry.models import Body, Person
from tongzhou.ui.forms import Form

MOST = 300
PAID_FOR = ("agreed", "failed")


class TariffForm(Form):
    """补贴标准: from when, by which document, how much. 元 typed, fen kept."""

    since = forms.DateField(label=gettext_lazy("执行日期"))
    document = forms.CharField(label=gettext_lazy("依据文件（名称和文号）"), max_length=120)
    agreed = YuanField(label=gettext_lazy("达成协议，每件（元）"), min_value=0)
    failed = YuanField(label=gettext_lazy("未达成协议，每件（元）"), min_value=0)
    group = YuanField(
        label=gettext_lazy("十人以上集体争议，每件另加（元）"), min_value=0, initial=0
    )


def _county(request: VisitorRequest) -> str:
    """Return the county for which this person heads the centre. Raises Http404."""
    for actor in request.visitor.actors:
        if actor.office == CHIEF.code:
            return actor.region
    raise Http404(_("计件记录由调解中心负责人办理"))


def _tariffs(county: str) -> list[Tariff]:
    """Return the tariffs of a county, the newest first. One query."""
    return list(Tariff.objects.filter(region=county).order_by("-since"))


def _in_force(tariffs: list[Tariff], on: Any) -> Tariff | None:
    return next((t for t in tariffs if t.since <= on), None)


def _unclaimed(request: VisitorRequest, county: str) -> list[MediationCase]:
    """Return the mediations that ended and are not claimed yet, the oldest first."""
    rows = MediationCase.objects.filter(
        case__in=request.visitor.cases(CASE.code).filter(county=county).values("pk"),
        result__in=PAID_FOR,
        case__mediation_service=None,
    )
    return list(rows.select_related("case").order_by("concluded_on", "pk")[:MOST])


def _who(cases: list[int]) -> dict[int, tuple[int, str]]:
    """Return the first mediator of each case: number in the register of persons, and name. One query."""
    rows = SubjectRow.objects.filter(case__in=cases, kind=HANDLER.code, registry="person")
    found: dict[int, tuple[int, str]] = {}
    for row in rows.order_by("state", "pk"):
        found.setdefault(row.case_id, (int(row.ref), row.name))
    return found


@counter
def services(request: VisitorRequest) -> HttpResponse:
    """Show what may be claimed, what was claimed by batch, and the tariff."""
    return _page(request, TariffForm())


def _page(request: VisitorRequest, form: TariffForm, status: int = 200) -> HttpResponse:
    county, on = _county(request), request.visitor.on
    rows, tariffs = _unclaimed(request, county), _tariffs(county)
    who = _who([r.case_id for r in rows])
    batches = (
        ServiceRecord.objects.filter(tariff__region=county)
        .values("batch")
        .annotate(total=Sum("amount"), n=Count("pk"))
        .order_by("-batch")
    )
    context = {
        "rows": [(r, who.get(r.case_id, (0, ""))[1], _amount(r, tariffs)) for r in rows],
        "tariff": _in_force(tariffs, on),
        "batches": [(b["batch"], b["total"], b["n"]) for b in batches[:24]],
        "form": form,
        "batch": f"{on:%Y-%m}",
    }
    return page(request, "mediation/services.html", context, status=status)


def _amount(row: MediationCase, tariffs: list[Tariff]) -> int | None:
    tariff = _in_force(tariffs, row.concluded_on)
    if tariff is None:
        return None
    return tariff.pays(agreed=row.result == "agreed", claimants=row.claimants)


@counter
@require_POST
def set_tariff(request: VisitorRequest) -> HttpResponse:
    """Record what the county pays from a day on."""
    county, form = _county(request), TariffForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    tariff = Tariff(region_id=county, **form.cleaned_data)
    try:
        journal.add(
            tariff,
            by=request.visitor.person,
            at=request.visitor.at,
            reason=form.cleaned_data["document"],
        )
    except ValidationError as error:
        form.add_error(None, "；".join(error.messages))
        return _page(request, form, status=422)
    messages.success(request, _("已登记补贴标准"))
    return redirect("mediation-services:list")


@counter
@require_POST
def claim(request: VisitorRequest) -> HttpResponse:
    """Claim the cases that were ticked, each once; one that somebody else has just claimed is named."""
    county, visitor = _county(request), request.visitor
    wanted = {int(pk) for pk in request.POST.getlist("case") if pk.isdigit()}
    rows = [r for r in _unclaimed(request, county) if r.case_id in wanted]
    who = _who([r.case_id for r in rows])
    bodies = set(Body.objects.filter(pk__in=[r.body for r in rows if r.body]).values_list("pk", flat=True))  # fmt: skip
    people = set(Person.objects.filter(pk__in=[w[0] for w in who.values()]).values_list("pk", flat=True))  # fmt: skip
    made, left, tariffs = 0, 0, _tariffs(county)
    for row in rows:
        tariff = _in_force(tariffs, row.concluded_on)
        mediator = who.get(row.case_id, (0, ""))[0]
        if tariff is None or row.concluded_on is None:
            left += 1
            continue
        try:
            with transaction.atomic():
                ServiceRecord.objects.create(
                    case=row.case,
                    tariff=tariff,
                    body_id=row.body if row.body in bodies else None,
                    mediator_id=mediator if mediator in people else None,
                    concluded_on=row.concluded_on,
                    amount=tariff.pays(agreed=row.result == "agreed", claimants=row.claimants),
                    batch=f"{visitor.on:%Y-%m}",
                    claimed_by=visitor.person,
                    claimed_at=visitor.at,
                )
            made += 1
        except IntegrityError:
            left += 1
    if made:
        messages.success(request, _("已登记 %(n)s 件") % {"n": made})
    if left:
        messages.warning(
            request, _("%(n)s 件没有登记：已被登记过，或调解结束时还没有补贴标准") % {"n": left}
        )
    if not rows:
        messages.warning(request, _("请先勾选案件"))
    return redirect("mediation-services:list")


HEADS = (
    gettext_lazy("编号"),
    gettext_lazy("案件"),
    gettext_lazy("调解组织"),
    gettext_lazy("调解员"),
    gettext_lazy("调解结束日期"),
    gettext_lazy("结果"),
    gettext_lazy("金额（元）"),
    gettext_lazy("依据文件"),
    gettext_lazy("登记人"),
)
RESULTS = {"agreed": gettext_lazy("达成协议"), "failed": gettext_lazy("未达成协议")}


@counter
def batch(request: VisitorRequest, batch: str) -> HttpResponseBase:
    """Give a batch as a spreadsheet, for whoever pays."""
    county = _county(request)
    rows = ServiceRecord.objects.filter(tariff__region=county, batch=batch)
    if not rows.exists():
        raise Http404(_("没有这一批次"))
    request.visitor.saw("export", None, f"mediation services {county} {batch}")
    return spreadsheet.response(
        _("调解计件记录-%(batch)s") % {"batch": batch}, [str(h) for h in HEADS], _rows(rows)
    )


def _rows(rows: Any) -> Iterator[list[str]]:
    found = rows.select_related("case", "tariff", "body", "mediator", "claimed_by")
    results = dict(
        MediationCase.objects.filter(case__in=rows.values("case")).values_list("case", "result")
    )
    for r in found.order_by("concluded_on", "pk"):
        yield [
            r.case.number or r.case.uid,
            r.case.title,
            r.body.name if r.body else "",
            r.mediator.name if r.mediator else "",
            r.concluded_on.isoformat(),
            str(RESULTS.get(results.get(r.case_id, ""), "")),
            f"{r.amount // 100}.{r.amount % 100:02d}",
            r.tariff.document,
            r.claimed_by.name,
        ]
