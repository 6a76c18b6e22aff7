"""用人单位、工程项目、单位经办人 — what a registrar fills in about employers and who acts for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import accounts, credit_code, employing, representing
from tongzhou.registry.models import (
    Employer,
    EmployerAlias,
    EmployerMerge,
    EmployerUser,
    Person,
    Project,
)
from tongzhou.registry.models.bodies import under

from .base import Kept, RecordForm


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


class FirmField(forms.CharField):
    """A standing employer, typed as its credit code or its whole name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("填写统一社会信用代码，或登记的全称"))
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the employer, None where nothing was typed. Raises ValidationError."""
        typed = super().clean(value)
        if not typed:
            return None
        found = employing.find_employer(credit_code.tidy(typed))
        named = [found] if found else employing.find_by_name(typed)
        if not named:
            raise ValidationError(
                _("登记簿中没有“%(typed)s”，请核对，或先登记该单位。") % {"typed": typed}
            )
        if len(named) > 1:
            raise ValidationError(_("有多家单位叫这个名称，请填写统一社会信用代码。"))
        return named[0]

    def prepare_value(self, value: Any) -> Any:
        """Show a record by its number as its code or name."""
        if isinstance(value, int):
            firm = Employer.objects.filter(pk=value).first()
            return (firm.uscc or firm.name) if firm else ""
        return value


class ProjectForm(RecordForm):
    """工程项目."""

    contractor = FirmField(label=gettext_lazy("施工总承包单位"))
    client = FirmField(label=gettext_lazy("建设单位"), required=False)

    class Meta:
        model = Project
        fields = (
            "code",
            "name",
            "contractor",
            "client",
            "region",
            "address",
            "grid",
            "since",
            "until",
        )


class AliasForm(Kept):
    """登记曾用名、别称: another name by which the employer is found."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=200)
    since = forms.DateField(label=gettext_lazy("起始日期"), required=False)
    until = forms.DateField(label=gettext_lazy("截止日期"), required=False)

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer

    def save(self, *, by: Person, at: datetime) -> EmployerAlias | None:
        """Add the name; None if it was refused."""
        done: EmployerAlias | None = self._through(
            employing.add_alias, self.employer, by=by, at=at, **self.cleaned_data
        )
        return done


class MergeForm(Kept):
    """合并: the record that stands is given; the one found to be the same is named."""

    gone = FirmField(label=gettext_lazy("并入的单位"))

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer

    def clean_gone(self) -> Employer:
        """Return the other record. One outside the region is answered as one that is not there."""
        gone: Employer = self.cleaned_data["gone"]
        if not Employer.objects.standing().filter(under(self.region), pk=gone.pk).exists():
            raise ValidationError(
                _("登记簿中没有这家单位，请核对；跨地区的合并由上级登记管理员办理。")
            )
        return gone

    def save(self, *, by: Person, at: datetime) -> EmployerMerge | None:
        """Merge; None if it was refused."""
        done: EmployerMerge | None = self._through(
            employing.merge, self.employer, by=by, at=at, **self.cleaned_data
        )
        return done


class UnmergeForm(Kept):
    """撤销合并: which of the records merged into this one stands again."""

    merged = forms.ModelChoiceField(EmployerMerge.objects.none(), label=gettext_lazy("撤销的合并"))

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("merged", EmployerMerge.objects.filter(keep=employer, undone_at=None))

    def save(self, *, by: Person, at: datetime) -> EmployerMerge | None:
        """Undo the merge; None if it was refused."""
        asked = self.cleaned_data
        done: EmployerMerge | None = self._through(
            employing.unmerge, asked["merged"], by=by, at=at, reason=asked["reason"]
        )
        return done


class ActForForm(Kept):
    """登记经办人: who acts for the employer at the portal; whoever has no account is given one."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=200)
    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        max_length=20,
        help_text=gettext_lazy("用它登录，也用它接收验证码"),
    )
    role = forms.ChoiceField(label=gettext_lazy("身份"), choices=EmployerUser.Role.choices)
    since = forms.DateField(label=gettext_lazy("起始日期"))
    until = forms.DateField(label=gettext_lazy("截止日期"), required=False)

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer

    def save(self, *, by: Person, at: datetime) -> tuple[EmployerUser, str] | None:
        """Let the person act; return that with the password of a new account, else with ""."""
        asked = dict(self.cleaned_data)
        name, phone = asked.pop("name").strip(), asked.pop("phone").strip()
        person, password = Person.objects.by_phone(phone), ""
        if person is not None and person.name != name:
            self.add_error("name", _("这个手机号登记的是另一姓名，请与本人核对。"))
            return None
        try:
            with transaction.atomic():
                if person is None:
                    person, password = accounts.open_account(
                        username=phone, name=name, phone=phone, by=by, at=at
                    )
                held = representing.let_act_for(
                    person, self.employer, confirmed_by=by, at=at, **asked
                )
        except ValidationError as error:
            self.refuse(error)
            return None
        return held, password


class StopActingForm(Kept):
    """终止经办人."""

    last_day = forms.DateField(label=gettext_lazy("最后一日"), help_text=gettext_lazy("含当日"))

    def __init__(self, *args: Any, held: EmployerUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held

    def save(self, *, by: Person, at: datetime) -> EmployerUser | None:
        """End it with a day; None if it was refused."""
        done: EmployerUser | None = self._through(
            representing.stop_acting_for, self.held, by=by, at=at, **self.cleaned_data
        )
        return done
