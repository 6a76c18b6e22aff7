"""现场记录的表单 — what officers fill in on site, on a phone: few fields, large, and the checklist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.inspection.check.items import CheckItem
from tongzhou.lines.inspection.facts.investigating import Checked, SiteRecord
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.ui.forms import Form

OUTCOMES = [
    ("符合", _("符合")),
    ("不符合", _("不符合")),
    ("不适用", _("不适用")),
    ("未查", _("未查")),
]


class ItemForm(Form):
    """One item of the checklist."""

    outcome = forms.ChoiceField(
        label=_("结果"), choices=OUTCOMES, initial="未查", widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, *args: Any, item: CheckItem, **kwargs: Any) -> None:
        super().__init__(*args, prefix=item.code, **kwargs)
        self.item = item

    def checked(self) -> Checked:
        """Return the result. Call after `is_valid()`."""
        d = self.cleaned_data
        return Checked(
            item=self.item.code, outcome=d["outcome"] or "未查", words=d["words"].strip()
        )


def record_form() -> type[FactsForm]:
    """Return the form of the record without its tables; pictures come apart."""
    form = form_for(SiteRecord)
    form.base_fields.pop("files", None)
    return form


def item_forms(
    data: Any, groups: Iterable[tuple[str, list[CheckItem]]]
) -> list[tuple[str, list[ItemForm]]]:
    """Return the checklist by its groups."""
    return [(name, [ItemForm(data, item=i) for i in items]) for name, items in groups]
