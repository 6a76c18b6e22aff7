"""机构、账号、任职、证件 — what a registrar fills in about bodies and those who work in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import accounts, appointing, certifying, codes, offices
from tongzhou.registry.models import Appointment, Body, Certificate, Person

from .base import Kept, RecordForm

Levels = Mapping[str, int | None]  # office → length of the region code at which it is held


def _bodies(region: str) -> Any:
    return Body.objects.under(region).filter(is_active=True).order_by("name")


def _person(typed: str) -> Person:
    person = Person.objects.filter(username__iexact=typed.strip(), is_active=True).first()
    if person is None:
        raise ValidationError(_("没有这个用户名，请核对，或先开立账号。"))
    return person


class Seated(Kept):
    """What is asked of an appointment: the office, the body, from when to when."""

    office = forms.ChoiceField(label=gettext_lazy("职务"))
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("机构"))
    since = forms.DateField(label=gettext_lazy("起始日期"))
    until = forms.DateField(
        label=gettext_lazy("截止日期"),
        required=False,
        help_text=gettext_lazy("含当日；长期任职不填"),
    )
    acting = forms.BooleanField(label=gettext_lazy("代理（主持工作）"), required=False)

    def __init__(
        self, *args: Any, known_offices: Iterable[str], levels: Levels | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.levels = dict(levels or {})
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *((c, offices.label(c)) for c in known_offices)]
        self._choose("body", _bodies(self.region))

    def clean(self) -> dict[str, Any]:
        """Refuse an office at a level at which nobody holds it: it would open nothing."""
        cleaned = super().clean() or {}
        body, level = cleaned.get("body"), self.levels.get(cleaned.get("office", ""))
        if body is not None and level is not None and len(body.region_id) != level:
            names = {codes.LENGTHS[name]: name for name in codes.LENGTHS}
            said = {
                "province": _("自治区"),
                "league": _("盟市"),
                "county": _("旗县"),
                "township": _("苏木乡镇街道"),
            }.get(names.get(level, ""), "")
            self.add_error(
                "body", _("此职务设在%(level)s一级，请选择该级的机构。") % {"level": said}
            )
        return cleaned


class AppointForm(Seated):
    """任职: who, in which office, where, from when to when. Offices are given by the caller."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)
    field_order = ("username", "office", "body", "since", "until", "acting", "reason")

    def clean_username(self) -> Person:
        """Return the person of this username."""
        return _person(self.cleaned_data["username"])

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


class AccountForm(Seated):
    """开立账号并任职: the first office comes with the account; the password comes out once."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)
    name = forms.CharField(
        label=gettext_lazy("姓名"), help_text=gettext_lazy("长度不限，间隔号用“·”")
    )
    phone = forms.CharField(label=gettext_lazy("手机号"), required=False, max_length=20)
    email = forms.EmailField(label=gettext_lazy("电子邮箱"), required=False)
    field_order = (
        "username", "name", "phone", "email", "office", "body", "since", "until", "acting", "reason"
    )  # fmt: skip

    def save(self, *, by: Person, at: datetime) -> tuple[Person, str] | None:
        """Open the account and give the office, both or neither; return person and password."""
        asked = dict(self.cleaned_data)
        account = {name: asked.pop(name) for name in ("username", "name", "phone", "email")}
        try:
            with transaction.atomic():
                person, password = accounts.open_account(by=by, at=at, is_staff=True, **account)
                appointing.appoint(person, by=by, at=at, **asked)
        except ValidationError as error:
            self.refuse(error)
            return None
        return person, password


class OfPerson(Kept):
    """What a registrar does about one account."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person


class PasswordForm(OfPerson):
    """重置密码: a new one comes out once; it must be changed at the next sign-in."""

    def save(self, *, by: Person, at: datetime) -> str | None:
        """Give a new password and lift a lock; None if it was refused."""
        done: str | None = self._through(
            accounts.give_password, self.person, by=by, at=at, **self.cleaned_data
        )
        return done


class CloseAccountForm(OfPerson):
    """停用账号."""

    def save(self, *, by: Person, at: datetime) -> Person | None:
        """Close the account; None if it was refused."""
        done: Person | None = self._through(
            accounts.close_account, self.person, by=by, at=at, **self.cleaned_data
        )
        return done


class CertifyForm(Kept):
    """登记执法证件: whose, of which kind, with number and term."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=Certificate.Kind.choices)
    number = forms.CharField(label=gettext_lazy("证件编号"), max_length=40)
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("所在机构"))
    specialties = forms.CharField(
        label=gettext_lazy("专长"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("用顿号分开，例如 工资、社会保险"),
    )
    since = forms.DateField(label=gettext_lazy("有效期起"))
    until = forms.DateField(label=gettext_lazy("有效期止"), help_text=gettext_lazy("含当日"))
    field_order = ("username", "kind", "number", "body", "specialties", "since", "until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("body", _bodies(self.region))

    def clean_username(self) -> Person:
        """Return the person of this username."""
        return _person(self.cleaned_data["username"])

    def save(self, *, by: Person, at: datetime) -> Certificate | None:
        """Enter the certificate; None if it was refused."""
        asked = dict(self.cleaned_data)
        person = asked.pop("username")
        done: Certificate | None = self._through(certifying.certify, person, by=by, at=at, **asked)
        return done


class WithdrawForm(Kept):
    """收回执法证件: from which day it does not count, and why."""

    on = forms.DateField(label=gettext_lazy("收回日期"), help_text=gettext_lazy("自当日起不再有效"))

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, region=certificate.region_id, **kwargs)
        self.certificate = certificate

    def save(self, *, by: Person, at: datetime) -> Certificate | None:
        """Take it back; None if it was refused."""
        done: Certificate | None = self._through(
            certifying.withdraw, self.certificate, by=by, at=at, **self.cleaned_data
        )
        return done


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
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        above = [c for c in codes.line_of(self.region) if c != self.region]
        parent.queryset = (_bodies(self.region) | Body.objects.filter(region__in=above)).order_by(
            "name"
        )
        if self.instance.pk is not None:
            del self.fields["region"]


class CloseBodyForm(Kept):
    """撤销机构: its last day; the offices held in it end with it."""

    last_day = forms.DateField(label=gettext_lazy("最后存续日"), help_text=gettext_lazy("含当日"))

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, region=body.region_id, **kwargs)
        self.body = body

    def save(self, *, by: Person, at: datetime) -> Body | None:
        """Close the body; None if it was refused."""
        done: Body | None = self._through(
            appointing.close_body, self.body, by=by, at=at, **self.cleaned_data
        )
        return done
