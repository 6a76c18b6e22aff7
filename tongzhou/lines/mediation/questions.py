"""五个问题 — what a worker is asked on the phone, one thing a page, in the words of daily life."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.law.heads import HEADS, heads_for
from tongzhou.procedure.forms import YuanField
from tongzhou.procedure.weakfields import WeakFilesField
from tongzhou.registry import credit_code, identity, working
from tongzhou.registry.models import Region, Worker
from tongzhou.ui.forms import Form

from .models import MediationBody

LANGUAGES = [("汉语", _("汉语")), ("蒙古语", _("蒙古语")), ("汉语和蒙古语", _("汉语和蒙古语")), ("其他", _("其他"))]  # fmt: skip


def counties() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the counties in which a mediating body receives applications, under their leagues."""
    served = set(MediationBody.objects.filter(is_active=True).values_list("county", flat=True))
    rows = Region.objects.filter(level__in=("league", "county"), is_administrative=True)
    leagues: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows.order_by("code"):
        if region.level == "league":
            leagues[region.code] = (region.name, [])
        elif region.code in served:
            leagues[region.code[:4]][1].append((region.code, region.name))
    return [(name, found) for name, found in leagues.values() if found]


def towns(county: str) -> list[tuple[str, str]]:
    """Return the sumu, towns and sub-districts of a county."""
    rows = Region.objects.filter(parent=county, level="township").order_by("code")
    return list(rows.values_list("code", "name"))


class EmployerQuestion(Form):
    """1. 给谁干活: the employer, and where the work is done."""

    employer = forms.CharField(
        label=_("单位（老板、工程队）叫什么"),
        max_length=100,
        help_text=_("写全称最好，工资条、合同、工牌、门头上都可能有；不知道全称写您知道的"),
    )
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=30, required=False, help_text=_("不知道可以不填")
    )
    county = forms.ChoiceField(label=_("干活的地方在哪个旗县（市、区）"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", _("请选择")), *counties()]  # type: ignore[attr-defined]

    def clean_uscc(self) -> str:
        typed: str = self.cleaned_data["uscc"].strip()
        if not typed:
            return ""
        try:
            return credit_code.check(typed)
        except credit_code.NotACreditCode as error:
            raise forms.ValidationError(str(error)) from error


class TownQuestion(Form):
    """… and in which sumu or town of it, for whoever mediates nearest."""

    town = forms.ChoiceField(
        label=_("在哪个苏木乡镇（街道）"), required=False, help_text=_("不清楚可以不选")
    )

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = towns(county)
        self.fields["town"].choices = [("", _("不清楚")), *found]  # type: ignore[attr-defined]


class TroubleQuestion(Form):
    """2. 出了什么事: the heads in the words a worker would use, and the story."""

    heads = forms.MultipleChoiceField(
        label=_("您要单位做什么（可多选）"), widget=forms.CheckboxSelectMultiple
    )
    story = forms.CharField(
        label=_("说说经过"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("什么时候开始干、干什么活、说好多少钱、后来怎么了；想到什么写什么"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heads"].choices = [(h.code, h.asked) for h in heads_for()]  # type: ignore[attr-defined]


class TimeQuestion(Form):
    """3. 从什么时候开始."""

    hired_on = forms.DateField(label=_("哪天开始在这里干活"), required=False)
    left_on = forms.DateField(label=_("哪天离开的"), required=False, help_text=_("还在干的不填"))
    since = forms.DateField(
        label=_("拖欠、争议的事从哪天开始"), required=False, help_text=_("记不清写大概的日子")
    )
    until = forms.DateField(label=_("到哪天"), required=False, help_text=_("一直到现在的不填"))
    post = forms.CharField(label=_("干什么活"), max_length=60, required=False)
    monthly_wage = YuanField(
        label=_("说好每月多少钱"), required=False, help_text=_("按天算的，写一个月大概多少")
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for first, last, words in (
            ("hired_on", "left_on", _("离开的日子早于开始干活的日子，请核对")),
            ("since", "until", _("结束的日子早于开始的日子，请核对")),
        ):
            if found.get(first) and found.get(last) and found[last] < found[first]:
                self.add_error(last, words)
        return found


class SumQuestion(Form):
    """4. 一共多少钱: a sum and how it was reckoned, for each head of money that was ticked."""

    def __init__(self, *args: Any, heads: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in heads:
            of = HEADS.get(code)
            if of is None:
                continue
            if of.money:
                field = YuanField(
                    label=of.asked,
                    required=False,
                    min_value=0,
                    help_text=_("算不清可以不填，由调解员帮您算"),
                )
                field.unit = "元"  # type: ignore[attr-defined]
                self.fields[f"amount-{code}"] = field
            self.fields[f"basis-{code}"] = forms.CharField(
                label=_("%(head)s：怎么算的") % {"head": of.asked}
                if of.money
                else _("%(head)s：说明") % {"head": of.asked},
                max_length=500,
                required=False,
            )


class PersonQuestion(Form):
    """5. 怎么联系您: who it is, and the phone that a code will prove."""

    name = forms.CharField(
        label=_("您的姓名"),
        max_length=60,
        help_text=_("和身份证上一样"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_kind = forms.ChoiceField(
        label=_("证件"), choices=Worker.IdKind.choices, initial=Worker.IdKind.RESIDENT
    )
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=20,
        help_text=_("用来确认是您本人，加密保存"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        help_text=_("下一步往这个手机发验证码"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    address = forms.CharField(
        label=_("能收到文书的地址"),
        max_length=200,
        required=False,
        help_text=_("有变动请及时告诉调解员"),
    )
    language = forms.ChoiceField(label=_("希望用什么语言调解"), choices=LANGUAGES, initial="汉语")
    electronic = forms.BooleanField(
        label=_("同意用短信和网上方式接收文书"), required=False, initial=True
    )
    evidence = WeakFilesField(
        label=_("证据（可以以后再交）"),
        required=False,
        help_text=_("合同、工资条、考勤、聊天记录、转账记录的照片都可以"),
    )

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_phone(self) -> str:
        try:
            return identity.check_phone(self.cleaned_data["phone"])
        except identity.NotAPhone as error:
            raise forms.ValidationError(_("请填 11 位手机号")) from error

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("id_number") and found.get("id_kind"):
            try:
                found["id_number"] = working.check_number(
                    found["id_number"], Worker.IdKind(found["id_kind"]), on=self.on
                )
            except ValueError as error:
                self.add_error("id_number", str(error))
        return found


class CodeQuestion(Form):
    """The code that came by message."""

    code = forms.CharField(
        label=_("短信验证码"),
        max_length=6,
        min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"min_length": _("验证码是 6 位数字"), "max_length": _("验证码是 6 位数字")},
    )
