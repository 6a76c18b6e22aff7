"""走访表单 — one form on a phone: what was done, seven points to tap, policies, signs, pictures."""

from __future__ import annotations

from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.coordinators.risk.facts import Reported
from tongzhou.lines.coordinators.signs import SIGNS
from tongzhou.lines.coordinators.visit.facts import Looked, Verified, Visit
from tongzhou.lines.coordinators.visit.items import POINTS, POLICIES, Point
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.ui.forms import Form

OUTCOMES = [("正常", _("正常")), ("关注", _("关注")), ("未了解", _("未了解"))]


class PointForm(Form):
    """One point of the checklist: a tap."""

    outcome = forms.ChoiceField(
        label=_("情况"),
        choices=OUTCOMES,
        initial="未了解",
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, prefix=point.code, **kwargs)
        self.point = point

    def looked(self) -> Looked:
        """Return what was found. Call after `is_valid()`."""
        return Looked(item=self.point.code, outcome=self.cleaned_data["outcome"] or "未了解")


class TicksForm(Form):
    """What is ticked: policies handed over, signs of risk."""

    policies = forms.MultipleChoiceField(
        label=_("送政策"),
        choices=list(POLICIES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    signs = forms.MultipleChoiceField(
        label=_("风险苗头"),
        choices=[(s.code, s.label) for s in SIGNS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def point_forms(data: Any) -> list[PointForm]:
    """Return the checklist."""
    return [PointForm(data, point=p) for p in POINTS]


# What `Visit.check` asks for is asked on the phone too (`data-needed`, see ui/offline/form.js): without a network nobody else can.
NEEDED = {
    "people": "signs",
    "urgency": "signs",
    "cause": "verified=属实|部分属实",
    "words": "work!=走访",
}
VERIFYING = ("verified", "cause", "plan")


def visit_form(*, verifies: bool = True) -> type[FactsForm]:
    """Return the form of the record; ticks, points and pictures come apart. `verifies`: a warning waits for the result."""
    form = form_for(Visit)
    form.base_fields.pop("signs", None)
    form.base_fields["words"].widget.attrs["rows"] = 3
    for name, when in NEEDED.items():
        form.base_fields[name].widget.attrs["data-needed"] = when
    if not verifies:
        for name in VERIFYING:
            form.base_fields.pop(name)
        return form
    result = form.base_fields["verified"]
    assert isinstance(result, forms.ChoiceField)
    result.choices = [(v, v) for v in get_args(Verified) if v]
    result.required, result.initial = True, None
    result.error_messages["required"] = _("预警要求核查的，请选择核查结果")
    return form


def risk_form() -> type[FactsForm]:
    """Return the form of a report of risk: signs are ticked, the rest is four fields."""
    form = form_for(Reported)
    form.base_fields["signs"] = forms.MultipleChoiceField(
        label=_("苗头"),
        choices=[(s.code, s.label) for s in SIGNS],
        widget=forms.CheckboxSelectMultiple(attrs={"data-needed": ""}),
        error_messages={"required": _("请至少选择一种苗头")},
    )
    form.base_fields["words"].widget.attrs["rows"] = 2
    return form
