"""登记事项、对象、人员 — the forms of the clerk, within their region, through the journal of the registers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import journal
from tongzhou.registry.models import Body, Certificate, Employer, Person
from tongzhou.ui.forms import Form, ModelForm

from .freezing import within
from .models import DrawItem, DrawObject, DrawOfficer, OfficerTie

AT_ONCE = 2000  # employers brought into the roster by one press of the button


class _Kept(ModelForm):
    """A record of the region, added or changed with a reason."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, region: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.on = region, on

    def _post_clean(self) -> None:
        """Nothing here: the register checks the record, and its refusals become errors of the form."""

    def put(self, *, by: Person, at: datetime) -> Any:
        """Add or change the record; None if it was refused, with the reason among the errors."""
        stated = {n: v for n, v in self.cleaned_data.items() if n != "reason"}
        reason = self.cleaned_data["reason"]
        try:
            if self.instance.pk is None:
                made = self._meta.model(**stated, **self.besides())
                return journal.add(made, by=by, at=at, reason=reason)
            return journal.change(self.instance, by=by, at=at, reason=reason, **stated)
        except ValidationError as error:
            known = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, words in known.items():
                self.add_error(name if name in self.fields else None, words)
            return None

    def besides(self) -> dict[str, Any]:
        """Return what a new record has that is not asked."""
        return {}


class ItemForm(_Kept):
    """抽查事项."""

    class Meta:
        model = DrawItem
        fields = (
            "code", "name", "of", "content", "basis", "method", "ratio", "per_year", "departments", "checklist", "since", "until",
        )  # fmt: skip

    def besides(self) -> dict[str, Any]:
        return {"region_id": self.region}


class ObjectForm(_Kept):
    """检查对象."""

    class Meta:
        model = DrawObject
        fields = ("employer", "grade", "risk", "tags", "since", "last_checked", "excluded")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["employer"]
            return
        fresh = Employer.objects.standing().filter(within(self.region), draw_object=None)
        self.fields["employer"].queryset = fresh.order_by("name")[:300]  # type: ignore[attr-defined]


class OfficerForm(_Kept):
    """检查人员: somebody who holds, or held, a certificate in a body of the region."""

    class Meta:
        model = DrawOfficer
        fields = ("person", "body", "post", "is_active", "away_since", "away_until", "away_why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.on(self.on).filter(within(self.region))  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["person"]
            return
        held = Certificate.objects.filter(within(self.region)).values("person")
        people = Person.objects.filter(pk__in=held, draw_officer=None).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].help_text = _("先由登记员登记执法证件，再在这里列入名录库")


class TieForm(Form):
    """回避关系: an employer of the roster, and why."""

    employer = forms.CharField(label=gettext_lazy("用人单位名称或统一社会信用代码"), max_length=100)
    why = forms.CharField(
        label=gettext_lazy("关系"),
        max_length=100,
        help_text=gettext_lazy("例如 近亲属在该单位任职"),
    )

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region

    def clean_employer(self) -> Employer:
        typed = self.cleaned_data["employer"].strip()
        here = Employer.objects.standing().filter(within(self.region))
        found = list(here.filter(uscc=typed.upper())[:2]) or list(here.filter(name=typed)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("没有找到这家单位，请填写登记簿中的全称或统一社会信用代码")
            )
        return found[0]

    def put(self, officer: DrawOfficer, *, by: Person, at: datetime) -> OfficerTie | None:
        """Record the tie; None if it was refused, with the reason among the errors."""
        made = OfficerTie(officer=officer, **self.cleaned_data)
        try:
            return journal.add(made, by=by, at=at, reason=_("登记回避关系"))
        except ValidationError as error:
            self.add_error(None, "；".join(error.messages))
            return None


def fill(region: str, *, by: Person, at: datetime, on: date) -> int:
    """Bring employers of the region that are not in the roster into it; return how many. New ones only."""
    fresh = Employer.objects.standing().filter(within(region), draw_object=None, is_active=True)
    employers = list(fresh.order_by("pk")[:AT_ONCE])
    records = [DrawObject(employer=e, since=on) for e in employers]
    journal.add_all(records, by=by, at=at, reason=_("由用人单位登记簿补入"))
    return len(records)
