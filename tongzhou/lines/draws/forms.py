"""表单 — what a page of the line asks: the terms of a batch, a contribution, a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.draws import facts
from tongzhou.lines.draws.models import DrawItem
from tongzhou.lines.draws.trades import PROPOSED, TAGS
from tongzhou.registry.models import Body
from tongzhou.ui.forms import Form

ROWS = 8
GRADES = [("", "—"), ("A", "A"), ("B", "B"), ("C", "C")]
RISKS = [
    ("", "—"),
    ("high", gettext_lazy("高")),
    ("middle", gettext_lazy("中")),
    ("low", gettext_lazy("低")),
]


class TermsForm(Form):
    """抽查方案: everything but the table of strata."""

    title = forms.CharField(label=gettext_lazy("批次名称"), max_length=80)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("抽查事项"), widget=forms.CheckboxSelectMultiple, required=False
    )
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=gettext_lazy("参与单位"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "两家以上，各自密封一个随机内容；只要有一家诚实，就没有人能左右结果"
        ),
    )
    commit_by = forms.DateField(label=gettext_lazy("承诺截止日期"))
    reveal_by = forms.DateField(label=gettext_lazy("揭示截止日期"))
    public_source = forms.CharField(
        label=gettext_lazy("公开值来源"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "例如 中国福利彩票双色球第2026136期开奖号码。约定公开值后，最后揭示的单位无法靠不揭示来挑选结果"
        ),
    )
    public_on = forms.DateField(label=gettext_lazy("公开值产生日期"), required=False)
    absent = forms.ChoiceField(
        label=gettext_lazy("有单位未揭示时"),
        choices=[
            ("continue", gettext_lazy("记录在案，以其余单位的内容继续")),
            ("void", gettext_lazy("本批次作废，重新冻结名录")),
        ],
        widget=forms.RadioSelect,
        initial="continue",
    )
    least_reveals = forms.IntegerField(
        label=gettext_lazy("最少揭示单位数"), min_value=1, max_value=9, initial=2
    )
    check_by = forms.DateField(label=gettext_lazy("检查完成日期"), required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("每次检查人数"), min_value=2, max_value=4, initial=2
    )
    cap_a = forms.IntegerField(
        label=gettext_lazy("A级对象每年至多抽中次数"), min_value=0, initial=1
    )
    cap = forms.IntegerField(label=gettext_lazy("其他对象每年至多抽中次数"), min_value=0, initial=2)
    rest = forms.IntegerField(
        label=gettext_lazy("两次检查至少间隔（月）"),
        min_value=0,
        max_value=60,
        initial=0,
        required=False,
        help_text=gettext_lazy("按名录库的“最近检查”计算，不满的不参加抽取；0 为不限"),
    )
    reserve = forms.IntegerField(
        label=gettext_lazy("替补占抽中数（%）"), min_value=0, max_value=100, initial=50
    )
    hash = forms.ChoiceField(
        label=gettext_lazy("摘要算法"),
        choices=[("sm3", "SM3（国密）"), ("sha256", "SHA-256")],
        initial="sm3",
    )
    words = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, region: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = DrawItem.objects.filter(region__in=[region[:n] for n in (2, 4, 6)], since__lte=on)
        running = [i for i in here.order_by("code") if i.until is None or i.until >= on]
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(i.code, str(i)) for i in running]
        bodies = self.fields["bodies"]
        assert isinstance(bodies, forms.ModelMultipleChoiceField)
        bodies.queryset = Body.objects.on(on).filter(region=region).order_by("kind", "name")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "bodies" in found and len(found["bodies"]) < 2:
            self.add_error("bodies", _("请选择两家以上的参与单位"))
        if "rest" in found:
            found["rest"] = found["rest"] or 0
        return found


class StratumForm(forms.Form):
    """One row of the table of strata."""

    label = forms.CharField(label=gettext_lazy("分层"), max_length=40, required=False)
    grade = forms.ChoiceField(label=gettext_lazy("诚信等级"), choices=GRADES, required=False)
    risk = forms.ChoiceField(label=gettext_lazy("风险"), choices=RISKS, required=False)
    tag = forms.ChoiceField(
        label=gettext_lazy("标签"), choices=[("", "—"), *TAGS.items()], required=False
    )
    industry = forms.CharField(label=gettext_lazy("行业代码"), max_length=4, required=False)
    fresh = forms.IntegerField(label=gettext_lazy("新设不满（月）"), min_value=0, required=False)
    num = forms.IntegerField(
        label=gettext_lazy("比例（%）"), min_value=0, max_value=100, required=False
    )
    least = forms.IntegerField(label=gettext_lazy("至少"), min_value=0, required=False)
    most = forms.IntegerField(label=gettext_lazy("至多"), min_value=0, required=False)


def rows(data: Any = None, known: tuple[facts.Stratum, ...] = PROPOSED) -> list[StratumForm]:
    """Return the rows of the table, filled from what was sent or from what is known."""
    found = []
    for n in range(ROWS):
        given = known[n] if n < len(known) else None
        initial = {f: getattr(given, f) or None for f in StratumForm.base_fields} if given else {}
        if given:
            initial["num"] = given.num
        found.append(StratumForm(data, prefix=f"s{n}", initial=initial))
    return found


def strata(
    forms_: list[StratumForm], known: tuple[facts.Stratum, ...]
) -> tuple[facts.Stratum, ...]:
    """Return the strata of the rows that have a name. All rows must be valid."""
    found = []
    for n, form in enumerate(forms_):
        told = form.cleaned_data
        if not told["label"].strip():
            continue
        code = known[n].code if n < len(known) else f"s{n + 1}"
        whole: dict[str, Any] = {f: told[f] or 0 for f in ("fresh", "num", "least", "most")}
        words = {f: told[f].strip() for f in ("label", "grade", "risk", "tag", "industry")}
        found.append(facts.Stratum(code=code, **words, **whole))
    return tuple(found)
