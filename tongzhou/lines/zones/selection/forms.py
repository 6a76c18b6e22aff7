"""表单 of the choice of a county."""

from __future__ import annotations

from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.zones.plan.facts import ZoneKind
from tongzhou.lines.zones.selection.facts import CRITERIA, Score, Sheet
from tongzhou.ui.forms import Form


class NominationForm(Form):
    """提名候选旗县."""

    county = forms.ChoiceField(label=_("候选旗县（市、区）"))
    kind = forms.ChoiceField(
        label=_("试验区类型"), choices=[("", _("请选择")), *((k, k) for k in get_args(ZoneKind))]
    )
    reason = forms.CharField(label=_("提名理由"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, counties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", _("请选择")), *counties]  # type: ignore[attr-defined]


class SheetForm(Form):
    """评分表: points, reason and evidence for each criterion."""

    def __init__(self, *args: Any, sheet: Sheet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, (_label, asks, most) in CRITERIA.items():
            score = sheet.score(code) if sheet else None
            self.fields[f"{code}-points"] = forms.IntegerField(
                label=_("得分（满分%(most)s）") % {"most": most},
                min_value=0,
                max_value=most,
                initial=score.points if score else None,
                help_text=asks,
            )
            self.fields[f"{code}-reason"] = forms.CharField(
                label=_("理由"),
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=score.reason if score else "",
            )
            self.fields[f"{code}-evidence"] = forms.CharField(
                label=_("依据材料"), required=False, initial=score.evidence if score else ""
            )

    @property
    def criteria(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return (criterion, its three fields), in order."""
        names = ("points", "reason", "evidence")
        return [(CRITERIA[c][0], [self[f"{c}-{n}"] for n in names]) for c in CRITERIA]

    def scores(self) -> tuple[Score, ...]:
        """Return what was typed. Call after `is_valid()`."""
        d = self.cleaned_data
        return tuple(
            Score(
                criterion=code,  # type: ignore[arg-type]
                points=d[f"{code}-points"],
                reason=d[f"{code}-reason"].strip(),
                evidence=d[f"{code}-evidence"].strip(),
            )
            for code in CRITERIA
        )


class ProposalForm(Form):
    """提出拟选名单."""

    counties = forms.MultipleChoiceField(
        label=_("拟选旗县（市、区）"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("选定理由"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, counties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counties"].choices = counties  # type: ignore[attr-defined]
