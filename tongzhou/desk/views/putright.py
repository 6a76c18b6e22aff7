"""更正、撤销、解密 — put an entry right, take it back, look at a sealed value: each an entry of its own."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.desk import choices
from tongzhou.desk.answers import done, page
from tongzhou.desk.staff import StaffRequest, counter
from tongzhou.procedure import catalogue, sealed
from tongzhou.procedure.declare import Act, Annulment, Correction
from tongzhou.procedure.facts import Facts, hints, sealed_fields
from tongzhou.procedure.fold import effective
from tongzhou.procedure.forms import FILLED_IN, FactsForm, FilesField, form_for
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.mending import MERGE
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.project import record_of
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form, speak_plainly

MOST_TARGETS = 100


class Reason(Form):
    """Why, in one's own words; and the name of the request, so that it is done once."""

    reason = forms.CharField(
        label=gettext_lazy("理由"), widget=forms.Textarea(attrs={"rows": 3}), min_length=4
    )
    request = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CorrectedDay(Reason):
    """The same, with the day on which it truly happened."""

    happened_on = forms.DateField(label=gettext_lazy("实际办理日期"), required=False)
    field_order = ("happened_on", "reason")


def _place(request: StaffRequest, uid: str, seq: int, code: str) -> tuple[Case, View, Entry, Actor]:
    """Return the case, its view, the entry meant and who acts; 404 where any of them may not be."""
    staff = request.staff
    case = staff.case(uid)
    view = staff.door.view(case)
    entry = Entry.objects.filter(case=case, seq=seq).first()
    act = view.procedure.by_code.get(code)
    actors = staff.acting(act, view) if act else []
    if entry is None or not actors:
        raise Http404(_("没有这条记录，或不由您的职务更正"))
    return case, view, entry, actors[0]


def _fresh() -> dict[str, str]:
    return {"request": secrets.token_hex(16)}


@counter
def annul(request: StaffRequest, uid: str, seq: int) -> HttpResponse:
    """Take back an entry that should not have been made. It stays in the journal, marked."""
    case, view, entry, by = _place(request, uid, seq, "engine.annul")
    form = Reason(request.POST if request.method == "POST" else None, initial=_fresh())
    what = _label(view, entry)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            request.staff.door.act(
                case,
                "engine.annul",
                by=by,
                at=request.staff.at,
                facts=Annulment(entry=seq),
                reason=form.cleaned_data["reason"],
                request=form.cleaned_data["request"],
            )
            return done(request, _("已撤销：%(act)s") % {"act": what}, _back(case))
        except Refused as refused:
            refusal = str(refused)
    note = _("原记录保留在案并注明已撤销；其后的期限和状态按撤销后的情形重新计算。")
    return _answer(
        request,
        case,
        form,
        title=_("撤销误录：%(act)s") % {"act": what},
        verb=_("撤销误录"),
        note=note,
        refusal=refusal,
    )


@counter
def correct(request: StaffRequest, uid: str, seq: int) -> HttpResponse:
    """State anew what an entry should have said. The first wording stays in the journal."""
    case, view, entry, by = _place(request, uid, seq, "engine.correct")
    act = view.procedure.by_code.get(entry.act)
    if act is None or act.is_engine:
        raise Http404(_("这条记录不能更正"))
    posted = request.POST if request.method == "POST" else None
    reads = _as_it_reads(case, entry)
    form = CorrectedDay(posted, initial=_fresh() | {"happened_on": reads.happened_on})
    facts = _facts_form(request, act, reads.facts, case)
    refusal = ""
    if posted is not None and all([form.is_valid(), facts.is_valid()]):
        changed = _changed(facts, act.asks, reads.facts)
        day = form.cleaned_data["happened_on"]
        moved = day if day and day != reads.happened_on else None
        if not changed and not moved:
            refusal = _("内容与原记录相同，没有需要更正的")
        else:
            try:
                request.staff.door.act(
                    case,
                    "engine.correct",
                    by=by,
                    at=request.staff.at,
                    facts=Correction(entry=seq, facts=changed, happened_on=moved),
                    reason=form.cleaned_data["reason"],
                    request=form.cleaned_data["request"],
                )
                return done(request, _("已更正：%(act)s") % {"act": act.label}, _back(case))
            except Refused as refused:
                refusal = str(refused)
    note = _("原记录保留在案；期限按更正后的内容和日期重新计算。")
    return _answer(
        request,
        case,
        form,
        facts=facts,
        title=_("更正：%(act)s") % {"act": act.label},
        verb=_("提交更正"),
        note=note,
        refusal=refusal,
    )


def _as_it_reads(case: Case, entry: Entry) -> Any:
    standing, _gone = effective(
        record_of(e) for e in Entry.objects.filter(case=case).order_by("seq")
    )
    found = next((r for r in standing if r.seq == entry.seq), None)
    if found is None:
        raise Http404(_("这条记录已被撤销"))
    return found


def _facts_form(
    request: StaffRequest, act: Act[Any], data: dict[str, Any], case: Case
) -> FactsForm:
    source = choices.source_for(request.staff, case.region)
    kind: type[FactsForm] = form_for(act.asks, choices=source)
    posted = request.POST if request.method == "POST" else None
    form = kind(posted, request.FILES or None, initial=data)
    asks: type[Facts] = act.asks
    files = [name for name, field in form.fields.items() if isinstance(field, FilesField)]
    for name in (*sealed_fields(asks), *files, "part"):
        form.fields.pop(name, None)
    # What this form does not ask stays as it was stated: sealed values, files, tables, digests.
    form.given = {name: value for name, value in data.items() if name not in form.fields}
    speak_plainly(form)
    return form


