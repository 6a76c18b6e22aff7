"""Forms of the registers, for a registrar. A counter shows them; `save` goes through the one door.

Each form keeps inside `region`: a registrar of a banner neither sees nor changes its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.ui.forms import Form, ModelForm

from . import accounts, appointing, employing, journal, offices
from .models import Appointment, Body, Employer, EmployerMerge, Person, Region
from .models.bodies import under


class Kept(Form):
    """A form that changes a register within one region and its subtree."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def _through(self, change: Any, *args: Any, **kwargs: Any) -> Any:
        """Make the change; a refusal becomes an error of the form, and None is returned."""
        try:
            return change(*args, **kwargs)
        except ValidationError as error:
            self.add_error(None, error.messages)
            return None


class AppointForm(Kept):
    """任职: who, in which office, where, from when to when. Offices are given by the caller."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)
    office = forms.ChoiceField(label=gettext_lazy("职务"))
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("机构"))
    since = forms.DateField(label=gettext_lazy("起始日期"))
    until = forms.DateField(
        label=gettext_lazy("截止日期"),
        required=False,
        help_text=gettext_lazy("含当日；长期任职不填"),
    )
    acting = forms.BooleanField(label=gettext_lazy("代理（主持工作）"), required=False)

    def __init__(self, *args: Any, known_offices: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, offices.label(code)) for code in known_offices]
        self._choose(
            "body", Body.objects.under(self.region).filter(is_active=True).order_by("name")
        )

    def clean_username(self) -> Person:
        """Return the person of this username."""
        typed = self.cleaned_data["username"].strip()
        person = Person.objects.filter(username__iexact=typed, is_active=True).first()
        if person is None:
            raise ValidationError(_("没有这个用户名，请核对，或先开立账号。"))
        return person

    def save(self, *, by: Person, at: datetime) -> Appointment | None:
        """Give the office; None if it was refused, with the reason among the errors."""
        asked = dict(self.cleaned_data)
        person = asked.pop("username")
        done: Appointment | None = self._through(appointing.appoint, person, by=by, at=at, **asked)
        return done


class EndForm(Kept):
    """免职、撤销委托: the last day, and why."""

    last_day = forms.DateField(label=gettext_lazy("最后任职日"), help_text=gettext_lazy("含当日"))

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, region=appointment.region_id, **kwargs)
        self.appointment = appointment

    def save(self, *, by: Person, at: datetime) -> Appointment | None:
        """End the appointment or take the delegation back; None if it was refused."""
        lent = self.appointment.delegated_from_id is not None
        end = appointing.revoke if lent else appointing.end_appointment
        done: Appointment | None = self._through(
            end, self.appointment, by=by, at=at, **self.cleaned_data
        )
        return done


class AccountForm(Kept):
    """开立账号: the password comes out once, to be handed over."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)
    name = forms.CharField(
        label=gettext_lazy("姓名"), help_text=gettext_lazy("长度不限，间隔号用“·”")
    )
    phone = forms.CharField(label=gettext_lazy("手机号"), required=False, max_length=20)
    email = forms.EmailField(label=gettext_lazy("电子邮箱"), required=False)

    def save(self, *, by: Person, at: datetime) -> tuple[Person, str] | None:
        """Open the account; return person and password, or None if it was refused."""
        asked = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        done: tuple[Person, str] | None = self._through(
            accounts.open_account, by=by, at=at, is_staff=True, **asked
        )
        return done


class RecordForm(ModelForm):
    """A record of a register, new or changed, within one region and its subtree."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Region.objects.filter(code__startswith=region, is_administrative=True)

    def _stated(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}

    def _post_clean(self) -> None:
        """Nothing here: the door checks the record, and its refusals become errors of the form."""

    def put(self, *, by: Person, at: datetime) -> Any:
        """Add or change the record; None if it was refused, with the reason among the errors."""
        reason = self.cleaned_data["reason"]
        try:
            if self.instance.pk is None:
                return self._add(by=by, at=at, reason=reason)
            return self._change(by=by, at=at, reason=reason)
        except ValidationError as error:
            known = (
                error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
            )
            for name, words in known.items():
                self.add_error(name if name in self.fields else None, words)
            return None

    def _add(self, *, by: Person, at: datetime, reason: str) -> Any:
        return journal.add(self._meta.model(**self._stated()), by=by, at=at, reason=reason)

    def _change(self, *, by: Person, at: datetime, reason: str) -> Any:
        return journal.change(self.instance, by=by, at=at, reason=reason, **self._stated())


class BodyForm(RecordForm):
    """机构. Its region is given once: a body that moves is a new body."""

    class Meta:
        model = Body
        fields = (
            "kind",
            "name",
            "short_name",
            "region",
            "parent",
            "document_prefix",
            "uscc",
            "address",
            "telephone",
            "since",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["region"]


class EmployerForm(RecordForm):
    """用人单位."""

    class Meta:
        model = Employer
        fields = (
            "uscc",
            "name",
            "form",
            "legal_representative",
            "region",
            "address",
            "grid",
            "industry",
            "size",
            "headcount",
            "telephone",
        )

    def _add(self, *, by: Person, at: datetime, reason: str) -> Employer:
        stated = self._stated()
        stated["uscc"] = stated["uscc"] or ""
        return employing.register_employer(by=by, at=at, reason=reason, **stated)

    def _change(self, *, by: Person, at: datetime, reason: str) -> Employer:
        return employing.change_employer(
            self.instance, by=by, at=at, reason=reason, on=localdate(at), **self._stated()
        )


class MergeForm(Kept):
    """合并: the record that stands, and the one found to be the same."""

    keep = forms.ModelChoiceField(Employer.objects.none(), label=gettext_lazy("保留的单位"))
    gone = forms.ModelChoiceField(Employer.objects.none(), label=gettext_lazy("并入的单位"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("keep", "gone"):
            self._choose(name, Employer.objects.standing().filter(under(self.region)))

    def save(self, *, by: Person, at: datetime) -> EmployerMerge | None:
        """Merge; None if it was refused."""
        done: EmployerMerge | None = self._through(
            employing.merge, by=by, at=at, **self.cleaned_data
        )
        return done
