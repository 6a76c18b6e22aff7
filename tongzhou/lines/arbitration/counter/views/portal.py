"""网上申请 — a worker applies on the phone with five plain questions; an employer may apply as well.

What was typed waits in the session, sealed, until the code sent to the phone has come back: then the
dispute is brought, by the same `Intake` as at the counter. Mediation first is offered, never forced.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tongzhou.law.claims import KINDS, BadInput, carrier
from tongzhou.law.heads import HEADS
from tongzhou.lines.arbitration.counter.bringing import Asks, Intake
from tongzhou.lines.arbitration.counter.forms import counties
from tongzhou.lines.arbitration.facts.bringing import Application
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.procedure import catalogue, showing
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.showing import Someone
from tongzhou.registry import credit_code, phonecode, sealing
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Appointment, Employer, Worker
from tongzhou.ui.forms import Form

WAITING = "arbitration-apply"  # in the session: the application that waits for its code
PLACE = "arbitration.apply"  # part of the key: what is sealed here opens nowhere else
KEPT = timedelta(minutes=30)
ONLINE = {"channel": "网上"}
WORKER = Asks(
    in_plain_words=True,
    without=("channel", "collective_contract", "witnesses", "seat"),
    items=3,
    given=ONLINE,
)
LEFT_OUT = ("channel", "collective_contract", "witnesses", "seat", "mediated", "electronic")


class Waiting(msgspec.Struct, frozen=True):
    """An application that waits for the code of its phone."""

    post: str
    evidence: tuple[FileRef, ...]
    until: float
    request: str

    @property
    def phone(self) -> str:
        """The phone of the applicant, as it was typed."""
        return str(QueryDict(self.post).get("p0-phone", ""))

    @property
    def purpose(self) -> str:
        """What a code for this opens, and nothing else."""
        return f"apply:{self.request}"


class CodeForm(Form):
    """The code that came by message."""

    code = forms.CharField(
        label=gettext_lazy("短信验证码"),
        max_length=6,
        min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "min_length": gettext_lazy("验证码是 6 位数字"),
            "max_length": gettext_lazy("验证码是 6 位数字"),
        },
    )


# What a worker is asked, in a worker's words.
PLAIN = {
    "place": gettext_lazy("在哪里上班（旗县）"),
    "post": gettext_lazy("做什么工作"),
    "hired_on": gettext_lazy("哪天开始上班"),
    "left_on": gettext_lazy("哪天离开的"),
    "monthly_wage": gettext_lazy("说好的月工资"),
    "story": gettext_lazy("发生了什么，您有什么理由"),
    "mediated": gettext_lazy("调解过吗，在哪里，结果怎样"),
}


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Say what arbitration is, what is needed, and that mediation may come first."""
    carried = request.GET.get("claim", "")[: carrier.LONGEST]
    query = f"?{urlencode({'claim': carried})}" if carried else ""
    context = {"mediation": mediation_address(), "query": query}
    return render(request, "arbitration/apply_begin.html", context)


def mediation_address() -> str:
    """Return where one applies for mediation at the portal; empty where nobody brings such a page."""
    line = catalogue.LINES.get("mediation")
    for panel in line.panels if line else ():
        if panel.counter == "portal" and panel.index:
            return reverse(panel.index)
    return ""


@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Ask a worker five questions; where all is there, send the code."""
    at = now()
    intake = _intake(request, WORKER, at)
    intake.people[0].fields["phone"].required = True
    for name, words in PLAIN.items():
        intake.matter.fields[name].label = words
    refusal = ""
    if _is_sent(request):
        refusal = _wait(request, intake, at)
        if not refusal:
            return redirect("arbitration-apply:code")
    context = {"intake": intake, "refusal": refusal, "mediation": mediation_address()}
    status = 422 if refusal else 200
    return render(request, "arbitration/apply_worker.html", context, status=status)


def calculated(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the claims this visitor has just reckoned, as rows of the form; what came along comes first."""
    found: dict[str, dict[str, Any]] = {}
    made = carrier.kept(request.session)
    if text := request.GET.get("claim", ""):
        with suppress(BadInput):
            made.insert(0, carrier.unpack(text))
    for each in made:
        head = next((h for h in HEADS.values() if h.calc == each.kind and not h.by_employer), None)
        with suppress(BadInput):
            amount = each.result(calendar=calendar_now()).amount
            if head and amount:
                label = KINDS[each.kind].words("zh")[0]
                basis = _("按计算器“%(label)s”（%(on)s）") % {"label": label, "on": each.on}
                row = {"head": head.code, "amount": int(amount * 100), "basis": basis}
                found.setdefault(head.code, row)
    return list(found.values())


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and not request.POST.get("add")


