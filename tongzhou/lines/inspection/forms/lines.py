"""逐项的表单 — one form for each violation: what was found, what is proposed, what is decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.law.discretion import FLAGS
from tongzhou.lines.inspection.facts.concluding import Finding, Proposed
from tongzhou.lines.inspection.facts.deciding import Decided
from tongzhou.procedure.forms import YuanField
from tongzhou.ui.forms import Form

OUTCOMES = [("查实", _("查实")), ("不成立", _("不成立"))]
MEASURES = [(m, m) for m in ("行政处罚", "行政处理", "不予处罚", "改正后结案")]
GROUNDS = [
    ("", _("不适用")),
    *((g, g) for g in ("轻微不罚", "首违不罚", "无主观过错", "超过追究时效")),
]


class FindingForm(Form):
    """What was found of one violation."""

    outcome = forms.ChoiceField(label=_("结论"), choices=OUTCOMES, widget=forms.RadioSelect)
    workers = forms.IntegerField(label=_("涉及劳动者（人）"), min_value=0, required=False)
    amount = YuanField(label=_("涉及金额（元）"), min_value=0, required=False)
    months = forms.IntegerField(label=_("涉及月数"), min_value=0, required=False)
    since = forms.DateField(label=_("违法行为起"), required=False)
    until = forms.DateField(label=_("违法行为止"), required=False, help_text=_("仍在继续的不填"))
    words = forms.CharField(
        label=_("事实"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = forms.CharField(label=_("证据"), max_length=500, required=False)
    times = forms.IntegerField(label=_("二年内第几次（含本次）"), min_value=1, required=False)
    flags = forms.MultipleChoiceField(
        label=_("裁量情节"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, text.zh) for code, text in FLAGS.items()],
    )  # fmt: skip
    no_fault = forms.BooleanField(label=_("当事人有证据足以证明没有主观过错"), required=False)
    unlicensed = forms.BooleanField(label=_("无营业执照或者未依法登记"), required=False)
    serious = forms.ChoiceField(
        label=_("情节严重"), required=False,
        choices=[("", _("未认定")), ("yes", _("认定情节严重")), ("no", _("认定不属于情节严重"))],
    )  # fmt: skip

    def finding(self) -> Finding:
        """Return what was found. Call after `is_valid()`."""
        d = self.cleaned_data
        weighed = ("serious",) if d["serious"] == "yes" else ()
        return Finding(
            outcome=d["outcome"], workers=d["workers"] or 0, amount=d["amount"] or 0, months=d["months"] or 0,
            since=d["since"], until=d["until"], words=d["words"].strip(), evidence=d["evidence"].strip(),
            corrected="corrected" in d["flags"], no_fault=d["no_fault"], unlicensed=d["unlicensed"],
            times=d["times"], flags=tuple(d["flags"]), weighed=weighed,
            not_weighed=("serious",) if d["serious"] == "no" else (),
        )  # fmt: skip


class ProposedForm(Form):
    """What is proposed for one violation."""

    measure = forms.ChoiceField(label=_("拟处理"), choices=MEASURES, widget=forms.RadioSelect)
    fine = YuanField(label=_("拟处罚款（元）"), min_value=0, required=False)
    warning = forms.BooleanField(label=_("给予警告"), required=False)
    pay = YuanField(label=_("责令支付劳动者（元）"), min_value=0, required=False)
    exemption = forms.ChoiceField(label=_("不予处罚的情形"), choices=GROUNDS, required=False)
    words = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    argument = forms.CharField(
        label=_("偏离裁量基准的理由"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("罚款在建议幅度以外的必须填写，并由另一名监察员确认"),
    )  # fmt: skip

    def proposed(self, known: dict[str, Any]) -> Proposed:
        """Return what is proposed, with what the law and the table say. Call after `is_valid()`."""
        d = self.cleaned_data
        return Proposed(
            measure=d["measure"], fine=d["fine"] or 0, pay=d["pay"] or 0, warning=d["warning"],
            words=d["words"].strip(), argument=d["argument"].strip(), exemption=d["exemption"], **known,
        )  # fmt: skip


class DecidedForm(Form):
    """What is decided of one violation."""

    fine = YuanField(label=_("罚款（元）"), min_value=0, required=False)
    warning = forms.BooleanField(label=_("给予警告"), required=False)
    pay = YuanField(label=_("责令支付劳动者（元）"), min_value=0, required=False)
    words = forms.CharField(label=_("其他内容"), max_length=1000, required=False)

    def decided(self, basis: str) -> Decided:
        """Return what is decided. Call after `is_valid()`."""
        d = self.cleaned_data
        return Decided(
            fine=d["fine"] or 0, pay=d["pay"] or 0, warning=d["warning"], words=d["words"].strip(), basis=basis
        )  # fmt: skip
