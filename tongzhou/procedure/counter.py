"""柜台 — who opens a page of a line: the person signed in, what they see and in which office they act.

The desk stands above the lines, so pages of a line ask the engine themselves: the same scope, the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.catalogue import newest
from tongzhou.procedure.declare import Act, Office
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor, check_may, hindrance, passes
from tongzhou.procedure.models import Case, Entry, Sighting
from tongzhou.procedure.scope import CaseQuerySet, Sight, sight_of
from tongzhou.procedure.view import View
from tongzhou.registry.models import Person, Region
from tongzhou.registry.models.people import Appointment

P = ParamSpec("P")


@dataclass(frozen=True)
class Visitor:
    """A person at a page of the line, on a day."""

    person: Person
    on: date
    at: datetime

    @cached_property
    def appointments(self) -> list[Appointment]:
        """The offices held today. One query."""
        return self.person.appointments_on(self.on)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The same as those who act."""
        return tuple(
            Actor(
                ref=str(self.person.pk),
                name=self.person.name,
                office=a.office,
                region=a.region_id,
                body=a.body.short_name,
                prefix=a.body.document_prefix,
            )
            for a in self.appointments
        )

    @cached_property
    def sight(self) -> Sight:
        """What this person can see today."""
        return sight_of(self.person, on=self.on, holdings=[a.holding for a in self.appointments])

    @cached_property
    def door(self) -> Door:
        """The door, with the calendar in force."""
        return Door(calendar_now())

    def cases(self, procedure: str) -> CaseQuerySet:
        """Return the cases of a procedure that this person can see."""
        return Case.objects.visible_to(self.sight).filter(procedure=procedure)

    def case(self, procedure: str, uid: str) -> Case:
        """Return a case this person can see. Raises Http404, whether it exists or not."""
        case = self.cases(procedure).filter(uid=uid).first()
        if case is None:
            raise Http404(_("没有这项内容，或不在您可以查看的范围内"))
        return case

    def acting(self, act: Act[Any], view: View) -> list[Actor]:
        """Return the offices of this person that may do this act in this case."""
        return [actor for actor in self.actors if passes(check_may, actor, act, view)]

    def able(self, act: Act[Any], view: View) -> bool:
        """Say whether this person may do the act and the case allows it now."""
        return bool(self.acting(act, view)) and not hindrance(view, act, on=self.on)

    def saw(self, what: str, case: Case | None, detail: str = "") -> None:
        """Write into the journal of views that this person looked at this."""
        Sighting.objects.create(
            person=self.person, case=case, at=self.at, what=what, detail=detail[:300]
        )


class VisitorRequest(HttpRequest):
    """A request of somebody who has signed in as staff."""

    visitor: Visitor


def counter(
    handler: Callable[Concatenate[VisitorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open a page to staff who have signed in; the handler finds them in `request.visitor`."""

    @wraps(handler)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person) or not person.is_staff:
            raise PermissionDenied(_("工作台由工作人员使用。办事请到门户。"))
        at = now()
        request.visitor = Visitor(person, localdate(at), at)  # type: ignore[attr-defined]
        return handler(request, *args, **kwargs)  # type: ignore[arg-type]

    return login_required(guarded)


def opened_to(
    offices: Iterable[Office], *, otherwise: str | Promise = ""
) -> Callable[
    [Callable[Concatenate[VisitorRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Open a page to staff who hold one of these offices today; to others it is not there, or `otherwise` says why."""
    wanted = {o.code for o in offices}

    def opened(
        handler: Callable[Concatenate[VisitorRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(handler)
        def checked(
            request: VisitorRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not wanted & {a.office for a in request.visitor.appointments}:
                raise Http404(str(otherwise) or _("没有这个页面，或不由您的职务查看"))
            return handler(request, *args, **kwargs)

        return counter(checked)

    return opened


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a page that no cache keeps."""
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True)
class PaperLine:
    """A paper of a case, as a page offers it for download."""

    label: str
    number: str
    on: date
    seq: int


def papers_of(case: Case, *codes: str) -> list[PaperLine]:
    """Return the papers a case has issued, newest first, of these codes if any are named. One query."""
    labels = {
        act.issues.code: act.issues.label
        for act in newest(case.procedure).by_code.values()
        if act.issues
    }
    entries = Entry.objects.filter(case=case).exclude(issued={}).order_by("-seq")
    return [
        PaperLine(
            labels.get(e.issued["paper"], ""), e.issued.get("number", ""), e.happened_on, e.seq
        )
        for e in entries.only("issued", "happened_on", "seq", "case")
        if not codes or e.issued["paper"] in codes
    ]


def names_of(codes: list[str] | set[str]) -> dict[str, str]:
    """Return the names of regions. One query."""
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name"))