def _intake(request: HttpRequest, asks: Asks, at: datetime) -> Intake:
    posted = request.method == "POST"
    return Intake(
        request.POST if posted else None,
        request.FILES if posted else None,
        asks=asks,
        at=at,
        regions=counties(),
        initial={},
        rows=[] if posted else calculated(request),
    )


def _wait(request: HttpRequest, intake: Intake, at: datetime) -> str:
    """Check what was typed and send the code; return what is wrong, or nothing."""
    if not intake.is_valid():
        return intake.refusal or _("请改好以下各项再提交；选过的文件要重新选择。")
    if not region_for(intake, localdate(at)):
        return str(NOT_OPEN)
    stated = intake.matter.facts()
    assert isinstance(stated, Application)
    waiting = Waiting(
        post=request.POST.urlencode(),
        evidence=stated.evidence,
        until=(at + KEPT).timestamp(),
        request=secrets.token_hex(16),
    )
    try:
        phonecode.issue(waiting.phone, waiting.purpose, at=at, signs=_("劳动仲裁申请"))
    except ValidationError as error:
        return "；".join(error.messages)
    except phonecode.CannotSend as error:
        return str(error)
    request.session[WAITING] = sealing.seal(msgspec.json.encode(waiting).decode(), place=PLACE)
    return ""


NOT_OPEN = gettext_lazy(
    "您工作的地方和单位所在地还没有开通网上申请。请到工作地或单位所在地的仲裁委窗口申请，不收费；"
    "可以先拨打 12333 问清地址。"
)


