"""What the portal asks, in the words of the person who answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import identity
from tongzhou.registry.models import Region
from tongzhou.ui.forms import Form


class NumberForm(Form):
    """Which case, and whose phone."""

    number = forms.CharField(
        label=_("案件编号或查询码"),
        max_length=60,
        help_text=_("通知、函件或短信上有，如 〔2026〕第12号"),
    )
    phone = forms.CharField(
        label=_("您的手机号"),
        max_length=20,
        help_text=_("办理时留下的手机号，用来收验证码"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        return _phone(self.cleaned_data["phone"])


class WorkerForm(Form):
    """Who the worker is: the phone, and the end of the identity number."""

    phone = forms.CharField(
        label=_("您的手机号"),
        max_length=20,
        help_text=_("办理时留下的手机号，用来收验证码"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    number = forms.CharField(
        label=_("身份证号后六位"),
        min_length=6,
        max_length=20,
        help_text=_("也可以填完整的证件号码"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"min_length": _("请填写证件号码的后六位，末位是 X 的也要填")},
    )

    def clean_phone(self) -> str:
        return _phone(self.cleaned_data["phone"])


class EmployerForm(Form):
    """Who acts for an employer: the phone under which they are registered."""

    phone = forms.CharField(
        label=_("单位经办人的手机号"),
        max_length=20,
        help_text=_("在人社部门登记为本单位法定代表人、经办人或代理人的手机号"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        return _phone(self.cleaned_data["phone"])


class CodeForm(Form):
    """The code that came by message."""

    code = forms.CharField(
        label=_("短信验证码"),
        max_length=6,
        min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"min_length": _("验证码是 6 位数字"), "max_length": _("验证码是 6 位数字")},
    )


class WageForm(Form):
    """Where somebody works, and when."""

    region = forms.ChoiceField(label=_("在哪里上班"))
    on = forms.DateField(label=_("哪一天"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = counties()  # type: ignore[attr-defined]


class DaysForm(Form):
    """From when, how long, counted how."""

    start = forms.DateField(
        label=_("从哪一天起"), help_text=_("收到文书、提出申请等事情发生的那一天，当天不算")
    )
    length = forms.IntegerField(label=_("多长"), min_value=1, max_value=3650)
    unit = forms.ChoiceField(
        label=_("怎么算"),
        choices=[
            ("workday", _("工作日")),
            ("day", _("自然日")),
            ("month", _("月")),
            ("year", _("年")),
        ],
        widget=forms.RadioSelect,
        initial="workday",
    )

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if not 2000 <= start.year <= 2100:
            raise forms.ValidationError(_("请填 2000 年至 2100 年之间的日期"))
        return start


def _phone(typed: str) -> str:
    """Return a phone as the registers keep it. Raises ValidationError."""
    try:
        return identity.check_phone(typed)
    except identity.NotAPhone as error:
        raise forms.ValidationError(_("请填 11 位手机号")) from error


def counties() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the counties of the region, under their leagues."""
    rows = Region.objects.filter(level__in=("league", "county"), is_administrative=True)
    leagues: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows.order_by("code"):
        if region.level == "league":
            leagues[region.code] = (region.name, [])
        else:
            leagues[region.code[:4]][1].append((region.code, region.name))
    return list(leagues.values())
