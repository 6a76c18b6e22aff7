"""窗口和电话申请 — what a worker says at the counter or on the phone, taken down in one page (调解仲裁法 12)."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.mediation import bringing, facts, procedure, questions
from tongzhou.lines.mediation.offices import CLERK
from tongzhou.lines.mediation.pages import room_of
from tongzhou.lines.mediation.receipt import add
from tongzhou.lines.mediation.tabling import items_form
from tongzhou.lines.mediation.ways import WAYS
from tongzhou.procedure import files
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import FilesField, YuanField
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import credit_code, identity, working
from tongzhou.registry.models import Region, Worker
from tongzhou.ui.forms import Form

from .doing import do, to_case

CHANNELS = ("窗口", "电话", "主动调解")


class ClaimantForm(Form):
    """申请人: as in the register of workers."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    id_kind = forms.ChoiceField(
        label=gettext_lazy("证件类型"),
        choices=Worker.IdKind.choices,
        initial=Worker.IdKind.RESIDENT,
    )
    id_number = forms.CharField(
        label=gettext_lazy("证件号码"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("电话申请暂时没有的可以不填，到场时补登"),
    )
    phone = forms.CharField(label=gettext_lazy("手机号"), max_length=20, required=False)
    address = forms.CharField(label=gettext_lazy("送达地址"), max_length=200, required=False)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        if not typed:
            return ""
        try:
            return identity.check_phone(typed)
        except identity.NotAPhone as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("id_number"):
            try:
                found["id_number"] = working.check_number(
                    found["id_number"], Worker.IdKind(found["id_kind"]), on=self.on
                )
            except ValueError as error:
                self.add_error("id_number", str(error))
        if not found.get("id_number") and not found.get("phone"):
            self.add_error("phone", _("没有证件号码的，须留下手机号，才能联系申请人"))
        return found

    def claimant(self) -> bringing.Claimant:
        """Return who claims."""
        c = self.cleaned_data
        return bringing.Claimant(
            c["name"], c["id_number"], c["phone"], Worker.IdKind(c["id_kind"]), c["address"]
        )


class MatterForm(Form):
    """The employer, the place, and what happened."""

    channel = forms.ChoiceField(
        label=gettext_lazy("申请方式"), choices=[(c, c) for c in CHANNELS], widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=gettext_lazy("调解方式"), choices=[(w.code, w.label) for w in WAYS.values()]
    )
    employer = forms.CharField(label=gettext_lazy("用人单位"), max_length=100)
    uscc = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=30, required=False)
    region = forms.ChoiceField(label=gettext_lazy("劳动合同履行地"))
    story = forms.CharField(
        label=gettext_lazy("事实和理由"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("口头申请的，按申请人所述记录，并向申请人宣读"),
    )
    hired_on = forms.DateField(label=gettext_lazy("入职日期"), required=False)
    left_on = forms.DateField(label=gettext_lazy("离职日期"), required=False)
    post = forms.CharField(label=gettext_lazy("岗位、工种"), max_length=60, required=False)
    monthly_wage = YuanField(label=gettext_lazy("月工资"), required=False, min_value=0)
    language = forms.ChoiceField(
        label=gettext_lazy("调解使用的语言"), choices=questions.LANGUAGES, initial="汉语"
    )
    electronic = forms.BooleanField(
        label=gettext_lazy("同意以短信、网上等电子方式接收文书"), required=False
    )
    oral = forms.BooleanField(label=gettext_lazy("口头申请，由我记录"), required=False)
    evidence = FilesField(label=gettext_lazy("证据材料"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = places  # type: ignore[attr-defined]
        self.fields["monthly_wage"].unit = "元"  # type: ignore[attr-defined]

    def clean_uscc(self) -> str:
        typed: str = self.cleaned_data["uscc"].strip()
        if not typed:
            return ""
        try:
            return credit_code.check(typed)
        except credit_code.NotACreditCode as error:
            raise forms.ValidationError(str(error)) from error


def _clerk(request: VisitorRequest) -> Actor:
    """Return the office in which this person receives applications. Raises Http404."""
    for actor in request.visitor.actors:
        if actor.office == CLERK.code:
            return actor
    raise Http404(_("申请由调解受理员登记"))


def _places(actor: Actor) -> list[tuple[str, str]]:
    """Return where a case of this counter may lie: its county, and every sumu or town of it."""
    county = actor.region[:6]
    rows = Region.objects.filter(code=county) | Region.objects.filter(
        parent=county, level="township"
    )
    found = list(rows.order_by("code").values_list("code", "name"))
    return [p for p in found if p[0].startswith(actor.region)] or found


@counter
def bring(request: VisitorRequest) -> HttpResponse:
    """Take down an application, by whichever way it came."""
    actor, visitor = _clerk(request), request.visitor
    posted = request.method == "POST"
    data, uploads = (request.POST, request.FILES) if posted else (None, None)
    who = ClaimantForm(data, prefix="who", on=visitor.on)
    first = {"channel": CHANNELS[0], "way": "administrative"}
    matter = MatterForm(data, uploads, prefix="matter", places=_places(actor), initial=first)
    items = items_form(data)
    if posted and all([who.is_valid(), matter.is_valid(), items.is_valid()]):
        case = _opened(request, actor, who, matter, items)
        if case is not None:
            messages.success(request, _("已登记，编号 %(number)s") % {"number": case})
            return redirect("desk:case", case.uid)
    context = {
        "who": who,
        "matter": matter,
        "items": items,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "accept": procedure.acceptance,
    }
    return page(request, "mediation/bring.html", context, status=422 if posted else 200)


def _opened(
    request: VisitorRequest, actor: Actor, who: ClaimantForm, matter: MatterForm, items: Any
) -> Any:
    visitor, given = request.visitor, dict(matter.cleaned_data)
    against = bringing.Opponent(given.pop("employer"), given.pop("uscc"), given["region"][:6])
    oral = given.pop("oral") or given["channel"] == "电话"
    try:
        evidence = tuple(files.keep(f, visitor.at) for f in given.pop("evidence") or ())
        case = bringing.bring(
            visitor.door,
            claimant=who.claimant(),
            against=against,
            by=actor,
            person=visitor.person,
            at=visitor.at,
            on=visitor.on,
            items=items.items(),
            evidence=evidence,
            taken_down=visitor.person.name if oral else "",
            request=request.POST.get("request", ""),
            **given,
        )
    except ValidationError as error:
        words = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, several in words.items():
            form = who if name in who.fields else matter
            form.add_error(name if name in form.fields else None, several)
        return None
    except Refused as refusal:
        matter.add_error(None, str(refusal))
        return None
    return case


@counter
def adding(request: VisitorRequest, uid: str) -> HttpResponse:
    """Take down one more claimant with a claim of their own."""
    room = room_of(request.visitor, uid)
    if not request.visitor.acting(add, room.view):
        raise Http404(_("增加申请人由调解受理员办理"))
    posted = request.method == "POST"
    data = request.POST if posted else None
    who = ClaimantForm(data, prefix="who", on=request.visitor.on)
    items = items_form(data)
    trouble = ""
    if posted and who.is_valid() and items.is_valid():
        try:
            visitor = request.visitor
            worker = bringing.registered(
                who.claimant(), by=visitor.person, at=visitor.at, on=visitor.on
            )
        except ValidationError as error:
            trouble = "；".join(error.messages)
        else:
            key = f"claimant/w{worker.pk}"
            stated = facts.Amendment(names={key: worker.name}, claims={key: items.items()})
            trouble = do(request, room, add, stated, about=(key,))
            if not trouble:
                return to_case(request, room, add)
    context = {
        "room": room,
        "case": room.case,
        "who": who,
        "items": items,
        "able": room.able(add),
        "trouble": trouble,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    return page(request, "mediation/add.html", context, status=422 if posted else 200)
