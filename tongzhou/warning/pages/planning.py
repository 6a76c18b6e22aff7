"""制定处置方案 — who does what by when: each measure is asked of a person, who finds it in My day and reports it done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment
from tongzhou.warning.cases import facts, plans, rules
from tongzhou.warning.cases.acts import working
from tongzhou.warning.cases.states import HELPER
from tongzhou.warning.offices import ANALYST, SENT

from .acting import opened
from .sight import room

BLANK = 4
Row = tuple[str, str, str, str]  # what, whom it is asked of, until when, and who the plan names


@dataclass(frozen=True)
class Seat:
    """Somebody who may be asked: a person in an office, or those who watch, whoever of them is there."""

    office: str
    person: str = ""
    name: str = ""
    body: str = ""  # as those who act for it are known
    shown: str = ""

    @property
    def value(self) -> str:
        return f"{self.office}:{self.person}"

    @property
    def label(self) -> str:
        return f"{self.name}（{self.shown}）" if self.person else ANALYST.label


def seats(region: str, on: date) -> list[Seat]:
    """Return who may be asked in a county: responders and coordinators of it and of its league, and who watches. One query."""
    near = Q(region=region[:6]) | Q(region__code__startswith=region[:6]) | Q(region=region[:4])
    rows = (
        Appointment.objects.on(on)
        .filter(near, office__in=[o.code for o in SENT], person__is_active=True)
        .order_by("-region", "person__name")
        .select_related("person", "body")
    )
    found = [
        Seat(a.office, str(a.person_id), a.person.name, a.body.short_name, a.body.short_name or a.body.name)
        for a in rows
    ]  # fmt: skip
    each = {seat.value: seat for seat in found}
    return [*each.values(), Seat(ANALYST.code)]


@room()
def plan(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the measures, beginning with the plan of this level and sector."""
    doing = opened(request, uid, working.plan)
    view, on = doing.view, request.visitor.on
    said = rules.candidate(view)
    template = plans.template_for(rules.level(view).value, said.industry if said else "")
    first = rules.plan(view) is not None
    asked = seats(doing.case.region, on)
    start: list[Row] = (
        []
        if first
        else [(m.what, meant(m, view, asked), m.until(on).isoformat(), m.who) for m in template.measures]
    )  # fmt: skip
    rows = _typed(doing.data) if doing.data is not None else start
    words = doing.data.get("words", "") if doing.data is not None else ""
    if doing.data is not None:
        steps, doing.refusal = _steps(rows, view, {s.value: s for s in asked})
        if not doing.refusal:
            helping = _helping(rows, view, {s.value: s for s in asked})
            stated = facts.Plan(
                steps=steps,
                names={k: s.what for k, s in steps.items()} | helping,
                template=template.code,
                words=words.strip(),
            )
            if doing.does(stated, [*steps, *helping]):
                return redirect("desk:case", uid)
    blank: list[Row] = [("", "", "", "")] * BLANK
    return doing.page(
        "warning/plan.html",
        rows=[*rows, *blank],
        template=template,
        words=words,
        seats=asked,
        again=first,
    )


def meant(measure: plans.Measure, view: View, asked: list[Seat]) -> str:
    """Return whom the plan means, where the case tells: who was sent in that part, else who alone holds the office."""
    sent = {
        s.ref: said.to
        for s in rules.handlers(view)
        if isinstance(said := s.stated.get("hand_on") or s.stated.get("dispatch"), facts.Dispatch)
    }
    fitting = [s for s in asked if s.office == measure.office]
    mine = [s for s in fitting if s.person in sent]
    exact = [s for s in mine if sent[s.person] == measure.who or measure.who == "处置责任人"]
    if exact:
        return exact[0].value
    if measure.who in TOLD_APART:
        return ""  # which department is a person's choice
    return fitting[0].value if len(fitting) == 1 else ""


TOLD_APART = ("旗县业务科室", "行业主管部门")


def _typed(data: Any) -> list[Row]:
    columns = (data.getlist(n) for n in ("what", "who", "until"))
    return [
        (w.strip(), p.strip(), d.strip(), "")
        for w, p, d in zip(*columns, strict=False)
        if w.strip() or p.strip()
    ]


def _steps(
    rows: list[Row], view: View, asked: dict[str, Seat]
) -> tuple[dict[str, facts.Step], str]:
    taken = sum(1 for key in view.subjects if key.startswith("measure/"))
    found: dict[str, facts.Step] = {}
    for n, (what, who, until, _named) in enumerate(rows, start=taken + 1):
        seat = asked.get(who)
        if not what:
            return {}, _("第 %(n)s 项措施请写明做什么") % {"n": n - taken}
        if seat is None:
            return {}, _("第 %(n)s 项措施请从名单中选由谁办") % {"n": n - taken}
        try:
            day = date.fromisoformat(until)
        except ValueError:
            return {}, _("第 %(n)s 项措施请填写完成日期") % {"n": n - taken}
        found[f"measure/{n}"] = facts.Step(
            what=what[:300], who=seat.label[:100], until=day, office=seat.office, body=seat.body
        )
    return found, "" if found else _("请至少填写一项措施")


def _helping(rows: list[Row], view: View, asked: dict[str, Seat]) -> dict[str, str]:
    """Return who comes into the case by a measure: they see it, and are told."""
    carrying = {s.ref for s in rules.handlers(view)}
    people = (asked[who] for _what, who, _until, _named in rows if who in asked)
    return {
        HELPER.key(seat.person): seat.name
        for seat in people
        if seat.person and seat.person not in carrying
    }
