"""与已有预警重复、转突发事件 — acts that name another warning, or a person who takes over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.models import CaseLink
from tongzhou.registry.models import Appointment
from tongzhou.ui.forms import Form
from tongzhou.warning.cases import facts
from tongzhou.warning.cases.acts import judging, reviewing
from tongzhou.warning.cases.choices import hit_rules
from tongzhou.warning.cases.procedure import CASE
from tongzhou.warning.models import WarningRow
from tongzhou.warning.offices import INCIDENT, WATCHERS
from tongzhou.warning.rules import Level

from .acting import opened
from .sight import room, warnings

MOST = 50
SAME = "duplicate"  # the kind of the link


class OtherForm(Form):
    """Which warning it repeats."""

    other = forms.ChoiceField(label=gettext_lazy("已有的预警"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, others: list[WarningRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(r.case.uid, called(r)) for r in others]  # type: ignore[attr-defined]


def called(row: WarningRow) -> str:
    """Return a warning as the list shows it: number, level, rules, day, state."""
    state = CASE.states[row.case.state].staff
    name = row.case.number or row.case.title
    return f"{name} · {Level(row.level).label} · {row.rules} · {row.opened_on:%Y-%m-%d} · {state}"


@room(*WATCHERS)
def duplicate(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask which warning of the same employer this one repeats; both are linked."""
    doing = opened(request, uid, judging.duplicate)
    row = WarningRow.objects.filter(case=doing.case).first()
    same = warnings(request.visitor).filter(employer=row.employer if row else None)
    others = list(
        same.exclude(case=doing.case)
        .select_related("case")
        .order_by("-is_open", "-opened_on")[:MOST]
    )
    form = OtherForm(others, doing.data)
    if doing.data is not None:
        if not form.is_valid():
            doing.refusal = _("请改好以下各项再提交")
        else:
            chosen = next(r.case for r in others if r.case.uid == form.cleaned_data["other"])
            stated = facts.Duplicate(
                other=chosen.uid,
                number=chosen.number or chosen.title,
                words=form.cleaned_data["words"],
            )

            def link(_actor: Any) -> None:
                CaseLink.objects.create(
                    source=doing.case,
                    target=chosen,
                    seq=doing.view.seq + 1,
                    kind=SAME,
                    label=_("重复"),
                )

            if doing.does(stated, besides=link):
                return redirect("desk:case", uid)
    return doing.page("warning/duplicate.html", form=form, others=others)


def officers(region: str, on: date) -> list[tuple[str, str, str]]:
    """Return who takes over incidents in a county and its league: number, name, body. One query."""
    rows = (
        Appointment.objects.on(on)
        .filter(
            Q(region=region[:6]) | Q(region=region[:4]) | Q(region=region[:2]),
            office=INCIDENT.code,
            person__is_active=True,
        )
        .order_by("-region", "person__name")
        .values_list("person_id", "person__name", "body__short_name", "body__name")
    )
    return list(
        {str(pk): (str(pk), name, short or long) for pk, name, short, long in rows}.values()
    )


@room(*WATCHERS)
def incident(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask to whom of the platform the matter goes: that person is told, and answers for it until it is over."""
    doing = opened(request, uid, reviewing.to_incident)
    people = officers(doing.case.region, request.visitor.on)
    form = form_for(facts.ToIncident, choices=lambda _code: hit_rules(doing.view))(
        doing.data, prefix="act"
    )
    for name in ("officer", "officer_name"):
        form.fields.pop(name, None)
    picked = doing.data.get("officer", "") if doing.data is not None else ""
    if doing.data is not None:
        named = {pk: name for pk, name, _body in people}
        form.given = {"officer": picked if picked in named else "", "officer_name": named.get(picked, "")}  # fmt: skip
        if not form.is_valid():
            doing.refusal = _("请改好以下各项再提交")
        elif doing.does(form.facts()):
            return redirect("desk:case", uid)
    return doing.page("warning/incident.html", form=form, people=people, picked=picked)
