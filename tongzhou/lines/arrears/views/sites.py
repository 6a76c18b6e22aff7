"""项目 — who works under whom, what is in place for the wages, what is missing and since when; the board to print."""

from __future__ import annotations

import io
from typing import Any

import qrcode
import qrcode.image.svg
from django import forms
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.law import NotRecorded, amount
from tongzhou.lines.arrears.models import MatterRow, Safeguard, SiteFacts, SiteMonth, SiteParty
from tongzhou.lines.arrears.offices import EVERYONE
from tongzhou.lines.arrears.procedure import MATTER
from tongzhou.lines.arrears.projects import names_of
from tongzhou.lines.arrears.rules import site as rules
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import YuanField
from tongzhou.procedure.tabular import Wrong, month
from tongzhou.registry.models import Employer, Project
from tongzhou.registry.offices import within_reach
from tongzhou.ui.forms import Form, ModelForm

MOST = 50
MONTHS = 12


class FactsForm(ModelForm):
    """What the periods are counted from."""

    price = YuanField(label=gettext_lazy("施工合同额（元）"), required=False, min_value=0)

    class Meta:
        model = SiteFacts
        fields = ["contract_on", "permit_on", "price", "public_funds", "finished_on", "pay_day", "authority", "officer", "officer_phone"]  # fmt: skip


