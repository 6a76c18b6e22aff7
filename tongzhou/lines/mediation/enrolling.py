"""登记调解组织和调解员 — the forms of the head of a centre, within the county, through the journal of the registers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import journal
from tongzhou.registry.models import Appointment, Body, Employer, Person
from tongzhou.ui.forms import Form, ModelForm

from .models import MediationBody, Mediator, MediatorConflict
from .offices import MEDIATOR


class _Kept(ModelForm):
    """A record of the county, added or changed with a reason."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, county: str, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county, self.on = county, on

    def _post_clean(self) -> None:
        """Nothing here: the register checks the record, and its refusals become errors of the form."""

    def put(self, *, by: Person, at: Any) -> Any:
        """Add or change the record; None if it was refused, with the reason among the errors."""
        stated = {n: v for n, v in self.cleaned_data.items() if n != "reason"}
        reason = self.cleaned_data["reason"]
        try:
            if self.instance.pk is None:
                made = self._meta.model(**stated)
                return journal.add(made, by=by, at=at, reason=reason)
            return journal.change(self.instance, by=by, at=at, reason=reason, **stated)
        except ValidationError as error:
            known = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, words in known.items():
                self.add_error(name if name in self.fields else None, words)
            return None


class BodyForm(_Kept):
    """调解组织: which body of the register, and in which way it mediates."""

    class Meta:
        model = MediationBody
        fields = (
            "body",
            "way",
            "employer",
            "worker_members",
            "employer_members",
            "trades",
            "capacity",
            "is_active",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.on(self.on).filter(county=self.county)  # type: ignore[attr-defined]
        self.fields["employer"].queryset = Employer.objects.standing().filter(county=self.county)  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["body"]


class MediatorForm(_Kept):
    """调解员: who, of which body, with what fits them to a case."""

    class Meta:
        model = Mediator
        fields = (
            "person",
            "body",
            "grade",
            "certificate",
            "mongolian",
            "languages",
            "fields",
            "full_time",
            "since",
            "until",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holding = Appointment.objects.on(self.on).filter(office=MEDIATOR.code, county=self.county)
        self.fields["person"].queryset = Person.objects.filter(  # type: ignore[attr-defined]
            pk__in=holding.values("person")
        ).order_by("name")
        self.fields["person"].help_text = _("先由登记员任命为“调解员”，再在这里登记")
        self.fields["body"].queryset = MediationBody.objects.filter(county=self.county)  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["person"]


class ConflictForm(Form):
    """利益关系: an employer of the county, and why."""

    employer = forms.ModelChoiceField(Employer.objects.none(), label=gettext_lazy("用人单位"))
    why = forms.CharField(
        label=gettext_lazy("关系"), max_length=100, help_text=gettext_lazy("例如 曾任该单位职工")
    )

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["employer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Employer.objects.standing().filter(county=county).order_by("name")

    def put(self, mediator: Mediator, *, by: Person, at: Any) -> MediatorConflict | None:
        """Record the conflict; None if it was refused, with the reason among the errors."""
        made = MediatorConflict(mediator=mediator, **self.cleaned_data)
        try:
            return journal.add(made, by=by, at=at, reason=self.cleaned_data["why"])
        except ValidationError as error:
            self.add_error(None, "；".join(error.messages))
            return None
