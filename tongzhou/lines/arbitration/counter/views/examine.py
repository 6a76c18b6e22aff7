"""受理审查 — the questions the law asks about an application, answered, and the five ways to go on, filled in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.law import NotRecorded, amount, due, working_days
from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.acts import bringing as acts
from tongzhou.lines.arbitration.counter.duplicates import duplicates
from tongzhou.lines.arbitration.counter.pages import carried_out, court
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.lines.arbitration.rules import examining, ledger
from tongzhou.lines.arbitration.rules.track import application, is_group
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.counter import Visitor, VisitorRequest, names_of, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import View
from tongzhou.registry.models import Employer, Worker
from tongzhou.ui.forms import speak_plainly

WAGE = "average_wage_previous_year"
SMALL, CLEAR = "标的额不超过上年度职工年平均工资", "事实清楚、权利义务关系明确、争议不大"
TO_CORRECT = working_days(5)  # what is proposed; the law leaves the day to the notice


@dataclass(frozen=True)
class Found:
    """Everything that was found on examining an application."""

    brought: facts.Application
    jurisdiction: examining.Answer
    simple: examining.Simple
    group: examining.Answer | None
    limitation: list[examining.Answer]
    missing: list[str]
    earlier: list[examining.Earlier]

    @property
    def bars(self) -> list[examining.Earlier]:
        """The earlier cases that stand in the way."""
        return [e for e in self.earlier if e.answer.standing == "stop"]

    @property
    def advised(self) -> str:
        """The act that fits what was found; the clerk decides."""
        if self.bars or self.jurisdiction.standing == "stop":
            return acts.refuse.code
        if self.missing:
            return acts.ask_papers.code
        if self.group:
            return acts.accept_collective.code
        return acts.accept_simple.code if self.simple.fits else acts.accept.code


def examined(visitor: Visitor, case: Case, view: View) -> Found:
    """Ask everything the law asks about an application."""
    brought = application(view)
    if brought is None:
        raise Http404(_("这件案件没有申请内容"))
    here = case.region[: examining.COUNTY]
    wage, verified, source = _average_wage(visitor, here)
    items = [line.item for line in ledger.lines(view)]
    sums = [view.ledger[s.key].get("asked", 0) for s in view.of(CLAIMANT)]
    unique = {(i.head, i.since, i.until): i for i in items}
    return Found(
        brought=brought,
        jurisdiction=examining.jurisdiction(
            brought.place, brought.seat, here, names_of({brought.place, brought.seat})
        ),
        simple=examining.simple(sums, average_wage=wage, verified=verified, source=source),
        group=examining.group(
            [s.key for s in view.of(CLAIMANT)], collective_contract=brought.collective_contract
        )
        if is_group(view)
        else None,
        limitation=examining.limitation(
            brought,
            unique.values(),
            on=case.opened_on or visitor.on,
            calendar=visitor.door.calendar,
        ),
        missing=examining.missing(brought, contact=_contacts(view)),
        earlier=duplicates(case, view, visitor.cases(CODE)),
    )


def _average_wage(visitor: Visitor, here: str) -> tuple[int | None, bool, str]:
    try:
        found = amount(WAGE, on=visitor.on, region=here[:2])
    except NotRecorded:
        return None, False, ""
    return int(found.value * 100), found.verified, str(found.source)


def _contacts(view: View) -> dict[str, tuple[bool, bool, bool]]:
    """Return for each claimant whether identity number, phone and address are registered. Two queries."""
    refs: dict[str, dict[int, str]] = {"worker": {}, "employer": {}}
    for subject in view.of(CLAIMANT):
        register, ref = subject.register
        if register in refs and ref.isdigit():
            refs[register][int(ref)] = subject.key
    found = {}
    for worker in Worker.objects.filter(pk__in=refs["worker"]):
        has = (bool(worker.id_hash), bool(worker.phone_hash), bool(worker.address))
        found[refs["worker"][worker.pk]] = has
    for employer in Employer.objects.filter(pk__in=refs["employer"]):
        has = (bool(employer.uscc), bool(employer.telephone), bool(employer.address))
        found[refs["employer"][employer.pk]] = has
    return found


@dataclass
class Way:
    """One way to go on: its act, its form filled in, and why it cannot be taken now."""

    act: Act[Any]
    form: FactsForm
    why_not: str
    is_open: bool


@court()
def examine(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show what was found, and carry out the way the clerk takes."""
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    view = visitor.door.view(case)
    found = examined(visitor, case, view)
    posted = request.POST.get("act", "")
    refusal = ""
    ways = [_way(request, act, view, found) for act in WAYS]
    for way in ways:
        if way.act.code != posted:
            continue
        refusal = _("请改好填写的内容再提交")
        if way.form.is_valid():
            refusal = carried_out(
                visitor, case, way.act, view, way.form.facts(), request=request.POST.get("request")
            )
            if not refusal:
                messages.success(request, _("已办理：%(act)s") % {"act": way.act.label})
                return redirect("desk:case", case.uid)
    visitor.saw("case", case)
    context = {
        "case": case,
        "view": view,
        "state": view.procedure.states[view.state],
        "found": found,
        "exclusions": examining.EXCLUSIONS,
        "lines": ledger.lines(view)[:60],
        "totals": _totals(view),
        "names": {s.key: s.name for s in view.of(CLAIMANT)},
        "ways": ways,
        "may": any(visitor.acting(act, view) for act in WAYS),
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "today": visitor.on,
    }
    return page(
        request, "arbitration/counter_examine.html", context, status=422 if refusal else 200
    )


