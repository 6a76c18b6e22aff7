"""我的用工备案 — what employers have declared about me, and saying that it is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tongzhou.lines.filing import proving
from tongzhou.lines.filing.firms import employer_of
from tongzhou.lines.filing.forms import PaperField, whole_number
from tongzhou.lines.filing.models import Employment, ObjectionRow
from tongzhou.lines.filing.objection import facts, guarding
from tongzhou.lines.filing.objection.procedure import CODE, OBJECTION
from tongzhou.lines.filing.registers import term_words, yuan
from tongzhou.procedure import files, showing, throttle
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import identity, phonecode, sealing
from tongzhou.registry.models import RegisterEntry, Worker
from tongzhou.registry.working import register_worker
from tongzhou.ui.forms import Form

MOST_ASKED = 20  # times an hour from one address
WRONG = gettext_lazy(
    "验证码不对，或已失效（超过 5 分钟、填错 5 次）。请看清短信再填，或返回上一步重新获取"
)


class WhoForm(Form):
    """Phone and the number of an identity card or a passport."""

    phone = forms.CharField(
        label=gettext_lazy("您的手机号"),
        max_length=20,
        help_text=gettext_lazy("单位填报的、或您在人社部门登记的手机号，用来收验证码"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    id_kind = PaperField()
    number = forms.CharField(
        label=gettext_lazy("证件号码"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_phone(self) -> str:
        try:
            return identity.check_phone(self.cleaned_data["phone"])
        except identity.NotAPhone as error:
            raise forms.ValidationError(_("请填 11 位手机号")) from error

    def clean_number(self) -> str:
        return whole_number(self)


class CodeForm(Form):
    """The code that came by message."""

    code = forms.CharField(
        label=gettext_lazy("短信验证码"),
        max_length=6,
        min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"min_length": gettext_lazy("验证码是 6 位数字")},
    )


@never_cache
def start(request: HttpRequest) -> HttpResponseBase:
    """Ask for phone and number, and send a code where they belong together."""
    at = now()
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not throttle.allow(request, "filing.worker", most=MOST_ASKED, at=at):
            form.add_error(None, _("查询得太频繁，请一小时后再试，或到窗口查询"))
        else:
            try:
                said = form.cleaned_data
                proving.ask_code(request, said["number"], said["phone"], at=at)
            except phonecode.CannotSend as error:
                form.add_error(None, str(error))
            else:
                return redirect("filing-worker:code")
    status = 422 if form.errors else 200
    return render(request, "filing/worker_start.html", {"form": form}, status=status)


@never_cache
def code(request: HttpRequest) -> HttpResponseBase:
    """Take the code."""
    at = now()
    asked = proving.asked(request)
    if asked is None:
        return redirect("filing-worker:start")
    proof, phone = asked
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = phonecode.check(phone, form.cleaned_data["code"], proof.purpose, at=at)
        if answer is phonecode.Answer.RIGHT:
            proving.shown(request, proof, at=at)
            return redirect("filing-worker:mine")
        form.add_error("code", str(WRONG))
    context = {
        "form": form,
        "phone": f"{phone[:3]}****{phone[-4:]}",
        "messages_shown": phonecode.shown_messages(phone)[:1],
    }
    return render(request, "filing/worker_code.html", context, status=422 if form.errors else 200)


@never_cache
def mine(request: HttpRequest) -> HttpResponseBase:
    """Show what was declared about this worker, and where their objections stand."""
    proof = proving.proven(request, at=now())
    if proof is None:
        return redirect("filing-worker:start")
    rows = list(proof.rows.select_related("region").order_by("-starts_on", "-pk")[:50])
    gone, opened = guarding.voided(rows), proving.opened(proof)
    raised: dict[int, list[dict[str, Any]]] = {}
    known = ObjectionRow.objects.filter(employment__in=[r.pk for r in rows]).select_related("case")
    for objection in known.order_by("-pk"):
        state = OBJECTION.states[objection.case.state].public
        told = {"case": objection.case, "state": state, "opens": objection.case_id in opened}
        raised.setdefault(objection.employment, []).append(told)
    context = {
        "rows": [_shown(r, raised.get(r.pk, []), gone.get(r.pk)) for r in rows],
        "name": rows[0].open_identity().name if rows else "",
    }
    return render(request, "filing/worker_mine.html", context)


def _shown(
    row: Employment, objections: list[dict[str, Any]], gone: RegisterEntry | None
) -> dict[str, Any]:
    """Return what the page shows of a declaration. While an objection is open, or after it is taken back, none is offered."""
    under_way = any(o["case"].is_open for o in objections)
    known = row.open_identity()
    return {
        "of": row,
        "pay": yuan(row.pay, row.pay_basis),
        "term": term_words(row),
        "paper": Worker.IdKind(known.kind).label,
        "permit": sealing.mask_id_number(known.permit),
        "objections": objections,
        "gone": gone,
        "may_object": not under_way and row.state != Employment.State.VOID,
    }


@never_cache
def object_(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an objection against one declaration."""
    at = now()
    proof = proving.proven(request, at=at)
    if proof is None:
        return redirect("filing-worker:start")
    row = proof.rows.select_related("region").filter(pk=pk).first()
    if row is None:
        raise Http404(_("没有这条备案，或不是您的"))
    if row.state == Employment.State.VOID:
        messages.warning(request, _("这条备案已经作废，不再计入，不必提出异议"))
        return redirect("filing-worker:mine")
    waiting = guarding.open_against(row).exists()
    made = form_for(facts.Objection)
    for name in ("employment", "declared"):
        made.base_fields.pop(name, None)
    given = {"employment": str(row.pk)}
    form = made(request.POST or None, request.FILES or None, given=given)
    form.keep_file = lambda upload: files.keep(upload, at)
    refusal = _("这条备案已有异议正在处理，请等处理结果，或先撤回") if waiting else ""
    if request.method == "POST" and not waiting and form.is_valid():
        try:
            _raise(request, row, proof, form.facts(), at)
        except (Refused, ValueError) as trouble:
            refusal = str(trouble)
        else:
            messages.success(request, _("已提出异议，处理结果在这里查看"))
            return redirect("filing-worker:mine")
    context = {
        "row": row,
        "pay": yuan(row.pay, row.pay_basis),
        "term": term_words(row),
        "form": form,
        "refusal": refusal,
        "waiting": waiting,
    }
    bad = bool(refusal or form.errors)
    return render(request, "filing/worker_object.html", context, status=422 if bad else 200)


