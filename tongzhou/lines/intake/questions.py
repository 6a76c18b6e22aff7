"""四个问题 — what somebody is asked on a phone, one thing a page, in the words of daily life."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.procedure.forms import YuanField
from tongzhou.procedure.weakfields import WeakFilesField
from tongzhou.registry import credit_code, identity, naming, working
from tongzhou.registry.models import Body, Region, Worker
from tongzhou.ui.forms import Form

from .facts import MOST_REPRESENTATIVES
from .rules import MANY
from .violations import VIOLATIONS

MOST_MATES = 60
FIRST_ROWS, MORE_ROWS = 2, 3
WHO = [
    ("self", gettext_lazy("我自己的权益受了侵害（投诉）")),
    ("us", gettext_lazy("我和工友的权益受了侵害（一起投诉）")),
    ("other", gettext_lazy("我看到单位违法，实名举报")),
    ("nameless", gettext_lazy("我看到单位违法，匿名举报")),
]


def counties() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the counties in which labour inspection receives reports, under their leagues."""
    bodies = Body.objects.filter(kind="inspection", is_active=True)
    served = {r[:6] for r in bodies.values_list("region", flat=True) if len(r) >= 6}
    rows = Region.objects.filter(level__in=("league", "county"), is_administrative=True)
    leagues: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in rows.order_by("code"):
        if region.level == "league":
            leagues[region.code] = (region.name, [])
        elif region.code in served and region.code[:4] in leagues:
            leagues[region.code[:4]][1].append((region.code, region.name))
    return [(name, found) for name, found in leagues.values() if found]


def checked_code(typed: str) -> str:
    """Return a credit code as it is kept, or nothing. Raises ValidationError."""
    if not typed.strip():
        return ""
    try:
        return credit_code.check(typed)
    except credit_code.NotACreditCode as error:
        raise ValidationError(str(error)) from error


