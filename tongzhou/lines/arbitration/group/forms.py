"""表单 — what the pages of a group case ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.law.heads import heads_for
from tongzhou.lines.arbitration.counter.forms import Choices
from tongzhou.ui.forms import Form

SHEETS = ".xlsx,.csv,.xls,.et"
LEAST_WORDS = 10


class ListForm(Form):
    """A list to upload."""

    file = forms.FileField(
        label=_("名单文件"),
        widget=forms.FileInput(attrs={"accept": SHEETS}),
        help_text=_("Excel（.xlsx）或 CSV，5MB 以内，至多 2000 行"),
    )


class OpeningForm(ListForm):
    """What is asked when a group case is opened with a list: against whom, about what."""

    respondent = forms.CharField(
        label=_("被申请人"), max_length=200, help_text=_("填统一社会信用代码，或登记的单位全称")
    )
    provisional = forms.BooleanField(
        label=_("登记簿中没有的，按上面的名称暂登记"),
        required=False,
        help_text=_("信用代码以后补登"),
    )
    place = forms.ChoiceField(
        label=_("劳动合同履行地"),
        help_text=_("职工实际工作的旗县；有几处的，填人数最多的一处。据此判断管辖和最低工资标准"),
    )
    story = forms.CharField(
        label=_("事实和理由"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("全体申请人共同的事实：从何时起、因何发生争议、怎样计算"),
    )
    collective_contract = forms.BooleanField(label=_("因履行集体合同发生的争议"), required=False)
    mediated = forms.CharField(
        label=_("此前的调解"), required=False, max_length=200, help_text=_("未经调解的不填")
    )

    field_order = (
        "respondent",
        "provisional",
        "place",
        "story",
        "collective_contract",
        "mediated",
        "file",
    )

    def __init__(self, *args: Any, regions: Choices, here: str, **kwargs: Any) -> None:
        """Offer the counties, the one that asks first chosen."""
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices, place.initial = regions, here


class TemplateForm(Form):
    """Which heads of claim the template has a column for."""

    head = forms.MultipleChoiceField(
        label=_("需要哪些请求的列"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["head"]
        field.choices = [(h.code, h.label) for h in heads_for()]