@transaction.atomic
def _raise(
    request: HttpRequest, row: Employment, proof: proving.Proof, said: Any, at: datetime
) -> Case:
    known, on = row.open_identity(), localdate(at)
    worker = register_worker(
        name=known.name, id_number=known.number, id_kind=proving.kind_in_register(known.number),
        phone=known.phone, by=None, at=at, on=on,
        reason=_("提出备案异议时登记"),
    )  # fmt: skip
    firm = employer_of(row.uscc, row.employer_name, row.region_id[:6], by=None, at=at)
    # Named as declared: the phone that was shown does not open what the register knows of the number.
    names = {f"worker/w{worker.pk}": known.name, f"employer/e{firm.pk}": firm.name}
    stated = msgspec.structs.replace(
        said, names=names, uscc=row.uscc, declared=declared(row), phone=proof.phone
    )
    county = row.region_id[:6]
    same = worker.phone_hash == proof.phone
    someone = replace(
        showing.of_worker(worker) if same else showing.of_vouched(worker), name=known.name
    )
    case = Door(calendar_now()).open_case(
        CODE,
        by=someone.actor(region=county, parties=(f"worker/w{worker.pk}",)),
        at=at,
        region=county,
        facts=stated,
    )
    if same:
        showing.show_workers(request, [worker.pk], phone_hash=proof.phone, at=at)
    else:
        showing.show_for_case(request, case, phone_hash=proof.phone, at=at, worker=worker.pk)
    return case


def declared(row: Employment) -> str:
    """Return what a declaration said, in one line, as it is kept with an objection."""
    insured = _("没有填报是否参加社会保险")
    if row.insured is not None:
        insured = _("已参加社会保险") if row.insured else _("未参加社会保险")
    return "；".join(
        filter(
            None,
            (str(row.get_kind_display()), term_words(row), yuan(row.pay, row.pay_basis), insured),
        )
    )