def _totals(view: View) -> list[tuple[str, int, int]]:
    """Return each head with how many claim under it and how much."""
    heads = {line.item.head: line.item.of.label for line in ledger.lines(view)}
    totals = ledger.totals(ledger.lines(view))
    return [(heads[code], row["claimants"], row["asked"]) for code, row in totals.items()]


WAYS: tuple[Act[Any], ...] = (
    acts.accept,
    acts.accept_simple,
    acts.accept_collective,
    acts.ask_papers,
    acts.refuse,
)


def _way(request: VisitorRequest, act: Act[Any], view: View, found: Found) -> Way:
    posted = request.POST.get("act") == act.code
    form = form_for(act.asks)(
        request.POST if posted else None,
        prefix=act.code,
        initial=_filled_in(request.visitor, act, found),
    )
    speak_plainly(form)
    advised = posted or (not request.POST and found.advised == act.code)
    return Way(act, form, hindrance(view, act, on=request.visitor.on), advised)


def _filled_in(visitor: Visitor, act: Act[Any], found: Found) -> dict[str, Any]:
    """Return what was found, as the form of an act takes it."""
    if act is acts.accept_simple:
        return {
            "ground": SMALL if found.simple.fits else CLEAR,
            "average_wage": found.simple.average_wage,
            "remark": _remark(found),
        }
    if act is acts.ask_papers:
        last = due(TO_CORRECT, start=visitor.on, calendar=visitor.door.calendar).day
        return {"items": tuple(found.missing), "due": last}
    if act is acts.refuse:
        return _refusal(found)
    return {"remark": _remark(found)}


def _remark(found: Found) -> str:
    told = [found.jurisdiction.words]
    told += [found.group.words] if found.group else []
    told += [a.words for a in found.limitation]
    return "\n".join(told)


def _refusal(found: Found) -> dict[str, Any]:
    if found.bars:
        first = found.bars[0]
        default = first.answer.cites.number == 39
        name = first.number or first.title
        return {
            "ground": "按撤回处理后就同一争议再次申请" if default else "同一争议已有处理结果",
            "detail": f"{name}（{first.state}）：{first.answer.words}",
            "door": "人民法院",
        }
    if found.jurisdiction.standing == "stop":
        return {
            "ground": "不属于本仲裁委员会管辖",
            "detail": found.jurisdiction.words,
            "door": "有管辖权的劳动人事争议仲裁委员会",
        }
    return {}
