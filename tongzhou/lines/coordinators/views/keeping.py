"""登记 — nominate, appoint, suspend, resume, remove, and which employers a coordinator serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.coordinators import leaving
from tongzhou.lines.coordinators.forms.picking import EmployersForm, NomineeForm
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER, SPONSOR
from tongzhou.lines.coordinators.person import facts, procedure, rules
from tongzhou.lines.coordinators.person.procedure import CODE
from tongzhou.procedure.act_page import ActPage, CaseActPage, opened
from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.declare import Act
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.judge import Actor
from tongzhou.registry import appointing
from tongzhou.registry.models import Appointment, Body, Employer, Person
from tongzhou.registry.models.bodies import under

from .rooms import room, seat, shown


@room(SPONSOR, MANAGER)
def nominate(request: VisitorRequest) -> HttpResponse:
    """Ask whom a body nominates; open the case of the coordinator."""
    visitor = request.visitor
    actor = seat(visitor, SPONSOR, MANAGER)
    here = ActPage(request, procedure.nominate)
    nominee = NomineeForm(here.data, prefix="who")
    form = form_for(facts.Nomination)(here.data, prefix="m", given={"sponsor": actor.body})
    if here.data is not None:
        if not (nominee.is_valid() and form.is_valid()):
            here.refusal = _("请改好以下各项再提交")
        else:

            def stated() -> facts.Nomination:
                person = nominee.person(by=visitor.person, at=visitor.at)
                said: Any = form.facts()
                carried = {n: getattr(said, n) for n in said.__struct_fields__}
                names = {f"coordinator/{person.pk}": person.name}
                return facts.Nomination(**carried | {"names": names})

            if case := here.opens(CODE, actor, stated):
                return redirect("desk:case", case.uid)
    return shown(here, (nominee, form))


def _person(here: CaseActPage) -> Person:
    subject = rules.person_of(here.view)
    return Person.objects.get(pk=int(subject.ref) if subject else 0)


def _appoints(here: CaseActPage, stated: Any) -> Callable[[Actor], None]:
    """Give the office with the act: who is appointed can sign in and visit from that day."""

    def give(actor: Actor) -> None:
        visitor, person = here.request.visitor, _person(here)
        body = (
            Body.objects.on(visitor.on).filter(region=actor.region, short_name=actor.body).first()
        )
        if body is None:
            raise ValidationError(_("没有找到“%(body)s”，请先登记机构") % {"body": actor.body})
        appointing.appoint(
            person, office=COORDINATOR.code, body=body, since=stated.since, until=stated.until,
            by=visitor.person, at=visitor.at, reason=here.act.label,
        )  # fmt: skip

    return give


def _ends(here: CaseActPage, reason: str) -> Callable[[Actor], None]:
    """Take the office back with the act: who is suspended reaches nothing any more, and no visit waits for them."""

    def take(actor: Actor) -> None:
        visitor, person = here.request.visitor, _person(here)
        held = Appointment.objects.on(visitor.on).filter(
            person=person, office=COORDINATOR.code, delegated_from=None
        )
        for appointment in held:
            appointing.end_appointment(
                appointment, last_day=visitor.on - timedelta(days=1), by=visitor.person,
                at=visitor.at, reason=reason,
            )  # fmt: skip
        leaving.leave(
            person.pk, door=visitor.door, body=actor.body, at=visitor.at,
            reason=f"已{here.act.label}：{reason}",
        )  # fmt: skip

    return take


def _does(act: Act[Any], besides: Callable[[CaseActPage, Any], Callable[[Actor], None]]) -> Any:
    @room(MANAGER)
    def handler(request: VisitorRequest, uid: str) -> HttpResponse:
        here = opened(request, CODE, uid, act)
        initial = {"since": request.visitor.on} if act.asks is facts.Appointed else {}
        form = form_for(act.asks)(here.data, prefix="m", initial=initial)
        if here.data is not None:
            if not form.is_valid():
                here.refusal = _("请改好以下各项再提交")
            elif here.does(form.facts(), besides=besides(here, form.facts())):
                return redirect("desk:case", uid)
        return shown(here, (form,))

    return handler


appoint = _does(procedure.appoint, _appoints)
resume = _does(procedure.resume, _appoints)
suspend = _does(procedure.suspend, lambda here, said: _ends(here, said.reason))
remove = _does(procedure.remove, lambda here, said: _ends(here, said.reason))


def _asked_for(request: VisitorRequest, region: str) -> str:
    """Return the employer of a region with which the page was opened, as the form names it; "" where there is none."""
    number = request.GET.get("employer", "")[:18]
    if not number.isdecimal():
        return ""
    here = Employer.objects.standing().filter(under(region), is_active=True)
    firm = here.filter(pk=int(number)).first()
    return (firm.uscc or firm.name) if firm else ""


@room(SPONSOR, MANAGER)
def serve(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask which employers a coordinator looks after from now on."""
    here = opened(request, CODE, uid, procedure.serve)
    form = EmployersForm(
        here.data,
        prefix="m",
        region=here.case.region,
        initial={"employers": _asked_for(request, here.case.region)},
    )
    since = form_for(facts.Serving)(
        here.data, prefix="s", initial={"since": request.visitor.on}, given={"employers": {"": ""}}
    )
    if here.data is not None:
        subject = rules.person_of(here.view)
        if not (form.is_valid() and since.is_valid()):
            here.refusal = _("请改好以下各项再提交")
        else:
            named = {f"employer/e{e.pk}": e.name for e in form.cleaned_data["employers"]}
            stated = facts.Serving(employers=named, since=since.cleaned_data["since"])
            if here.does(stated, (subject.key,) if subject else ()):
                return redirect("desk:case", uid)
    return shown(here, (form, since))