class PartyForm(ModelForm):
    """One unit or team of a project."""

    firm = forms.CharField(
        label=gettext_lazy("单位（登记簿中的全名或信用代码）"), required=False, max_length=200
    )

    class Meta:
        model = SiteParty
        fields = ["role", "name", "under", "leader", "since", "until"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["under"].queryset = SiteParty.objects.filter(project=project)  # type: ignore[attr-defined]

    def clean_firm(self) -> Employer | None:
        """Find the unit in the register."""
        name = self.cleaned_data["firm"].strip()
        if not name:
            return None
        found = Employer.objects.filter(uscc=name).first() or Employer.objects.filter(name=name, merged_into=None).first()  # fmt: skip
        if found is None:
            raise forms.ValidationError(
                _("登记簿中没有这个单位，请填全名或统一社会信用代码，或先登记")
            )
        return found


class SafeguardForm(ModelForm):
    """One safeguard, put in place on a day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("保障制度"), choices=[(k.code, k.label) for k in rules.KINDS.values()]
    )
    amount = YuanField(label=gettext_lazy("金额（元）"), required=False, min_value=0)

    class Meta:
        model = Safeguard
        fields = ["kind", "done_on", "holder", "reference", "amount", "until"]


class MonthForm(Form):
    """One month of pay."""

    month = forms.CharField(label=gettext_lazy("月份"), max_length=20)
    cost = YuanField(label=gettext_lazy("人工费用拨付金额（元）"), required=False, min_value=0)
    cost_on = forms.DateField(label=gettext_lazy("人工费用拨付日期"), required=False)
    workers = forms.IntegerField(label=gettext_lazy("应发人数"), required=False, min_value=0)
    due = YuanField(label=gettext_lazy("应发合计（元）"), required=False, min_value=0)
    signed_on = forms.DateField(label=gettext_lazy("工资表本人签字日期"), required=False)
    paid = YuanField(label=gettext_lazy("银行代发合计（元）"), required=False, min_value=0)
    paid_on = forms.DateField(label=gettext_lazy("代发日期"), required=False)

    def clean_month(self) -> str:
        """Read a month as people write it."""
        try:
            return str(month()(self.cleaned_data["month"]) or "")
        except Wrong as wrong:
            raise forms.ValidationError(f"{wrong.rule}，{wrong.mend}") from None


def project_of(request: VisitorRequest, pk: int) -> Project:
    """Return a project this person reaches. Raises Http404."""
    visitor = request.visitor
    mine = {o.code for o in EVERYONE}
    if not any(a.office in mine for a in visitor.actors):
        raise Http404(_("项目的工资保障由劳动保障监察机构登记"))
    reach = Project.objects.filter(within_reach(visitor.person, on=visitor.on))
    return get_object_or_404(reach.select_related("contractor", "client", "region"), pk=pk)


@counter
def sites(request: VisitorRequest) -> HttpResponse:
    """List the projects in reach, those with something missing first."""
    visitor = request.visitor
    mine = {o.code for o in EVERYONE}
    if not any(a.office in mine for a in visitor.actors):
        raise Http404(_("项目的工资保障由劳动保障监察机构登记"))
    reach = Project.objects.filter(within_reach(visitor.person, on=visitor.on)).select_related(
        "contractor"
    )
    q = request.GET.get("q", "").strip()
    if q:
        reach = reach.filter(name__icontains=q)
    shown = list(reach.order_by(F("since").desc(nulls_last=True), "pk")[:MOST])
    done: dict[int, dict[str, Any]] = {}
    for row in Safeguard.objects.filter(project__in=shown).order_by("-done_on"):
        done.setdefault(row.project_id, {})[row.kind] = row.done_on
    facts = {f.project_id: f for f in SiteFacts.objects.filter(project__in=shown)}
    found = []
    for project in shown:
        all_ = rules.checks(
            starts_of(project, facts.get(project.pk)), done.get(project.pk, {}), on=visitor.on
        )
        found.append(
            (
                project,
                [c for c in all_ if c.state == "missing"],
                [c for c in all_ if c.state == "unknown"],
            )
        )
    found.sort(key=lambda row: -len(row[1]))
    return page(request, "arrears/sites.html", {"rows": found, "q": q})


def starts_of(project: Project, facts: SiteFacts | None) -> dict[str, Any]:
    """Return the days from which the periods of a project count."""
    return {
        "start": project.since,
        "contract": facts.contract_on if facts else None,
        "permit": facts.permit_on if facts else None,
    }


@counter
def site(request: VisitorRequest, pk: int) -> HttpResponse:
    """Show a project: who is under whom, what is in place, what each month lacks; and take down more."""
    project, visitor = project_of(request, pk), request.visitor
    facts = SiteFacts.objects.filter(project=project).first() or SiteFacts(project=project)
    what = request.POST.get("what", "")
    forms_ = {
        "facts": FactsForm(request.POST if what == "facts" else None, instance=facts, prefix="facts"),
        "party": PartyForm(request.POST if what == "party" else None, project=project, prefix="party", instance=SiteParty(project=project)),
        "safeguard": SafeguardForm(
            request.POST if what == "safeguard" else None, prefix="safeguard",
            instance=Safeguard(project=project, person=visitor.person, at=visitor.at),
        ),
        "month": MonthForm(request.POST if what == "month" else None, prefix="month"),
    }  # fmt: skip
    form: Any = forms_.get(what)
    if form is not None and form.is_valid():
        _keep(what, form, project)
        return redirect("arrears:site", pk)
    guards = list(Safeguard.objects.filter(project=project).order_by("-done_on", "-pk"))
    done = {g.kind: g.done_on for g in guards}
    rows = list(SiteMonth.objects.filter(project=project)[:MONTHS])
    parties = list(
        SiteParty.objects.filter(project=project)
        .select_related("employer", "under")
        .order_by("role", "pk")
    )
    matters = MatterRow.objects.filter(
        project__in=names_of(project), case__in=visitor.cases(MATTER.code).values("pk")
    )
    context = {
        "project": project,
        "facts": facts,
        "forms": forms_,
        "open": what,
        "tree": _tree(parties),
        "checks": rules.checks(starts_of(project, facts), done, on=visitor.on),
        "guards": {g.kind: g for g in reversed(guards)},
        "deposit": rules.deposit(facts.price, on=visitor.on, region=project.region_id)
        if facts.price
        else None,
        "months": [(m, _month(m, visitor.on)) for m in rows],
        "matters": list(matters.select_related("case").order_by("-opened_on")[:20]),
    }
    return page(request, "arrears/site.html", context, status=422 if form is not None else 200)


def _keep(what: str, form: Any, project: Project) -> None:
    if what == "month":
        stated = form.cleaned_data
        SiteMonth.objects.update_or_create(project=project, month=stated["month"], defaults={k: v for k, v in stated.items() if k != "month" and v is not None})  # fmt: skip
        return
    if what == "party":
        form.instance.employer = form.cleaned_data["firm"]
    form.save()


def _month(m: SiteMonth, on: Any) -> rules.MonthCheck:
    return rules.month_check(
        m.month, cost_on=m.cost_on, signed_on=m.signed_on, paid_on=m.paid_on, due_fen=m.due, paid_fen=m.paid, on=on
    )  # fmt: skip


def _tree(parties: list[SiteParty]) -> list[tuple[SiteParty, int]]:
    """Return the units, each under the one it works for, with how deep it stands."""
    below: dict[int | None, list[SiteParty]] = {}
    for party in parties:
        below.setdefault(party.under_id, []).append(party)
    found: list[tuple[SiteParty, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for party in below.get(parent, []):
            if depth < 6:
                found.append((party, depth))
                walk(party.pk, depth + 1)

    walk(None, 1)
    return found


@counter
def board(request: VisitorRequest, pk: int) -> HttpResponse:
    """Show the board of workers' rights of a project, to be printed: 条例 34, with the QR of IM 19."""
    project, visitor = project_of(request, pk), request.visitor
    facts = SiteFacts.objects.filter(project=project).first()
    inspectors = (
        sorted({visitor.person.name})
        if any(a.office == "inspector" for a in visitor.actors)
        else []
    )
    try:
        wage = amount("minimum_wage", on=visitor.on, region=project.region_id)
    except (NotRecorded, ValueError):
        wage = None
    url = request.build_absolute_uri(reverse("portal:workers"))
    context = {
        "project": project,
        "facts": facts,
        "parties": SiteParty.objects.filter(project=project, role="sub").order_by("pk"),
        "wage": wage,
        "inspectors": inspectors,
        "body": visitor.appointments[0].body if visitor.appointments else None,
        "url": url,
        "qr": mark_safe(qr_of(url)),
    }
    return page(request, "arrears/site_board.html", context)


def qr_of(text: str) -> str:
    """Return a QR code as an SVG element."""
    out = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=1).save(out)
    return out.getvalue().decode().partition("?>")[2]
