"""选人、选单位 — whom a form of this line names, found in the registers within the region."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.coordinators.models import CoordinatorRow
from tongzhou.registry import journal
from tongzhou.registry.models import Employer, Person
from tongzhou.registry.models.bodies import under
from tongzhou.ui.forms import Form


class EmployersForm(Form):
    """Employers of the region, one to a line, by credit code or full name."""

    employers = forms.CharField(
        label=gettext_lazy("用人单位"),
        help_text=gettext_lazy("一行一家，填登记簿中的全称或统一社会信用代码"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, region: str, most: int = 50, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.most = region, most

    def clean_employers(self) -> list[Employer]:
        typed = [w.strip() for w in self.cleaned_data["employers"].splitlines() if w.strip()]
        if len(typed) > self.most:
            raise ValidationError(_("一次最多填%(n)s家，请分次办理") % {"n": self.most})
        here = Employer.objects.standing().filter(under(self.region), is_active=True)
        found, unknown = [], []
        for words in dict.fromkeys(typed):
            known = list(here.filter(uscc=words.upper())[:2]) or list(here.filter(name=words)[:2])
            if len(known) == 1:
                found.append(known[0])
            else:
                unknown.append(words)
        if unknown:
            raise ValidationError(
                _("没有找到或有多家同名：%(names)s。请填登记簿中的全称或统一社会信用代码")
                % {"names": "、".join(unknown)}
            )
        return found


class NomineeForm(Form):
    """The person nominated: by name and phone; one who has no account gets one that opens nothing yet."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=100)
    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        max_length=11,
        help_text=gettext_lazy("本人今后用这个手机号登录"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if not (phone.isdigit() and len(phone) == 11 and phone.startswith("1")):
            raise ValidationError(_("请填 11 位手机号"))
        return phone

    def person(self, *, by: Person, at: datetime) -> Person:
        """Return the person of this phone, registered where nobody has it. Raises ValidationError."""
        name, phone = self.cleaned_data["name"].strip(), self.cleaned_data["phone"]
        known = Person.objects.by_phone(phone)
        if known is None:
            made = Person(username=f"xt-{phone}", name=name, phone=phone, is_staff=True)
            made.set_unusable_password()
            return journal.add(made, by=by, at=at, reason=_("推荐劳动关系协调员"))
        if known.name != name:
            raise ValidationError(_("这个手机号登记的是另一个人，请核对姓名和手机号"))
        if CoordinatorRow.objects.filter(person=known.pk, case__is_open=True).exists():
            raise ValidationError(_("%(name)s已经推荐或备案为协调员") % {"name": name})
        return known


class GoerForm(Form):
    """Which coordinator goes: one of those active in the region."""

    coordinator = forms.ChoiceField(label=gettext_lazy("协调员"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["coordinator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *people]

    def named(self) -> dict[str, str]:
        """Return the coordinator as facts name them: key → name. Call after `is_valid()`."""
        field = self.fields["coordinator"]
        assert isinstance(field, forms.ChoiceField)
        ref = self.cleaned_data["coordinator"]
        return {f"coordinator/{ref}": dict(field.choices)[ref].partition("（")[0]}  # type: ignore[arg-type]


class MonthForm(Form):
    """A month."""

    month = forms.CharField(
        label=gettext_lazy("月份"), max_length=7, widget=forms.TextInput(attrs={"type": "month"})
    )

    def clean_month(self) -> str:
        month: str = self.cleaned_data["month"]
        try:
            date.fromisoformat(f"{month}-01")
        except ValueError as error:
            raise ValidationError(_("请按“2026-10”的样子填写月份")) from error
        return month
