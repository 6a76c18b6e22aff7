"""抽取结果 — who was drawn, with which chance, and by whom inspected; substitution, dispatch, reports, publication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tongzhou.lines.draws import drawing, facts
from tongzhou.lines.draws.doing import actor_for, do
from tongzhou.lines.draws.pages import CAUSES, Room, room_of
from tongzhou.lines.draws.procedure import dispatch, publish, record_result, substitute
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.refusal import Refused
from tongzhou.ui.forms import Form

OUTCOMES = ("未发现问题", "已责令改正", "立案查处", "无法联系", "已注销停业")


class ReportForm(Form):
    """检查结果: of one employer, as another department wrote it down."""

    target = forms.ChoiceField(label=gettext_lazy("抽查对象"))
    outcome = forms.ChoiceField(label=gettext_lazy("检查结果"), choices=[(o, o) for o in OUTCOMES])
    checked_on = forms.DateField(label=gettext_lazy("检查日期"))
    words = forms.CharField(
        label=gettext_lazy("情况说明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="report_%s", **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (x.key, x.subject.name) for x in room.lines if x.subject.state in ("waiting", "sent")
        ]


class SubstituteForm(Form):
    """递补: who falls out and why. Who steps in is not asked."""

    who = forms.ChoiceField(label=gettext_lazy("不能参加的单位或人员"))
    cause = forms.ChoiceField(label=gettext_lazy("原因"), choices=list(CAUSES.items()))
    words = forms.CharField(label=gettext_lazy("说明"), max_length=300)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="instead_%s", **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        choices = []
        for x in (x for x in room.lines if x.subject.state == "waiting"):
            choices.append((x.key, _("单位：%(name)s") % {"name": x.subject.name}))
            choices += [
                (
                    f"{x.key}|{number}",
                    _("人员：%(who)s（%(name)s）") % {"who": who, "name": x.subject.name},
                )
                for number, who in x.officers
            ]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("cause") == "closed" and "|" in found.get("who", ""):
            self.add_error("cause", _("“已注销停业”只适用于单位"))
        return found


@counter
def result(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the result of a draw."""
    room = room_of(request.visitor, uid)
    if room.result is None:
        raise Http404(_("本批次还没有抽取"))
    return _shown(request, room)


def _shown(request: VisitorRequest, room: Room, **more: Any) -> HttpResponse:
    lines = room.lines
    may = room.may
    context = {
        "room": room,
        "case": room.case,
        "lines": lines,
        "may": may,
        "items": request.POST.get("items", room.checklist),
        "waiting": sum(x.subject.state == "waiting" for x in lines),
        "reported": [x for x in lines if x.subject.state == "reported"],
        "report": more.get("report")
        or ReportForm(room=room, initial={"checked_on": request.visitor.on}),
        "replacing": more.get("replacing") or SubstituteForm(room=room),
        "trouble": more.get("trouble", ""),
    }
    bad = any(more.values())
    return page(request, "draws/result.html", context, status=422 if bad else 200)


@require_POST
@counter
def replace(request: VisitorRequest, uid: str) -> HttpResponse:
    """Let the next step in for an employer or an officer."""
    room, visitor = room_of(request.visitor, uid), request.visitor
    form = SubstituteForm(request.POST, room=room)
    if form.is_valid():
        told = form.cleaned_data
        target, _bar, officer = told["who"].partition("|")
        try:
            entry = drawing.substitute(
                room.case,
                of="officer" if officer else "object",
                target=target,
                out=int(officer) if officer else None,
                cause=told["cause"],
                words=told["words"],
                by=actor_for(request, room, substitute),
                at=visitor.at,
                door=visitor.door,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已递补（第%(n)s号记录），抽取包已更新") % {"n": entry.seq})
            return redirect("draws:result", uid)
    return _shown(request, room, replacing=form)


@require_POST
@counter
def send(request: VisitorRequest, uid: str) -> HttpResponse:
    """Dispatch one employer, or all that wait, each to its officers."""
    room = room_of(request.visitor, uid)
    wanted = request.POST.getlist("target") or [
        x.key for x in room.lines if x.subject.state == "waiting"
    ]
    short = [x.subject.name for x in room.lines if x.key in wanted and x.short]
    trouble = ""
    if short:
        trouble = _("“%(who)s”的检查人员不足两人，请先递补或报请上级指派") % {
            "who": "、".join(short)
        }
    words = request.POST.get("words", "").strip()[:500]
    items = tuple(filter(None, (c.strip() for c in request.POST.get("items", "").split("、"))))
    if not trouble:
        with transaction.atomic():
            for key in wanted:
                stated = facts.Dispatch(target=key, items=items, words=words)
                trouble = trouble or do(
                    request, room_of(request.visitor, uid), dispatch, stated, about=(key,)
                )
            if trouble:
                transaction.set_rollback(True)
    if trouble:
        return _shown(request, room, trouble=trouble)
    messages.success(request, _("已派发%(n)s个检查") % {"n": len(wanted)})
    return redirect("draws:result", uid)


@require_POST
@counter
def record(request: VisitorRequest, uid: str) -> HttpResponse:
    """Write down what another department reported."""
    room = room_of(request.visitor, uid)
    form = ReportForm(request.POST, room=room)
    if form.is_valid():
        stated = facts.Checked(**form.cleaned_data)
        trouble = do(request, room, record_result, stated, about=(stated.target,))
        if not trouble:
            messages.success(request, _("已录入"))
            return redirect("draws:result", uid)
        form.add_error(None, trouble)
    return _shown(request, room, report=form)


@require_POST
@counter
def show(request: VisitorRequest, uid: str) -> HttpResponse:
    """Publish what was found at those that were checked."""
    room = room_of(request.visitor, uid)
    wanted = tuple(x.key for x in room.lines if x.subject.state == "reported")
    if not wanted:
        return _shown(request, room, trouble=_("还没有待公布的检查结果"))
    words = request.POST.get("words", "").strip()[:500]
    trouble = do(request, room, publish, facts.Publication(words=words), about=wanted)
    if trouble:
        return _shown(request, room, trouble=trouble)
    messages.success(request, _("已公布%(n)s个单位的检查结果") % {"n": len(wanted)})
    return redirect("draws:result", uid)