def region_for(intake: Intake, on: Any) -> str:
    """Return whose commission gets the application: where one works, else where the employer is."""
    stated = intake.matter.facts()
    assert isinstance(stated, Application)
    firm = intake.employers[0] if intake.employers else None
    seat = firm.region_id[:6] if firm else intake.firms[0].cleaned_data["region"]
    held = Appointment.objects.on(on).filter(office=CLERK.code)
    open_at = set(held.values_list("body__region", flat=True))
    return next((code for code in (stated.place, seat) if code in open_at), "")


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and bring the dispute."""
    at = now()
    waiting = _waiting(request, at)
    if waiting is None:
        messages.warning(request, _("没有等待提交的申请，请重新填写。"))
        return redirect("arbitration-apply:worker")
    form = CodeForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        answer = phonecode.check(waiting.phone, form.cleaned_data["code"], waiting.purpose, at=at)
        if answer is phonecode.Answer.RIGHT:
            case, refusal = _bring(request, waiting, at)
            if case:
                messages.success(request, _("申请已提交，五个工作日内决定是否受理"))
                return redirect("portal:case", case.uid)
        else:
            form.add_error("code", str(phonecode.WORDS[answer]))
    context = {
        "form": form,
        "refusal": refusal,
        "phone": f"{waiting.phone[:3]}****{waiting.phone[-4:]}",
        "messages_shown": phonecode.shown_messages(waiting.phone)[:1],
    }
    bad = bool(refusal or form.errors)
    return render(request, "arbitration/apply_code.html", context, status=422 if bad else 200)


def _waiting(request: HttpRequest, at: datetime) -> Waiting | None:
    packed = request.session.get(WAITING)
    if not packed:
        return None
    found = msgspec.json.decode(sealing.unseal(packed, place=PLACE), type=Waiting)
    return found if found.until > at.timestamp() else None


def _bring(request: HttpRequest, waiting: Waiting, at: datetime) -> tuple[Case | None, str]:
    """Bring the dispute of a worker whose phone has just been shown."""
    intake = Intake(
        QueryDict(waiting.post), None, asks=WORKER, at=at, regions=counties(), initial={}
    )
    if not intake.is_valid():
        return None, _("填写的内容已失效，请重新填写")
    intake.kept = waiting.evidence
    given = intake.people[0].cleaned_data
    hashed = hash_of("phone", given["phone"])
    region = region_for(intake, localdate(at))
    try:
        with transaction.atomic():
            known = intake.register_people(None)[0]
            if known.phone_hash != hashed:
                return None, str(PHONE_DIFFERS)
            case = intake.bring(
                Door(calendar_now()),
                by=_as_worker(known, region),
                person=None,
                region=region,
                request=waiting.request,
            )
    except ValidationError as error:
        return None, "；".join(error.messages)
    except Refused as error:
        return None, str(error)
    del request.session[WAITING]
    showing.show_workers(request, [known.pk], phone_hash=hashed, at=at)
    return case, ""


PHONE_DIFFERS = gettext_lazy(
    "这个证件号码在人社部门登记的手机号与您填写的不同。请用登记的手机号办理，或者带身份证到仲裁院窗口办理。"
)


def _as_worker(found: Worker, region: str) -> Actor:
    return showing.of_worker(found).actor(region=region, parties=(f"claimant/w{found.pk}",))


@never_cache
def employer(request: HttpRequest) -> HttpResponse:
    """Let somebody who acts for an employer apply on its behalf. The phone must have been shown."""
    at = now()
    acting = _employers(request, at)
    if not acting:
        messages.warning(request, _("请先用单位经办人的手机号验证身份，再申请。"))
        return redirect("portal:mine-employer")
    chosen = request.GET.get("firm", "")
    firm, someone = acting.get(chosen) or next(iter(acting.values()))
    asks = Asks(by_employer=True, without=LEFT_OUT, firm=firm, given=ONLINE)
    intake = _intake(request, asks, at)
    for person in intake.people:  # a phone given by the other side must open nothing
        del person.fields["phone"], person.fields["address"]
    refusal = ""
    if _is_sent(request):
        case, refusal = _bring_for(intake, firm, someone, request)
        if case:
            messages.success(request, _("申请已提交，五个工作日内决定是否受理"))
            return redirect("portal:case", case.uid)
    context = {
        "intake": intake,
        "refusal": refusal,
        "firm": firm,
        "firms": [found for found, _who in acting.values()],
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    status = 422 if refusal else 200
    return render(request, "arbitration/apply_employer.html", context, status=status)


def _employers(request: HttpRequest, at: datetime) -> dict[str, tuple[Employer, Someone]]:
    """Return the employers this visitor has shown to act for: number → employer and who acts."""
    found: dict[str, tuple[Employer, Someone]] = {}
    for someone in showing.people(request, on=localdate(at), at=at):
        refs = dict(someone.refs).get("employer", frozenset())
        # Beside numbers of the register they hold credit codes, some of which are digits alone.
        numbers = [int(ref) for ref in refs if ref.isdecimal() and len(ref) != credit_code.LENGTH]
        for firm in Employer.objects.standing().filter(pk__in=numbers):
            found[str(firm.pk)] = (firm, someone)
    return found


def _bring_for(
    intake: Intake, firm: Employer, someone: Someone, request: HttpRequest
) -> tuple[Case | None, str]:
    if not intake.is_valid():
        return None, intake.refusal or _("请改好以下各项再提交；选过的文件要重新选择。")
    region = region_for(intake, intake.on)
    if not region:
        return None, str(NOT_OPEN)
    key = f"claimant/e{firm.pk}"
    by = Actor(someone.ref, someone.name, PARTY.code, region, parties=(key,))
    try:
        name = request.POST.get("request") or secrets.token_hex(16)
        case = intake.bring(Door(calendar_now()), by=by, person=None, region=region, request=name)
    except ValidationError as error:
        return None, "；".join(error.messages)
    except Refused as error:
        return None, str(error)
    return case, ""
