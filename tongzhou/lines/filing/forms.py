"""备案表单 — what is asked to declare a hiring, a renewal, a change, an ending; the same at portal and desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import credit_code, identity, papers, sealing
from tongzhou.registry.models import Region, Worker
from tongzhou.ui.forms import Form

from .declaring import Paper
from .known import MAN, WOMAN
from .models import Employment

MOST_PAY = Decimal(10_000_000)
MOST_PERMIT = 40  # characters of the number of a work permit
KINDS = Employment.Kind.choices
WORKER = ("name", "id_kind", "number", "born_on", "sex", "permit", "permit_until", "phone")
PERMIT = ("permit", "permit_until")


class PaperField(forms.ChoiceField):
    """证件类型 — of which paper a number is; where nothing is chosen, of 居民身份证."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("证件类型"),
            choices=Worker.IdKind.choices,
            initial=Worker.IdKind.RESIDENT,
            required=False,
        )

    def clean(self, value: Any) -> str:
        """Return one of `papers.KINDS`."""
        return str(super().clean(value) or papers.RESIDENT)


def whole_number(form: Form) -> str:
    """Return the number that was typed into a form, as it is kept. Raises ValidationError where it is not whole for the paper that was chosen."""
    typed = identity.tidy(form.cleaned_data["number"])
    kind = form.cleaned_data.get("id_kind", papers.RESIDENT)
    if papers.is_shaped(typed, kind):
        return typed
    if kind == papers.PASSPORT:
        raise ValidationError(_("请填写完整的护照号码，5 至 20 位字母或数字"))
    if kind == papers.PERMANENT:
        raise ValidationError(_("请填写完整的证件号码：18 位，旧版为 3 个字母加 12 位数字"))
    raise ValidationError(
        _("请填写完整的18位证件号码，末位是 X 的也要填；持其他证件的，请先选择证件类型")
    )


