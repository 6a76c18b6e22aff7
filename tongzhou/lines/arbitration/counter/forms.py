"""申请的表单 — who applies, against whom, for what: the same fields at the counter and on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.law.heads import HEADS, heads_for
from tongzhou.lines.arbitration.facts.bringing import Application
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.forms import FactsForm, YuanField, form_for
from tongzhou.registry import credit_code, employing, identity, naming, working
from tongzhou.registry.models import Employer, EmployerAlias, Region, Worker
from tongzhou.ui.forms import Form, speak_plainly

NEW = "new"  # chosen where none of the employers found is the one meant
MOST_FOUND = 8
Choices = list[tuple[str, Any]]


def counties() -> Choices:
    """Return the counties, under their leagues. One query."""
    rows = Region.objects.filter(level__in=("league", "county"), is_administrative=True)
    leagues: dict[str, tuple[str, Choices]] = {}
    for region in rows.order_by("code"):
        if region.level == "league":
            leagues[region.code] = (region.name, [])
        elif region.code[:4] in leagues:
            leagues[region.code[:4]][1].append((region.code, region.name))
    return list(leagues.values())


class PersonForm(Form):
    """A worker: what the register of workers asks."""

    name = forms.CharField(label=_("姓名"), max_length=100)
    id_kind = forms.ChoiceField(
        label=_("证件类型"), choices=Worker.IdKind.choices, initial=Worker.IdKind.RESIDENT
    )
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("送达地址"), max_length=200, required=False, help_text=_("能收到文书的地址")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        try:
            return identity.check_phone(typed) if typed.strip() else ""
        except identity.NotAPhone as error:
            raise ValidationError(_("请填 11 位手机号")) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"id_kind", "id_number"} <= cleaned.keys():
            kind = Worker.IdKind(cleaned["id_kind"])
            try:
                cleaned["id_number"] = working.check_number(cleaned["id_number"], kind, on=self.on)
            except ValueError as error:
                self.add_error("id_number", str(error))
        return cleaned


class FirmForm(Form):
    """An employer: found by its credit code, its name or its pinyin, else registered provisionally."""

    words = forms.CharField(
        label=_("单位名称或统一社会信用代码"),
        max_length=200,
        help_text=_("名称、曾用名、拼音首字母都可以；工资条、合同、工牌上有"),
    )
    region = forms.ChoiceField(label=_("单位所在地"), required=False)
    legal_representative = forms.CharField(
        label=_("法定代表人或负责人"), max_length=60, required=False
    )
    telephone = forms.CharField(label=_("单位联系电话"), max_length=40, required=False)
    address = forms.CharField(label=_("单位地址"), max_length=200, required=False)

    def __init__(self, *args: Any, regions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("请选择")), *regions]  # type: ignore[attr-defined]
        self.found: list[Employer] = []

    def look_up(self) -> Employer | None:
        """Return the employer meant. Where that is not clear, offer those found and return None."""
        words = self.cleaned_data["words"].strip()
        picked = str(self.data.get(f"{self.prefix}-pick", ""))
        if picked == NEW:
            return None
        if picked.isdigit():
            return Employer.objects.standing().filter(pk=picked).first()
        if known := employing.find_employer(words):
            return known
        bearing = employing.find_by_name(words)
        if len(bearing) == 1:
            return bearing[0]
        self.found = bearing or found_by(words)
        return None

    @property
    def is_new(self) -> bool:
        """Whether the employer is to be registered: nothing like it is known, or none of those found."""
        return not self.found or self.data.get(f"{self.prefix}-pick") == NEW

    def fields_of_new(self) -> dict[str, Any]:
        """Return what a provisional registration is made of."""
        d = self.cleaned_data
        words = d["words"].strip()
        code = credit_code.tidy(words)
        is_code = len(code) == credit_code.LENGTH and set(code) <= set(credit_code.ALPHABET)
        return {
            "name": words,
            "uscc": code if is_code else "",
            "region_id": d["region"],
            "legal_representative": d["legal_representative"],
            "telephone": d["telephone"],
            "address": d["address"],
        }


def found_by(words: str) -> list[Employer]:
    """Return standing employers whose name, former name, pinyin or code is like these words."""
    tidy = words.strip()
    if len(tidy) < 2:
        return []
    letters = tidy.lower().replace(" ", "")
    aliases = EmployerAlias.objects.filter(
        Q(name__icontains=tidy) | Q(name_key=naming.company_key(tidy))
    )
    like = Q(name__icontains=tidy) | Q(pk__in=aliases.values("employer"))
    like |= Q(uscc__startswith=credit_code.tidy(tidy))
    if letters.isascii():
        like |= Q(initials__startswith=letters) | Q(pinyin__startswith=letters)
    return list(
        Employer.objects.standing()
        .filter(like)
        .select_related("region")
        .order_by("name")[:MOST_FOUND]
    )


class ItemForm(Form):
    """One claim. A row in which nothing was chosen is no claim."""

    head = forms.ChoiceField(label=_("请求事项"), required=False)
    amount = YuanField(label=_("金额（元）"), required=False, min_value=0)
    since = forms.DateField(label=_("从哪天"), required=False)
    until = forms.DateField(label=_("到哪天"), required=False)
    basis = forms.CharField(
        label=_("怎么算的"), max_length=500, required=False, help_text=_("如：4800元×2个月")
    )

    def __init__(
        self, *args: Any, employer: bool = False, asked: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        words = [(h.code, h.asked if asked else h.label) for h in heads_for(employer=employer)]
        self.fields["head"].choices = [("", _("请选择")), *words]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        head = cleaned.get("head")
        if not head and any(cleaned.get(name) for name in ("amount", "since", "until", "basis")):
            self.add_error("head", _("请选择请求事项，或清空这一行"))
        if head and HEADS[head].money and not cleaned.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("请填写金额"))
        return cleaned

    def item(self) -> ClaimItem | None:
        """Return the claim, or None for an empty row. Call after `is_valid()`."""
        d = self.cleaned_data
        if not d.get("head"):
            return None
        return ClaimItem(
            head=d["head"],
            amount=d["amount"] or 0,
            since=d["since"],
            until=d["until"],
            basis=d["basis"].strip(),
        )


ORDER = (
    "channel", "mediated", "place", "seat", "hired_on", "left_on", "post", "monthly_wage", "story",
    "evidence", "witnesses", "electronic", "collective_contract",
)  # fmt: skip


def matter_form(regions: Choices, *, without: Iterable[str] = ()) -> type[FactsForm]:
    """Return the form of the dispute itself: story, work, places, evidence; some fields left out."""
    made = form_for(Application, choices=lambda _source: regions)

    class MatterForm(made):  # type: ignore[valid-type,misc]
        field_order = ORDER

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name in without:
                self.fields.pop(name, None)
            if "witnesses" in self.fields:
                self.fields["witnesses"].widget.attrs["rows"] = 3
            speak_plainly(self)

    return MatterForm
