"""上报、派发、改派 — the acts of a warning whose facts the general form cannot ask."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure import act_page
from tongzhou.procedure.act_page import CaseActPage
from tongzhou.procedure.counter import Visitor, VisitorRequest, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import employing
from tongzhou.registry.models import Appointment, Employer
from tongzhou.ui.forms import Form
from tongzhou.warning import rulebook, signalling
from tongzhou.warning.cases import facts, rules
from tongzhou.warning.cases.acts import judging
from tongzhou.warning.cases.procedure import CODE
from tongzhou.warning.models import WarningRow
from tongzhou.warning.offices import ANALYST, COORDINATOR, RESPONDER, WATCHERS
from tongzhou.warning.rules import WARNING, Level

from .sight import room, seats

BY_HAND = (
    "E1",
    "G1",
    "W1",
    "W2",
    "B1",
    "C1",
)  # what people report: the rules with a manual source first


def opened(request: VisitorRequest, uid: str, act: Act[Any]) -> CaseActPage:
    """Return an act of a warning this person may see. Raises Http404, whether it exists or not."""
    return act_page.opened(request, CODE, uid, act)


class ReportForm(Form):
    """What somebody reports by hand: whom, what, how grave, in their own words."""

    words = forms.CharField(label=gettext_lazy("单位名称或统一社会信用代码"), max_length=200)
    rule = forms.ChoiceField(label=gettext_lazy("发现了什么"), widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label=gettext_lazy("严重程度"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("拿不准的选低一级，研判时会核对"),
    )
    story = forms.CharField(
        label=gettext_lazy("情况"), widget=forms.Textarea(attrs={"rows": 4}), max_length=500
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {r.code: r.label for r in rulebook.general().rules}
        rule, level = self.fields["rule"], self.fields["level"]
        rule.choices = [(c, labels[c]) for c in BY_HAND]  # type: ignore[attr-defined]
        level.choices = [(x.value, x.label) for x in WARNING]  # type: ignore[attr-defined]

    def employer(self, within: tuple[str, ...]) -> Employer:
        """Return the employer meant. Raises ValidationError, saying what to do, where that is not clear."""
        words = self.cleaned_data["words"].strip()
        known = employing.find_employer(words)
        bearing = [known] if known else employing.find_by_name(words)
        here = [e for e in bearing if e.region_id.startswith(within)]
        if len(here) == 1:
            return here[0]
        if here:
            codes = "、".join(f"{e.name}（{e.uscc or '临时登记'}）" for e in here[:5])
            raise ValidationError(
                _("有多家同名单位，请填统一社会信用代码：%(list)s") % {"list": codes}
            )
        raise ValidationError(
            _("本地登记库里没有“%(name)s”。请核对全名或统一社会信用代码，或先登记用人单位")
            % {"name": words}
        )


@room(ANALYST, RESPONDER)
def report(request: VisitorRequest) -> HttpResponse:
    """Take a report by hand: a signal, and the warning it belongs to."""
    visitor = request.visitor
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, initial={"words": request.GET.get("employer", "")})
    refusal = ""
    if data is not None:
        if not form.is_valid():
            refusal = _("请改好以下各项再提交")
        else:
            try:
                employer = form.employer(seats(visitor))
                said = form.cleaned_data
                actor = next(
                    a for a in visitor.actors if a.office in (ANALYST.code, RESPONDER.code)
                )
                case = signalling.report(
                    visitor.door, employer, code=said["rule"], level=Level(said["level"]), words=said["story"],
                    by=actor, person=visitor.person, on=visitor.on, at=visitor.at,
                    channel="其他" if actor.office == ANALYST.code else "网格上报",
                    request=data.get("request") or None,
                )  # fmt: skip
            except ValidationError as error:
                refusal = "；".join(error.messages)
            except (Refused, ValueError) as error:
                refusal = str(error)
            else:
                messages.success(request, _("已上报，进入研判"))
                return redirect(*_where(visitor, case))
    context = {
        "form": form,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "tab": "",
    }
    return page(request, "warning/report.html", context, status=422 if refusal else 200)


def _where(visitor: Visitor, case: Case) -> tuple[str, ...]:
    """Return where to go after a report: to the case, or to one's own list where the case is not one's to see."""
    seen = visitor.cases(CODE).filter(pk=case.pk).exists()
    return ("desk:case", case.uid) if seen else ("warning:queue",)


@room(ANALYST, RESPONDER)
def report_more(request: VisitorRequest, uid: str) -> HttpResponse:
    """Report on the employer of a warning: what is told of a warning still open is added to it."""
    row = get_object_or_404(WarningRow, case=request.visitor.case(CODE, uid))
    employer = get_object_or_404(Employer, pk=row.employer)
    words = urlencode({"employer": employer.uscc or employer.name})
    return redirect(f"{reverse('warning:report')}?{words}")


@dataclass
class Sent:
    """Somebody who may be sent: as what, for whom. Who answers for it signs and reports; a coordinator only visits."""

    pk: str
    name: str
    body: str
    offices: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        return RESPONDER.code in self.offices

    @property
    def visits(self) -> bool:
        return COORDINATOR.code in self.offices


def responders(region: str, on: date) -> list[Sent]:
    """Return who may be sent in a county and above it. One query."""
    seats = Q(region=region[:6]) | Q(region__code__startswith=region[:6]) | Q(region=region[:4])
    rows = (
        Appointment.objects.on(on)
        .filter(seats, office__in=(RESPONDER.code, COORDINATOR.code), person__is_active=True)
        .order_by("-region", "person__name")
        .values_list("person_id", "person__name", "body__short_name", "body__name", "office")
    )
    found: dict[int, Sent] = {}
    for pk, name, short, long, office in rows:
        one = found.setdefault(pk, Sent(str(pk), name, short or long))
        one.offices = (*one.offices, office)
    return list(found.values())


@room(*WATCHERS)
def dispatch(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask to whom a warning goes."""
    return _sent(request, uid, judging.dispatch)


@room(*WATCHERS)
def hand_on(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask who carries on with a warning that was looked at already."""
    return _sent(request, uid, judging.hand_on)


def _sent(request: VisitorRequest, uid: str, act: Act[Any]) -> HttpResponse:
    doing = opened(request, uid, act)
    people = responders(doing.case.region, request.visitor.on)
    form = form_for(facts.Dispatch)(doing.data, prefix="act")
    form.fields.pop("region", None)
    picked = doing.data.getlist("handler") if doing.data is not None else []
    if doing.data is not None:
        chosen = {f"handler/{one.pk}": one.name for one in people if one.pk in picked}
        sent = tuple(sorted(one.pk for one in people if one.pk in picked and one.visits))
        carrying = {*picked, *(s.ref for s in rules.handlers(doing.view))}
        form.given = {"names": chosen, "coordinators": sent}
        if not form.is_valid():
            doing.refusal = _("请改好以下各项再提交")
        elif chosen and not any(one.answers and one.pk in carrying for one in people):
            doing.refusal = _(
                "请至少选一名处置责任人：协调员只走访核实，签收、反馈由处置责任人办理"
            )
        elif doing.does(form.facts(), chosen):
            return redirect("desk:case", uid)
    return doing.page("warning/dispatch.html", form=form, people=people, picked=picked)
