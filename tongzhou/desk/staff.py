"""Who stands at the counter: the person signed in, the offices they hold today, what they can see."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import BUILT_IN, Act, Office
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor, check_may, passes
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.scope import CaseQuerySet, Sight, sight_of
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment, Person
from tongzhou.registry.offices import LABELS

from . import drafts

P = ParamSpec("P")
_BUILT_IN = {office.code: office for office in BUILT_IN}


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in as staff."""

    staff: Staff


@dataclass(frozen=True)
class Staff:
    """A person at the desk on a day. `on` and `at` are read once, here, and passed on."""

    person: Person
    on: date
    at: datetime

    @cached_property
    def appointments(self) -> list[Appointment]:
        """The offices held today, delegations included. One query."""
        return self.person.appointments_on(self.on)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The same as those who act: one for each office in each body."""
        return tuple(actor_of(self.person, a) for a in self.appointments)

    @cached_property
    def sight(self) -> Sight:
        """What this person can see today."""
        return sight_of(self.person, on=self.on, holdings=[a.holding for a in self.appointments])

    @cached_property
    def offices(self) -> list[tuple[str, str, Appointment]]:
        """(office in words, body, appointment) for the account menu."""
        return [(office_label(a.office), a.body.name, a) for a in self.appointments]

    @cached_property
    def door(self) -> Door:
        """The door, with the calendar in force."""
        return Door(calendar_now())

    def cases(self) -> CaseQuerySet:
        """The cases this person can see."""
        return Case.objects.visible_to(self.sight)

    def case(self, uid: str) -> Case:
        """Return a case this person can see. Raises Http404, whether it exists or not."""
        case = Case.objects.seen(self.sight, uid)
        if case is None:
            raise Http404(_("没有这个案件，或不在您可以查看的范围内"))
        return case

    def acting(self, act: Act[Any], view: View) -> list[Actor]:
        """Return the offices of this person that may do this act in this case."""
        return [actor for actor in self.actors if passes(check_may, actor, act, view)]

    def opening(self, procedure: str) -> list[Actor]:
        """Return the offices of this person that may open a case of this procedure today."""
        try:
            opens = catalogue.version_on(procedure, self.on).opens
        except Refused:  # no version in force: nobody opens it
            return []
        wanted = {o.code: o for o in opens.offices}
        return [
            a
            for a in self.actors
            if a.office in wanted
            and (wanted[a.office].level is None or len(a.region) == wanted[a.office].level)
        ]

    def holds_any(self, offices: tuple[Office, ...]) -> bool:
        """Say whether one of these offices is held; none named means everybody."""
        return may_open(offices, {a.office for a in self.actors})


def may_open(wanted: tuple[Office, ...], held: AbstractSet[str]) -> bool:
    """Say whether one of the offices wanted is among those held; none wanted means everybody."""
    return not wanted or any(office.code in held for office in wanted)


def actor_of(person: Person, appointment: Appointment) -> Actor:
    """Return the one who acts when this person uses this appointment."""
    return Actor(
        ref=str(person.pk),
        name=person.name,
        office=appointment.office,
        region=appointment.region_id,
        body=appointment.body.short_name,
        prefix=appointment.body.document_prefix,
    )


def office_label(code: str) -> str:
    """Return what an office is called, or its code where no procedure declares it."""
    office = catalogue.office_named(code) or _BUILT_IN.get(code)
    return office.label if office else str(LABELS.get(code, code))


def counter(
    handler: Callable[Concatenate[Any, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open a page to staff who have signed in; the handler finds them in `request.staff`.

    A form sent after the session had ended is kept until its sender is back.
    """

    @wraps(handler)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                drafts.keep_in_session(request)
            if getattr(request, "htmx", False):  # a sign-in page has no place inside a dialog
                return HttpResponse(status=401)
            return redirect_to_login(request.get_full_path())
        seat(request)
        return handler(request, *args, **kwargs)

    return guarded


def seat(request: HttpRequest) -> Staff:
    """Return the staff of a request, made once. Raises PermissionDenied for the public's accounts."""
    found = getattr(request, "staff", None)
    if isinstance(found, Staff):
        return found
    person = request.user
    if not isinstance(person, Person) or not person.is_staff:
        raise PermissionDenied(_("工作台由工作人员使用。办事请到门户。"))
    at = now()
    staff = Staff(person, localdate(at), at)
    request.staff = staff  # type: ignore[attr-defined]
    return staff
