"""事项页面 — the acts of a report that need a page of their own: accept, assign, merge, add, represent, name, reveal."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.intake import acts, bringing, desk, facts, identity, merging, rules
from tongzhou.lines.intake.procedure import REPORT
from tongzhou.lines.intake.violations import VIOLATIONS
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.refusal import Refused
from tongzhou.ui.forms import Form

from .counter import items_of, people_of


def _page(
    request: VisitorRequest, template: str, room: desk.Report, trouble: str, **more: Any
) -> HttpResponse:
    context = {
        "room": room,
        "case": room.case,
        "trouble": trouble,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "seq": room.view.seq,
    } | more
    return page(request, f"intake/{template}", context, status=422 if trouble else 200)


def _room(request: VisitorRequest, uid: str, act: Any, words: str) -> desk.Report:
    room = desk.report_of(request.visitor, uid)
    if not request.visitor.acting(act, room.view):
        raise Http404(words)
    return room


@counter
def accept(request: VisitorRequest, uid: str) -> HttpResponse:
    """Accept: what is looked into, and who may be named in the inspection."""
    room = _room(request, uid, acts.accept, _("受理由举报投诉受理员办理"))
    trouble = ""
    if request.method == "POST":
        codes = tuple(c for c in request.POST.getlist("violations") if c in VIOLATIONS)
        named = ""
        if "named" in request.POST and room.is_secret:
            known = identity.people(room.view)
            named = msgspec.json.encode({k.key: k.name for k in known}).decode()
        stated = facts.Acceptance(
            violations=codes, words=request.POST.get("words", "")[:2000].strip(), named=named
        )
        trouble = desk.do(request, room, acts.accept, stated)
        if not trouble:
            return desk.to_case(request, room, acts.accept.label)
    chosen = request.POST.getlist("violations") or list(rules.violations(room.view))
    return _page(
        request,
        "accept.html",
        room,
        trouble,
        able=room.able(acts.accept),
        why=_why(room, acts.accept),
        choices=[(v, v.code in chosen) for v in VIOLATIONS.values()],
        words=request.POST.get("words", ""),
    )


def _why(room: desk.Report, act: Any) -> str:
    return hindrance(room.view, act, on=room.visitor.on)


@counter
def assign(request: VisitorRequest, uid: str) -> HttpResponse:
    """Give a report to somebody."""
    room = _room(request, uid, acts.assign, _("分派由受理负责人办理"))
    people = desk.colleagues(room.case.region, request.visitor.on)
    trouble = ""
    if request.method == "POST":
        chosen = {str(p.pk): p for p in people}.get(request.POST.get("person", ""))
        if chosen is None:
            trouble = _("请选择承办人")
        else:
            key = f"handler/{chosen.pk}"
            stated = facts.Assignment(
                names={key: chosen.name}, words=request.POST.get("words", "")[:2000].strip()
            )
            trouble = desk.do(request, room, acts.assign, stated, about=(key,))
        if not trouble:
            return desk.to_case(request, room, acts.assign.label)
    return _page(request, "assign.html", room, trouble, people=people)


@counter
def merge(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what may be the same, side by side, and merge this report into one of them."""
    room = desk.report_of(request.visitor, uid)
    act = room.view.procedure.by_code["engine.merge"]
    actors = request.visitor.acting(act, room.view)
    if not actors:
        raise Http404(_("并案由举报投诉受理人员办理"))
    trouble = ""
    if request.method == "POST":
        target = request.visitor.cases(REPORT.code).filter(uid=request.POST.get("into", "")).first()
        reason = request.POST.get("reason", "").strip()[:500]
        if target is None:
            trouble = _("请选择并入哪一件")
        elif not reason:
            trouble = _("请写明并案理由")
        else:
            try:
                merging.merge(
                    request.visitor.door,
                    room.case,
                    into=target,
                    by=actors[0],
                    at=request.visitor.at,
                    reason=reason,
                )
            except Refused as refusal:
                trouble = str(refusal)
            else:
                return desk.to_case(request, desk.Report(target, request.visitor), _("并案"))
    return _page(
        request,
        "merge.html",
        room,
        trouble,
        able=room.case.state in ("received", "mending"),
        chosen=request.POST.get("into", ""),
        reason=request.POST.get("reason", _("同一单位、同一事由，合并办理")),
    )


