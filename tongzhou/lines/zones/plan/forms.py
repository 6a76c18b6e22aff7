"""表单 of the rows of a plan: a task, a goal, the head of the goals. Errors in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.zones.plan.tables import cells_of, goal_of, stages, task_of
from tongzhou.lines.zones.shapes import CHAPTERS, Goal, Task
from tongzhou.ui.forms import Form

STAGE_HELP = _("一行一年，如“2019：召开会议4次”")


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RowForm(Form):
    """Base: `row()` returns the row that was typed. Call after `is_valid()`."""

    # Each form's own: the row of these values. Raises ValueError.
    make: Callable[[dict[str, Any]], Task | Goal]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.made = self.make(cleaned)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def row(self) -> Task | Goal:
        """Return the row that was typed."""
        return self.made


def _yearly(value: str) -> str:
    try:
        stages(value)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
    return value


class TaskForm(RowForm):
    """One row of attachment 1."""

    number = forms.CharField(label=_("序号"), max_length=10)
    chapter = forms.ChoiceField(
        label=_("政策章节"), choices=[(k, f"{k} {v}") for k, v in CHAPTERS.items()]
    )
    title = forms.CharField(label=_("任务"), max_length=100)
    measure = forms.CharField(label=_("工作措施"), widget=_area(4), required=False)
    lead = forms.ChoiceField(label=_("牵头负责单位"), required=False)
    joint = forms.MultipleChoiceField(
        label=_("参与单位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts = forms.DateField(label=_("开始日期"), required=False)
    ends = forms.DateField(label=_("完成日期"), required=False)
    goal = forms.CharField(label=_("总体目标"), widget=_area(2), required=False)
    stages = forms.CharField(
        label=_("阶段性目标"), widget=_area(4), required=False, help_text=STAGE_HELP
    )
    deliverable = forms.CharField(label=_("交付成果"), required=False)
    weight = forms.IntegerField(
        label=_("权重"), min_value=1, max_value=100, initial=10, help_text=_("各项任务合计宜为100")
    )

    def __init__(self, *args: Any, units: list[str], row: Task | None = None, **kw: Any) -> None:
        if row is not None:
            kw["initial"] = cells_of(row) | {
                "joint": list(row.joint),
                "starts": row.starts,
                "ends": row.ends,
            }
        super().__init__(*args, **kw)
        given = [row.lead, *row.joint] if row else []
        names = list(dict.fromkeys([*units, *(x for x in given if x)]))
        self.fields["lead"].choices = [("", _("请选择")), *((u, u) for u in names)]  # type: ignore[attr-defined]
        self.fields["joint"].choices = [(u, u) for u in names]  # type: ignore[attr-defined]

    def clean_stages(self) -> str:
        """Check that yearly goals can be read."""
        return _yearly(self.cleaned_data["stages"])

    def make(self, cleaned: dict[str, Any]) -> Task:
        cells = {k: str(v) for k, v in cleaned.items() if v is not None}
        return task_of(cells | {"joint": "、".join(cleaned["joint"])})


class GoalForm(RowForm):
    """One goal, in words or as an indicator."""

    code = forms.CharField(label=_("编号"), max_length=10)
    name = forms.CharField(label=_("目标"), max_length=100)
    kind = forms.ChoiceField(
        label=_("类型"),
        choices=[("定量", _("定量")), ("定性", _("定性"))],
        widget=forms.RadioSelect,
        initial="定量",
    )
    unit = forms.CharField(label=_("单位"), required=False, max_length=20)
    formula = forms.CharField(
        label=_("口径"), required=False, widget=_area(2), help_text=_("分子÷分母，写明不计入的情形")
    )
    base = forms.CharField(label=_("基期值"), required=False, max_length=20)
    base_on = forms.DateField(label=_("基期日期"), required=False)
    targets = forms.CharField(
        label=_("年度目标"), required=False, widget=_area(4), help_text=STAGE_HELP
    )
    source = forms.CharField(label=_("数据来源"), required=False, max_length=100)
    better = forms.ChoiceField(
        label=_("方向"),
        choices=[("越高越好", _("越高越好")), ("越低越好", _("越低越好"))],
        widget=forms.RadioSelect,
        initial="越高越好",
    )

    def __init__(self, *args: Any, row: Goal | None = None, **kw: Any) -> None:
        kw.pop("units", None)
        if row is not None:
            kw["initial"] = cells_of(row) | {"base_on": row.base_on}
        super().__init__(*args, **kw)

    def clean_targets(self) -> str:
        """Check that yearly targets can be read."""
        return _yearly(self.cleaned_data["targets"])

    def make(self, cleaned: dict[str, Any]) -> Goal:
        return goal_of({k: str(v) for k, v in cleaned.items() if v is not None})


class HeadForm(Form):
    """试验期和创新点."""

    term_from = forms.DateField(label=_("试验期自"), required=False)
    term_to = forms.DateField(label=_("试验期至"), required=False, help_text=_("三年左右"))
    innovations = forms.CharField(
        label=_("创新点"),
        required=False,
        widget=_area(3),
        help_text=_("一行一项。不求全面试验，但务必在某个方面有创新。"),
    )


class ImportForm(Form):
    """A file with rows."""

    file = forms.FileField(label=_("表格文件"), help_text=_(".xlsx 或 .csv，不超过 5 MB"))
    replace = forms.BooleanField(
        label=_("以文件内容替换全部现有行（不勾选时，同号的行更新，其余保留）"), required=False
    )