def _changed(form: FactsForm, kind: type[Facts], before: dict[str, Any]) -> dict[str, Any]:
    after: dict[str, Any] = msgspec.to_builtins(form.facts(), str_keys=True)
    asked = set(hints(kind)) - FILLED_IN
    return {k: v for k, v in after.items() if k in asked and v != before.get(k)}


@counter
def adopt(request: StaffRequest, uid: str) -> HttpResponse:
    """Go on under the newer version of the procedure. Clocks that run keep the law of their first day."""
    case, _view, _entry, by = _place(request, uid, 0, "engine.adopt")
    form = Reason(request.POST if request.method == "POST" else None, initial=_fresh())
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            request.staff.door.act(
                case,
                "engine.adopt",
                by=by,
                at=request.staff.at,
                reason=form.cleaned_data["reason"],
                request=form.cleaned_data["request"],
            )
            return done(request, _("已改依新规程办理"), _back(case))
        except Refused as refused:
            refusal = str(refused)
    note = _("此后的办理依新规程；正在计算的期限仍依起算之日的规定。")
    return _answer(
        request,
        case,
        form,
        title=_("改依新规程办理"),
        verb=_("改依新规程"),
        note=note,
        refusal=refusal,
    )


class MergeForm(Reason):
    """Into which case, and why."""

    into = forms.ChoiceField(label=gettext_lazy("并入哪一案件"))
    field_order = ("into", "reason")

    def __init__(self, *args: Any, targets: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        named = [(c.uid, f"{c.title} {c.number}".strip()) for c in targets]
        field.choices = [("", _("请选择")), *named]


@counter
def merge(request: StaffRequest, uid: str) -> HttpResponse:
    """Merge a case into another of the same procedure and county; what it holds goes along."""
    case, _view, _entry, by = _place(request, uid, 0, MERGE)
    if own := catalogue.act_page(case.procedure, MERGE):
        return redirect(own, case.uid)
    staff = request.staff
    near = staff.cases().filter(procedure=case.procedure, county=case.county, is_open=True)
    targets = list(near.exclude(pk=case.pk).order_by("-opened_on", "-id")[:MOST_TARGETS])
    posted = request.POST if request.method == "POST" else None
    form = MergeForm(posted, targets=targets, initial=_fresh())
    refusal = ""
    if posted is not None and form.is_valid():
        into = next(c for c in targets if c.uid == form.cleaned_data["into"])
        try:
            staff.door.merge(
                case, into=into, by=by, at=staff.at, reason=form.cleaned_data["reason"]
            )
            return done(request, _("已并入 %(case)s") % {"case": into}, _back(into))
        except Refused as refused:
            refusal = str(refused)
    note = _(
        "本案当事人、金额和正在计算的期限一并转入；本案终结并指向该案，首次收到日期以较早者为准。"
    )
    return _answer(
        request, case, form, title=_("并入另案"), verb=_("并入"), note=note, refusal=refusal
    )


@counter
def unseal(request: StaffRequest, uid: str, seq: int, field: str) -> HttpResponse:
    """Show a sealed value to whoever states why they need it. The look is an entry of the journal."""
    case, view, entry, by = _place(request, uid, seq, "engine.unseal")
    if not sealed.holds(entry, field):
        raise Http404(_("这条记录没有保密内容"))
    form = Reason(request.POST if request.method == "POST" else None, initial=_fresh())
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            value = request.staff.door.unseal(
                case,
                entry=seq,
                field=field,
                by=by,
                at=request.staff.at,
                reason=form.cleaned_data["reason"],
            )
            context = {"case": case, "label": _field_label(view, entry, field), "value": value}
            return page(request, "desk/sealed.html", context, part="shown")
        except Refused as refused:
            refusal = str(refused)
    note = _("查看保密信息须有办案需要。谁、何时、因何查看将记入案件日志，不能删除。")
    return _answer(
        request,
        case,
        form,
        title=_("查看保密信息"),
        verb=_("说明理由并查看"),
        note=note,
        refusal=refusal,
    )


def _field_label(view: View, entry: Entry, field: str) -> str:
    act = view.procedure.by_code.get(entry.act)
    asks: type[Facts] | None = act.asks if act else None
    meta = hints(asks).get(field) if asks else None
    return (meta.title if meta else None) or field


def _label(view: View, entry: Entry) -> str:
    act = view.procedure.by_code.get(entry.act)
    return act.label if act else entry.act


def _back(case: Case) -> str:
    return reverse("desk:case", args=[case.uid])


def _answer(
    request: StaffRequest,
    case: Case,
    form: Form,
    *,
    title: str,
    verb: str,
    note: str,
    refusal: str,
    facts: FactsForm | None = None,
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "facts": facts,
        "title": title,
        "verb": verb,
        "note": note,
        "refusal": refusal,
        "action": request.get_full_path(),
        "back": _back(case),
        "danger": True,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/form.html", context, part="form", status=status)
