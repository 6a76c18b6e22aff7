"""安排 — visits arranged by the chief or by a coordinator, handed on, and contact employers chosen."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.coordinators import myday
from tongzhou.lines.coordinators.contact import facts as contact
from tongzhou.lines.coordinators.contact import procedure as contact_procedure
from tongzhou.lines.coordinators.forms.picking import EmployersForm, GoerForm
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER
from tongzhou.lines.coordinators.visit import facts, procedure
from tongzhou.lines.coordinators.visit.procedure import CODE
from tongzhou.procedure.act_page import ActPage, opened
from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Naming
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.refusal import Refused

from .rooms import coordinators, room, seat, shown


@room(MANAGER, COORDINATOR)
def arrange(request: VisitorRequest) -> HttpResponse:
    """Ask which employer is visited, by whom, until when; a coordinator arranges for themselves."""
    visitor = request.visitor
    actor = seat(visitor, MANAGER, COORDINATOR)
    me = [(actor.ref, actor.name)]
    people = coordinators(visitor) if actor.office == MANAGER.code else me
    return _opens(ActPage(request, procedure.arrange), CODE, actor, people, facts.Arranged)


@room(MANAGER)
def choose(request: VisitorRequest) -> HttpResponse:
    """Ask which employer is kept in contact with, by whom, and why."""
    visitor = request.visitor
    actor = seat(visitor, MANAGER)
    here = ActPage(request, contact_procedure.choose)
    return _opens(here, contact_procedure.CODE, actor, coordinators(visitor), contact.Chosen)


def _opens(
    here: ActPage, code: str, actor: Any, people: list[tuple[str, str]], kind: type[Naming]
) -> HttpResponse:
    """Ask employer, coordinator and the rest of the facts; open the case."""
    employer = EmployersForm(here.data, prefix="firm", region=actor.region, most=1)
    field = employer.fields["employers"]
    field.widget = django_forms.TextInput()
    field.help_text = _("填登记簿中的全称或统一社会信用代码")
    goer = GoerForm(here.data, prefix="who", people=people)
    form = form_for(kind)(here.data, prefix="m", initial={"since": here.request.visitor.on})
    if here.data is not None:
        if not (employer.is_valid() and goer.is_valid() and form.is_valid()):
            here.refusal = _("请改好以下各项再提交")
        else:
            names = goer.named()
            firms = employer.cleaned_data["employers"]
            names |= {f"employer/e{e.pk}": e.name for e in firms}
            said: Any = form.facts()
            carried = {n: getattr(said, n) for n in said.__struct_fields__} | {"names": names}

            def stated() -> Naming:
                own = actor.office != COORDINATOR.code or {e.pk for e in firms} <= set(
                    myday.employers_of(here.request.visitor)
                )
                if not own:
                    raise Refused(_("只能为自己服务或定点联系的单位安排走访"))
                return kind(**carried)

            if case := here.opens(code, actor, stated):
                return redirect("desk:case", case.uid)
    return shown(here, (employer, goer, form))


def _hands(procedure_code: str, act: Act[Any]) -> Any:
    @room(MANAGER)
    def handler(request: VisitorRequest, uid: str) -> HttpResponse:
        here = opened(request, procedure_code, uid, act)
        goer = GoerForm(here.data, prefix="who", people=coordinators(request.visitor))
        form = form_for(facts.Handed)(here.data, prefix="m")
        if here.data is not None:
            if not (goer.is_valid() and form.is_valid()):
                here.refusal = _("请改好以下各项再提交")
            else:
                names = goer.named()
                stated = facts.Handed(names=names, reason=form.cleaned_data["reason"])
                if here.does(stated, tuple(names)):
                    return redirect("desk:case", uid)
        return shown(here, (goer, form))

    return handler


hand = _hands(CODE, procedure.hand)
hand_contact = _hands(contact_procedure.CODE, contact_procedure.hand)