class FirmQuestion(Form):
    """1. 哪个单位、在哪里."""

    employer = forms.CharField(
        label=gettext_lazy("单位（老板、工程队）叫什么"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("工资条、合同、工牌、门头上都可能有；不知道全称写您知道的"),
    )
    site = forms.CharField(
        label=gettext_lazy("工地或者上班的地方"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("写项目名称或路名、门牌，例如 和谐家园二期工地"),
    )
    county = forms.ChoiceField(label=gettext_lazy("在哪个旗县（市、区）"))
    uscc = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("不知道可以不填"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", _("请选择")), *counties()]  # type: ignore[attr-defined]

    def clean_uscc(self) -> str:
        return checked_code(self.cleaned_data["uscc"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("employer", "").strip() and not found.get("site", "").strip():
            self.add_error("employer", _("单位名称和工地至少写一个，写您知道的就行"))
        return found


class MatterQuestion(Form):
    """2. 出了什么事."""

    violations = forms.MultipleChoiceField(
        label=gettext_lazy("出了什么事（可多选）"), widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(
        label=gettext_lazy("从哪天开始"),
        required=False,
        help_text=gettext_lazy("记不清写大概的日子"),
    )
    until = forms.DateField(
        label=gettext_lazy("到哪天"), required=False, help_text=gettext_lazy("一直到现在的不填")
    )
    story = forms.CharField(
        label=gettext_lazy("说说经过"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("什么时候开始干、说好多少钱、欠了多少、找过谁；不会写可以录音"),
    )
    elsewhere = forms.ChoiceField(
        label=gettext_lazy("在别处提出过吗"),
        choices=[
            ("没有", gettext_lazy("没有")),
            ("已申请仲裁", gettext_lazy("已申请仲裁")),
            ("已向人民法院起诉", gettext_lazy("已向人民法院起诉")),
            ("已向其他部门反映", gettext_lazy("已向其他部门反映")),
        ],
        initial="没有",
        widget=forms.RadioSelect,
    )
    evidence = WeakFilesField(
        label=gettext_lazy("照片、录音、合同、工资条"),
        help_text=gettext_lazy("可以拍照；每个文件不超过 50 MB；网络不好会自动续传"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["violations"].choices = [(v.code, v.asked) for v in VIOLATIONS.values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("结束的日子早于开始的日子，请核对"))
        for name, day in (("since", since), ("until", until)):
            if day and day > self.on:
                self.add_error(name, _("日子还没有到，请核对"))
        return found


class WhoQuestion(Form):
    """3. 谁的事: oneself, together with mates, or what others suffer."""

    who = forms.ChoiceField(
        label=gettext_lazy("您是哪一种"), choices=WHO, widget=forms.RadioSelect, initial="self"
    )
    amount = YuanField(
        label=gettext_lazy("欠您本人多少钱"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("算不清可以不填"),
    )
    workers = forms.IntegerField(
        label=gettext_lazy("一共大约多少人"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].unit = "元"  # type: ignore[attr-defined]


class MateForm(Form):
    """One mate: name, phone, amount, and whether everybody has chosen them to speak."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    amount = YuanField(label=gettext_lazy("欠多少"), required=False, min_value=0)
    speaks = forms.BooleanField(label=gettext_lazy("大家推选为代表"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].unit = "元"  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return naming.tidy_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("name") and (found.get("phone") or found.get("amount")):
            self.add_error("name", _("请写这位工友的姓名"))
        return found


class MateSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The mates; empty rows are nobody."""

    def people(self) -> list[dict[str, Any]]:
        """Return those who have a name."""
        return [f.cleaned_data for f in self.forms if f.cleaned_data.get("name")]


def mates_of(data: Any, *, rows: int = 0, initial: list[dict[str, Any]] | None = None) -> Any:
    """Return the rows for mates: as sent, or as known with some empty ones after them."""
    known = initial or []
    made = forms.formset_factory(
        MateForm,
        formset=MateSet,
        extra=0 if data is not None else max(rows - len(known), FIRST_ROWS),
        max_num=MOST_MATES,
        absolute_max=MOST_MATES,
    )
    return made(data, prefix="mates", initial=known)


def represent_trouble(mine: bool, mates: list[dict[str, Any]]) -> str:
    """Say what is wrong with who represents, or nothing (five or more choose one to five)."""
    chosen = [m for m in mates if m.get("speaks")]
    if len(mates) + 1 < MANY:
        return ""
    if not mine and not chosen:
        return _("五个人以上一起投诉，要推选 1 至 5 名代表，请勾选代表")
    if len(chosen) + mine > MOST_REPRESENTATIVES:
        return _("代表最多 5 名，请减少勾选")
    return ""


class ReachQuestion(Form):
    """4. 怎么联系您."""

    name = forms.CharField(label=gettext_lazy("您的姓名"), max_length=60)
    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("收验证码，以后查进度也用它"),
    )
    id_number = forms.CharField(
        label=gettext_lazy("身份证号"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("可以先不填；受理时要核对本人身份"),
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("为我保密：单位和不经办的工作人员都看不到我的名字"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, on: date, nameless: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if nameless:
            for field in ("name", "id_number", "confidential", "phone"):
                del self.fields[field]

    def clean_name(self) -> str:
        name = naming.tidy_name(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("请填写姓名"))
        return name

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean_id_number(self) -> str:
        typed: str = self.cleaned_data["id_number"].strip()
        if not typed:
            return ""
        try:
            return working.check_number(typed, Worker.IdKind.RESIDENT, on=self.on)
        except ValueError as error:
            raise ValidationError(str(error)) from error


def checked_phone(typed: str) -> str:
    """Return a phone as it is kept, or nothing. Raises ValidationError."""
    if not typed.strip():
        return ""
    try:
        return identity.check_phone(typed)
    except identity.NotAPhone as error:
        raise ValidationError(str(error)) from error


class CodeQuestion(Form):
    """The code that came by message."""

    code = forms.CharField(
        label=gettext_lazy("短信验证码"),
        max_length=6,
        min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "min_length": gettext_lazy("验证码是 6 位数字"),
            "max_length": gettext_lazy("验证码是 6 位数字"),
        },
    )