@counter
def add(request: VisitorRequest, uid: str) -> HttpResponse:
    """Let more people join, row by row."""
    room = _room(request, uid, acts.add, _("补充投诉人由受理员办理"))
    posted = request.method == "POST"
    people = people_of(request.POST if posted else None, on=request.visitor.on)
    trouble = ""
    if posted and people.is_valid():
        said = room.said
        rows = [
            bringing.Reporter(
                p["name"],
                p["phone"],
                p["id_number"],
                items=items_of(list(said.violations), p.get("amount"), said.since, said.until),
            )
            for p in people.people()
        ]
        actor = request.visitor.acting(acts.add, room.view)[0]
        try:
            if not rows:
                raise Refused(_("请至少填写一位投诉人"))
            bringing.add(
                request.visitor.door,
                room.case,
                reporters=rows,
                by=actor,
                person=request.visitor.person,
                at=request.visitor.at,
                on=request.visitor.on,
                request=request.POST.get("request") or None,
            )
        except ValidationError as error:
            trouble = "；".join(error.messages)
        except Refused as refusal:
            trouble = str(refusal)
        else:
            return desk.to_case(request, room, acts.add.label)
    elif posted:
        trouble = _("请改好下面标出的地方")
    return _page(request, "add.html", room, trouble, people=people, able=room.able(acts.add))


@counter
def represent(request: VisitorRequest, uid: str) -> HttpResponse:
    """Register whom they have chosen."""
    room = _room(request, uid, acts.represent, _("代表人由受理员登记"))
    trouble = ""
    chosen = request.POST.getlist("representatives")
    if request.method == "POST":
        try:
            stated = facts.Representing(
                representatives=tuple(chosen), words=request.POST.get("words", "")[:2000]
            )
            stated.check()
        except ValueError as error:
            trouble = str(error)
        else:
            trouble = desk.do(request, room, acts.represent, stated)
        if not trouble:
            return desk.to_case(request, room, acts.represent.label)
    return _page(request, "represent.html", room, trouble, chosen=chosen)


class FirmForm(Form):
    """Which employer it is."""

    employer = forms.CharField(label=gettext_lazy("用人单位"), max_length=100, required=False)
    uscc = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=30, required=False)
    words = forms.CharField(label=gettext_lazy("查明经过"), max_length=500, required=False)


@counter
def name_employer(request: VisitorRequest, uid: str) -> HttpResponse:
    """Register which employer it is, once it is known."""
    room = _room(request, uid, acts.name_employer, _("被反映单位由受理员登记"))
    posted = request.method == "POST"
    form = FirmForm(request.POST if posted else None)
    trouble = ""
    if posted and form.is_valid():
        visitor, given = request.visitor, form.cleaned_data
        try:
            firm = bringing.employer_of(
                bringing.Against(given["employer"], given["uscc"], room.said.place),
                by=visitor.person,
                at=visitor.at,
                on=visitor.on,
                place=room.said.place or room.case.region,
                strict=True,
            )
            if firm is None:
                raise ValidationError(_("请填写单位名称或统一社会信用代码"))
        except ValidationError as error:
            trouble = "；".join(error.messages)
        else:
            key = f"employer/e{firm.pk}"
            stated = facts.Firm(names={key: firm.name}, words=given["words"])
            trouble = desk.do(request, room, acts.name_employer, stated, about=(key,))
        if not trouble:
            return desk.to_case(request, room, acts.name_employer.label)
    return _page(request, "employer.html", room, trouble, form=form)


@counter
def who(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show who reports to somebody whose work needs it; each view stands in the journal of views."""
    room = desk.report_of(request.visitor, uid)
    if not room.needs_names:
        unseal = ""
        entries = room.sealed_entries
        if room.may_unseal and entries:
            unseal = reverse("desk:unseal", args=[uid, entries[0].seq, identity.FIELD])
        return _page(request, "who_not.html", room, "", unseal=unseal)
    identity.note(room.case, request.visitor.person, at=request.visitor.at)
    return _page(request, "who.html", room, "", people=identity.people(room.view))
