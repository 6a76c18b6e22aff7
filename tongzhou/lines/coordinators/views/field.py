"""手机 — my day; one visit recorded, with a network or without; a risk reported. Taken in once.

With the script the forms go through the queue of `ui/offline`; without it, they are ordinary forms.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.coordinators import myday
from tongzhou.lines.coordinators.forms.recording import (
    TicksForm,
    point_forms,
    risk_form,
    visit_form,
)
from tongzhou.lines.coordinators.offices import COORDINATOR
from tongzhou.lines.coordinators.risk import procedure as risk_procedure
from tongzhou.lines.coordinators.risk.facts import Reported
from tongzhou.lines.coordinators.visit import procedure
from tongzhou.lines.coordinators.visit import rules as visit_rules
from tongzhou.lines.coordinators.visit.facts import Arranged, Picture, Visit
from tongzhou.lines.coordinators.visit.procedure import CODE
from tongzhou.lines.coordinators.visit.states import CANCELLED, RECORDED
from tongzhou.procedure import files, offline
from tongzhou.procedure.counter import Visitor, VisitorRequest, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Employer
from tongzhou.ui.offline import words

from .rooms import room, seat

# Also what is said of a record that still waits in the phone of somebody who holds the office no longer.
GONE = gettext_lazy("您现在没有劳动关系协调员的职务，走访和风险报告由在任的协调员办理")


@room(COORDINATOR)
def home(request: VisitorRequest) -> HttpResponse:
    """Show this coordinator's day: employers with their colour, due visits, messages, the queue."""
    visitor = request.visitor
    mine = myday.day_of(visitor)
    urls = [
        reverse("coordinators-field:home"),
        *(reverse("coordinators-field:visit", args=[v.case.uid]) for v in mine.due),
        *(reverse("coordinators-field:record", args=[e.employer]) for e in mine.employers),
        *(reverse("coordinators-field:risk", args=[e.employer]) for e in mine.employers),
    ]
    context = {"mine": mine, "urls_json": json.dumps(urls), "words": words(), "today": visitor.on}
    return page(request, "coordinators/home.html", context)


@dataclass
class Going:
    """A visit about to be recorded: arranged before, or begun now."""

    request: VisitorRequest
    employer: Employer
    case: Case | None = None
    source: str = "自行安排"
    words: str = ""

    @property
    def verifies(self) -> bool:
        """Say whether a warning waits for what is found."""
        return self.source == "预警核查"

    @property
    def is_recorded(self) -> bool:
        """Say whether the visit has a record already: what is written now is kept beside it."""
        return self.case is not None and self.case.state == RECORDED.code

    @property
    def url(self) -> str:
        if self.case:
            return reverse("coordinators-field:visit", args=[self.case.uid])
        return reverse("coordinators-field:record", args=[self.employer.pk])


@offline.in_words
@room(COORDINATOR, gone=GONE)
def record(request: VisitorRequest, employer: int) -> HttpResponse:
    """Record a visit nobody arranged, to an employer of one's own."""
    return _record(Going(request, _mine(request, employer)))


@offline.in_words
@room(COORDINATOR, gone=GONE)
def visit(request: VisitorRequest, uid: str) -> HttpResponse:
    """Record an arranged visit."""
    case = request.visitor.case(CODE, uid)
    view = request.visitor.door.view(case)
    firm, goer = visit_rules.employer(view), visit_rules.goer(view)
    arranged, said = visit_rules.arranged(view), visit_rules.asked(view)
    if goer is None:
        raise Http404(_("这次走访已经退回，正等管理负责人重新指派"))
    if firm is None or goer.ref != str(request.visitor.person.pk):
        raise Http404(_("这次走访已改派给%(name)s，由其记录") % {"name": goer.name})
    employer = Employer.objects.filter(pk=int(firm.ref.removeprefix("e"))).first()
    if employer is None:
        raise Http404(_("登记簿中没有这家单位"))
    source = arranged.source if arranged else "自行安排"
    return _record(Going(request, employer, case, source, said.words if said else ""))


def _mine(request: VisitorRequest, number: int) -> Employer:
    """Return an employer this coordinator serves or keeps in contact with. Raises Http404."""
    if number not in myday.employers_of(request.visitor):
        raise Http404(_("没有这家单位，或不由您服务"))
    return Employer.objects.get(pk=number)


def _record(going: Going) -> HttpResponse:
    request = going.request
    data = request.POST if request.method == "POST" else None
    start = {"work": "走访", "place": going.employer.address or going.employer.name}
    form = visit_form(verifies=going.verifies)(data, initial=start)
    points, ticks = point_forms(data), TicksForm(data)
    refusal = ""
    if data is not None:
        answer = offline.take_in(
            request.visitor.person,
            (data.get("request") or "")[:64] or secrets.token_hex(16),
            case=going.case,
            at=request.visitor.at,
            owner=offline.owner_of(request),
            do=lambda: _take(going, form, points, ticks),
        )
        if offline.is_offline(request):
            return offline.told(answer)
        if answer.state == "done":
            messages.success(request, answer.message)
            return redirect("coordinators-field:home")
        refusal = answer.message
    context = {
        "going": going, "form": form, "points": points, "ticks": ticks, "refusal": refusal, "words": words(),
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }  # fmt: skip
    return page(request, "coordinators/record.html", context, status=422 if refusal else 200)