class TermsForm(Form):
    """The terms of a period. `terms` gives them as the register keeps them, pay in fen."""

    region = forms.ChoiceField(label=gettext_lazy("工作地（旗县）"))
    kind = forms.ChoiceField(label=gettext_lazy("用工形式"), choices=KINDS)
    using_name = forms.CharField(
        label=gettext_lazy("用工单位（派遣的填）"), max_length=200, required=False
    )
    using_uscc = forms.CharField(
        label=gettext_lazy("用工单位统一社会信用代码（派遣的填）"), max_length=18, required=False
    )
    platform_class = forms.ChoiceField(
        label=gettext_lazy("新就业形态的情形"),
        required=False,
        choices=[("", gettext_lazy("不是新就业形态")), *Employment.PlatformClass.choices],
        help_text=gettext_lazy("先用“情形判断”回答几个问题"),
    )
    job = forms.CharField(label=gettext_lazy("岗位（工种）"), max_length=60)
    term = forms.ChoiceField(label=gettext_lazy("合同期限类型"), choices=Employment.Term.choices)
    starts_on = forms.DateField(label=gettext_lazy("起始日期（开始用工的日子）"))
    ends_on = forms.DateField(label=gettext_lazy("期满日期"), required=False)
    probation_until = forms.DateField(label=gettext_lazy("试用期至"), required=False)
    pay = forms.DecimalField(
        label=gettext_lazy("约定工资（元）"), max_digits=12, decimal_places=2, max_value=MOST_PAY
    )
    pay_basis = forms.ChoiceField(
        label=gettext_lazy("计薪方式"), choices=Employment.PayBasis.choices
    )
    weekly_hours = forms.IntegerField(
        label=gettext_lazy("每周工时"), min_value=1, max_value=84, required=False
    )
    written = forms.ChoiceField(label=gettext_lazy("书面合同"), choices=Employment.Written.choices)
    contract_number = forms.CharField(label=gettext_lazy("合同编号"), max_length=40, required=False)
    econtract = forms.CharField(
        label=gettext_lazy("电子合同存证编号"), max_length=80, required=False
    )
    signed_on = forms.DateField(label=gettext_lazy("签订日期"), required=False)
    insured = forms.TypedChoiceField(
        label=gettext_lazy("参加社会保险"),
        choices=[
            ("", gettext_lazy("请选择")),
            ("yes", gettext_lazy("已参加")),
            ("no", gettext_lazy("没有参加")),
        ],
        coerce=lambda said: said == "yes",
        help_text=gettext_lazy("用工之日起三十日内应为职工办理参保登记"),
    )
    permit = forms.CharField(
        label=gettext_lazy("工作许可证号（持护照的填）"),
        max_length=MOST_PERMIT,
        required=False,
        help_text=gettext_lazy("已加载到社会保障卡的，照填许可号码"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    permit_until = forms.DateField(
        label=gettext_lazy("工作许可有效期至（持护照的填）"), required=False
    )

    def __init__(self, *args: Any, within: str = "", row: Employment | None = None, **kw: Any):
        if row is not None:
            kw["initial"] = shown(row) | (kw.get("initial") or {})
        super().__init__(*args, **kw)
        self.fields["region"].choices = counties(within)  # type: ignore[attr-defined]
        if row is not None and row.id_kind != papers.PASSPORT:
            for name in PERMIT:  # whoever bears another paper needs none
                del self.fields[name]
        elif row is not None:
            known = sealing.mask_id_number(row.open_identity().permit)
            self.fields["permit"].help_text = _("现为 %(permit)s，不变的不必填") % {
                "permit": known or "—"
            }

    @property
    def permit_number(self) -> str | None:
        """The number of the work permit of one whose declaration stands; None where it stays as it is."""
        return str(self.cleaned_data.get("permit") or "") or None

    def clean_using_uscc(self) -> str:
        typed = str(self.cleaned_data["using_uscc"] or "")
        if not typed.strip():
            return ""
        try:
            return credit_code.check(typed)
        except credit_code.NotACreditCode as error:
            raise ValidationError(str(error)) from error

    def terms(self) -> dict[str, Any]:
        """Return the terms by column."""
        said = {n: v for n, v in self.cleaned_data.items() if n in TermsForm.base_fields}
        said.pop("permit", None)  # not of the terms: sealed with who the worker is
        said["region_id"] = said.pop("region")
        said["pay"] = int(said["pay"] * 100)
        return said

    def refuse(self, error: ValidationError) -> None:
        """Put what the register refused where it belongs."""
        refused(self, error)


def refused(form: Form, error: ValidationError) -> None:
    """Put what a register refused where it belongs in a form: at its field, or above the form."""
    told = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, words in told.items():
        name = "region" if name == "region_id" else name
        form.add_error(name if name in form.fields else None, words)


class HireForm(TermsForm):
    """招用: who the worker is, and the terms."""

    name = forms.CharField(label=gettext_lazy("劳动者姓名"), max_length=100)
    id_kind = PaperField()
    number = forms.CharField(
        label=gettext_lazy("证件号码"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    born_on = forms.DateField(
        label=gettext_lazy("出生日期"),
        required=False,
        help_text=gettext_lazy("持护照、旧版外国人永久居留身份证的填；18位号码里已经有，不必填"),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("性别"),
        required=False,
        choices=[("", "—"), (MAN, gettext_lazy("男")), (WOMAN, gettext_lazy("女"))],
        help_text=gettext_lazy("与出生日期同样填写"),
    )
    phone = forms.CharField(
        label=gettext_lazy("劳动者手机号"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("填本人的手机号：本人凭它查看备案、提出异议"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = list(WORKER)  # as Django declares it

    def paper(self) -> Paper:
        """Return the paper of the worker as it was stated."""
        said = self.cleaned_data
        woman = said["sex"] == WOMAN if said["sex"] else None
        return Paper(said["number"], said["id_kind"], said["born_on"], woman, said["permit"])


class ChangeForm(TermsForm):
    """变更、更正: the terms as they now are, and why."""

    reason = forms.CharField(
        label=gettext_lazy("事由"),
        max_length=300,
        help_text=gettext_lazy("例如：协商变更岗位和工资；填报有误，予以更正"),
    )


class EndForm(Form):
    """解除、终止."""

    ended_on = forms.DateField(label=gettext_lazy("解除或终止日期"))
    end_reason = forms.ChoiceField(
        label=gettext_lazy("解除或终止原因"), choices=Employment.EndReason.choices
    )
    reason = forms.CharField(label=gettext_lazy("说明"), max_length=300, required=False)

    refuse = TermsForm.refuse


class VoidForm(Form):
    """作废: why it should not have been declared."""

    reason = forms.CharField(label=gettext_lazy("作废的理由"), max_length=300)

    refuse = TermsForm.refuse


def shown(row: Employment) -> dict[str, Any]:
    """Return the terms of a row as the form shows them."""
    found: dict[str, Any] = {n: getattr(row, n, None) for n in TermsForm.base_fields}
    found["region"] = row.region_id[:6]
    found["pay"] = Decimal(row.pay) / 100 if row.pay is not None else None
    found["insured"] = "" if row.insured is None else "yes" if row.insured else "no"
    found["permit"] = ""  # sealed: not shown in whole to whoever opens the form
    return found


def renewal(row: Employment) -> dict[str, Any]:
    """Return what the form of a renewal begins with: the day after the term, no probation."""
    next_day = date.fromordinal(row.ends_on.toordinal() + 1) if row.ends_on else None
    return {"starts_on": next_day, "ends_on": None, "probation_until": None, "signed_on": None}


def counties(within: str = "") -> list[Any]:
    """Return the counties to choose from, under their leagues; with `within` those of a region. One query."""
    rows = Region.objects.filter(level__in=("league", "county"), is_administrative=True)
    if within:
        rows = rows.filter(code__startswith=within[:6])
        return [(r.code, r.name) for r in rows.order_by("code") if r.level == "county"]
    leagues: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows.order_by("code"):
        if region.level == "league":
            leagues[region.code] = (region.name, [])
        elif region.code[:4] in leagues:
            leagues[region.code[:4]][1].append((region.code, region.name))
    return [("", _("请选择")), *leagues.values()]
