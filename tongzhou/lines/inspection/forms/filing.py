"""立案的表单 — whom, suspected of what; found in the registers, or entered there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.inspection.facts.opening import Filing
from tongzhou.lines.inspection.rules.items import LABELS, basis
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.forms import FactsForm, YuanField, form_for
from tongzhou.registry import credit_code, employing, identity, working
from tongzhou.registry.models import Employer, Person
from tongzhou.ui.forms import Form

ROWS = 3
WORKER_ROWS = 6
HIDDEN = ("story", "violations", "hired_on", "left_on", "post", "monthly_wage", "place", "seat",
          "electronic", "evidence")  # fmt: skip


def items() -> list[tuple[str, str]]:
    """Return the penalty items to choose from, each with its articles."""
    return [("", _("请选择")), *((c, f"{label}（{basis(c)}）"[:90]) for c, label in LABELS.items())]


class FirmForm(Form):
    """The employer: by its credit code or its name; one nobody knows is registered provisionally."""

    words = forms.CharField(label=gettext_lazy("单位名称或统一社会信用代码"), max_length=200)
    new = forms.BooleanField(
        label=gettext_lazy("登记库里没有，按此名称登记"),
        required=False,
        help_text=gettext_lazy("先按名称或信用代码查找；确实没有的才勾选"),
    )

    def employer(self, *, by: Person, at: datetime, region: str) -> Employer:
        """Return the employer meant. Raises ValidationError, saying what to do, where that is not clear."""
        words = self.cleaned_data["words"].strip()
        if known := employing.find_employer(words):
            return known
        bearing = employing.find_by_name(words)
        if len(bearing) == 1:
            return bearing[0]
        if bearing:
            codes = "、".join(f"{e.name}（{e.uscc or '临时登记'}）" for e in bearing[:5])
            raise ValidationError(
                _("有多家同名单位，请填统一社会信用代码：%(list)s") % {"list": codes}
            )
        if not self.cleaned_data["new"]:
            raise ValidationError(
                _("登记库里没有“%(name)s”。请核对名称，或勾选按此名称登记") % {"name": words}
            )
        code = credit_code.tidy(words)
        is_code = len(code) == credit_code.LENGTH and set(code) <= set(credit_code.ALPHABET)
        return employing.register_employer(
            name=words,
            uscc=code if is_code else "",
            by=by,
            at=at,
            reason="劳动保障监察立案",
            region_id=region,
        )


class ViolationForm(Form):
    """One suspected violation."""

    code = forms.ChoiceField(label=gettext_lazy("涉嫌违法事项"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = items()  # type: ignore[attr-defined]


class WorkerForm(Form):
    """One worker concerned, and what is owed."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=100, required=False)
    id_number = forms.CharField(label=gettext_lazy("居民身份证号"), max_length=20, required=False)
    phone = forms.CharField(label=gettext_lazy("手机号"), max_length=20, required=False)
    amount = YuanField(label=gettext_lazy("拖欠金额（元）"), required=False, min_value=0)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(n) for n in ("name", "id_number", "phone")):
            return cleaned
        if not cleaned.get("name"):
            self.add_error("name", _("请填写姓名"))
        if number := cleaned.get("id_number"):
            try:
                kind = working.Worker.IdKind.RESIDENT
                cleaned["id_number"] = working.check_number(number, kind, on=self.on)
            except ValueError as error:
                self.add_error("id_number", str(error))
        if phone := cleaned.get("phone"):
            try:
                cleaned["phone"] = identity.check_phone(phone)
            except identity.NotAPhone:
                self.add_error("phone", _("请填 11 位手机号"))
        return cleaned

    def entered(self, *, by: Person, at: datetime) -> tuple[str, str, tuple[ClaimItem, ...]] | None:
        """Return key, name and claims of the worker, entered in the register; None for an empty row."""
        d = self.cleaned_data
        if not d.get("name"):
            return None
        worker = working.register_worker(
            name=d["name"], id_number=d.get("id_number") or "", phone=d.get("phone") or "",
            by=by, at=at, on=self.on, reason="劳动保障监察立案",
        )  # fmt: skip
        amount = d.get("amount")
        claims = (ClaimItem(head="wages", amount=amount),) if amount else ()
        return f"worker/w{worker.pk}", worker.name, claims


def matter_form() -> type[FactsForm]:
    """Return the form of the rest of a filing: source, words, place, numbers."""
    form = form_for(Filing)
    for name in HIDDEN:
        form.base_fields.pop(name, None)
    return form