def _take(going: Going, form: Any, points: list[Any], ticks: Any) -> offline.Answer:
    """Record the visit; open its case first where nobody had arranged it. Raises Refused, Conflict, Damaged."""
    visitor, data = going.request.visitor, going.request.POST
    if not (form.is_valid() and ticks.is_valid() and all(p.is_valid() for p in points)):
        raise Refused("；".join(_errors(form)) or _("请改好以下各项再提交"))
    actor = seat(visitor, COORDINATOR)
    case = going.case
    if case is not None:
        case.refresh_from_db()
        if case.state == CANCELLED.code:
            raise Refused(_("这次走访已取消，没有记入。已经去过的，请从“我的单位”里另记一份"))
        if going.is_recorded and data.get("force") != "1":
            raise offline.Conflict(
                _(
                    "这次走访已有记录。点“仍要提交”，作为补充记录保存，两份都保留；内容相同的，放弃这份"
                )
            )
    claimed = offline.day_of(data.get("made_at", ""))
    made = visit_rules.day_made(claimed, sent=visitor.on, since=_since(case))
    shots = offline.shots(going.request, visitor.at)
    said = form.facts()
    carried = {n: getattr(said, n) for n in said.__struct_fields__}
    stated = Visit(
        **carried
        | {
            "looked": tuple(p.looked() for p in points),
            "policies": tuple(ticks.cleaned_data["policies"]),
            "signs": tuple(ticks.cleaned_data["signs"]),
            "pictures": tuple(
                Picture(
                    file=s.file, sha256=s.taken.sha256, taken_at=s.taken.taken_at, where=s.taken.where
                )
                for s in shots
            ),
            "files": tuple(files.keep(f, visitor.at) for f in going.request.FILES.getlist("photos")),
            "made_at": data.get("made_at", "")[:40],
            "made_on": made,
            "device": going.request.headers.get("User-Agent", "")[:120],
        }
    )  # fmt: skip
    stated.check()
    if case is None:
        names = {
            f"employer/e{going.employer.pk}": going.employer.name,
            f"coordinator/{actor.ref}": actor.name,
        }
        region = going.employer.region_id[:6]
        case = visitor.door.open_case(
            CODE, by=actor, at=visitor.at, region=region,
            facts=Arranged(names=names, source="自行安排"),
        )  # fmt: skip
    act, about = (procedure.visit, ()) if not going.is_recorded else _besides(case, visitor)
    visitor.door.act(case, act.code, by=actor, at=visitor.at, facts=stated, about=about)
    told = _told(going, stated, claimed)
    return offline.Answer("done", told, reverse("desk:case", args=[case.uid]))


def _besides(case: Case, visitor: Visitor) -> tuple[Act[Any], tuple[str, ...]]:
    """Return the act that keeps a further record beside the first, and of whom it is."""
    firm = visit_rules.employer(visitor.door.view(case))
    return procedure.further, (firm.key,) if firm else ()


def _since(case: Case | None) -> date | None:
    return case.entries.get(seq=0).happened_on if case else None


def _told(going: Going, stated: Visit, claimed: date | None) -> str:
    """Return what whoever recorded a visit is told: what became of it, and of which day it is."""
    told = _("走访记录已提交，风险已报告负责人") if stated.signs else _("走访记录已提交")
    if going.is_recorded:
        told = _("已作为补充记录保存，原有记录不变")
        if going.verifies:
            told += _("；预警只收第一份的核查结果，结果不同的，请告诉处置责任人")
    if claimed and stated.made_on is None and claimed != going.request.visitor.on:
        told += _("；手机上的日期（%(day)s）不能采用，按提交之日记") % {"day": claimed}
    return told


def _errors(form: Any) -> list[str]:
    return [
        f"{form.fields[n].label + '：' if n in form.fields else ''}{'、'.join(e)}"
        for n, e in form.errors.items()
    ]


@offline.in_words
@room(COORDINATOR, gone=GONE)
def risk(request: VisitorRequest, employer: int = 0) -> HttpResponse:
    """Report a risk of an employer of one's own: kind, people, money, how urgent."""
    if not employer:
        return redirect("coordinators-field:home")
    firm = _mine(request, employer)
    data = request.POST if request.method == "POST" else None
    form = risk_form()(data)
    refusal = ""
    if data is not None:
        answer = offline.take_in(
            request.visitor.person,
            (data.get("request") or "")[:64] or secrets.token_hex(16),
            case=None,
            at=request.visitor.at,
            owner=offline.owner_of(request),
            do=lambda: _report(request, firm, form),
        )
        if offline.is_offline(request):
            return offline.told(answer)
        if answer.state == "done":
            messages.success(request, answer.message)
            return redirect("coordinators-field:home")
        refusal = answer.message
    context = {
        "firm": firm, "form": form, "refusal": refusal, "words": words(),
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }  # fmt: skip
    return page(request, "coordinators/risk.html", context, status=422 if refusal else 200)


def _report(request: VisitorRequest, firm: Employer, form: Any) -> offline.Answer:
    if not form.is_valid():
        raise Refused("；".join(_errors(form)) or _("请改好以下各项再提交"))
    visitor = request.visitor
    actor = seat(visitor, COORDINATOR)
    said = form.facts()
    carried = {n: getattr(said, n) for n in said.__struct_fields__}
    names = {f"employer/e{firm.pk}": firm.name, f"coordinator/{actor.ref}": actor.name}
    stated = Reported(**carried | {"names": names, "made_at": request.POST.get("made_at", "")[:40]})
    stated.check()
    case = visitor.door.open_case(
        risk_procedure.CODE, by=actor, at=visitor.at, region=firm.region_id[:6], facts=stated
    )
    url = reverse("desk:case", args=[case.uid])
    return offline.Answer("done", _("风险已报告，负责人已收到消息"), url)
