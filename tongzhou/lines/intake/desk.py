"""一件举报投诉 — a report as its pages at the desk show it, for a person who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.procedure.counter import Visitor, VisitorRequest
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.refusal import NotTheirOffice, Refused
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment, Person

from . import doors, duplicates, identity, rules
from .offices import CHIEF, CLERK
from .procedure import REPORT
from .violations import VIOLATIONS


@dataclass(frozen=True)
class Row:
    """One who reports, as the case knows them: what they claim, since when, whether they represent."""

    key: str
    name: str
    state: str
    items: tuple[Any, ...]
    sum: int
    since: Any
    speaks: bool


class Report:
    """A report, for a person who may see it."""

    def __init__(self, case: Case, visitor: Visitor) -> None:
        self.case, self.visitor = case, visitor

    @cached_property
    def view(self) -> View:
        """The report as it stands."""
        return self.visitor.door.view(self.case)

    @cached_property
    def entries(self) -> list[Entry]:
        """The journal. One query."""
        return list(Entry.objects.filter(case=self.case).order_by("seq"))

    @property
    def said(self) -> Any:
        return rules.report(self.view)

    @property
    def violations(self) -> list[Any]:
        """What was reported."""
        return [VIOLATIONS[c] for c in rules.violations(self.view) if c in VIOLATIONS]

    @property
    def questions(self) -> list[tuple[str, Any]]:
        """The questions of 若干规定 18, each with its answer and account."""
        return [
            (_("是否超过二年"), rules.time_bar(self.view)),
            (_("是否属于本地区管辖"), rules.competence(self.view)),
        ]

    @cached_property
    def workers(self) -> list[Row]:
        """Those who report, in order."""
        claims, speaks = rules.claims_of(self.view), rules.representatives(self.view)
        return [
            Row(
                s.key,
                s.name or s.ref,
                s.state,
                claims.get(s.key, ()),
                self.view.ledger.get(s.key, {}).get("请求", 0),
                s.since,
                s in speaks,
            )
            for s in rules.subjects(self.view, "worker")
        ]

    @property
    def total(self) -> int:
        """What all claim, in fen."""
        return sum(row.sum for row in self.workers)

    @cached_property
    def alike(self) -> list[duplicates.Alike]:
        """What may tell of the same, within what this person may see."""
        if self.case.state not in ("received", "mending"):
            return []
        return duplicates.alike(
            duplicates.wanted_of(self.case), self.visitor.cases(REPORT.code), but=self.case.pk
        )

    @property
    def doors(self) -> tuple[doors.Door, ...]:
        """Which ways lie open, to tell whoever reports."""
        said = self.said
        since, until, ongoing = rules.period(self.view)
        told = doors.Told(
            violations=rules.violations(self.view),
            since=since,
            until=until,
            ongoing=ongoing,
            amount=self.total,
            people=len(self.workers),
            left_on=said.left_on,
            elsewhere=said.elsewhere,
            first_seen=self.view.first_seen,
        )
        return doors.doors(told, on=self.visitor.on)

    @cached_property
    def needs_names(self) -> bool:
        """Whether this person's work needs to know who reports."""
        return identity.needs(self.view, self.visitor.person, self.entries)

    @property
    def is_secret(self) -> bool:
        return identity.is_secret(self.view)

    @property
    def sealed_entries(self) -> list[Entry]:
        """The entries that hold names under seal."""
        return identity.sealed_entries(self.entries)

    @property
    def may_unseal(self) -> bool:
        """Whether this person may break the seal with a reason."""
        return bool(self.visitor.acting(self.view.procedure.by_code["engine.unseal"], self.view))

    def able(self, act: Act[Any]) -> bool:
        """Whether this person may do the act and the report allows it now."""
        return self.visitor.able(act, self.view)


def report_of(visitor: Visitor, uid: str) -> Report:
    """Return a report this person can see. Raises Http404."""
    return Report(visitor.case(REPORT.code, uid), visitor)


def colleagues(region: str, on: Any) -> list[Person]:
    """Return who may carry reports of a county: those who receive reports there, and inspectors. Two queries."""
    held = Appointment.objects.on(on).filter(
        body__region__code__startswith=region[:6], body__kind="inspection"
    )
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True)
    return list(people.order_by("name", "pk"))


def may_bring(visitor: Visitor) -> bool:
    """Say whether this person takes down reports."""
    return any(a.office == CLERK.code for a in visitor.actors)


def may_assign(visitor: Visitor) -> bool:
    """Say whether this person gives reports to others."""
    return any(a.office == CHIEF.code for a in visitor.actors)


def do(
    request: VisitorRequest,
    room: Report,
    act: Act[Any],
    stated: Facts,
    *,
    about: tuple[str, ...] = (),
) -> str:
    """Do an act in the office of this person that may do it; return why it was refused, or nothing."""
    actors = request.visitor.acting(act, room.view)
    if not actors:
        return str(NotTheirOffice(_("这一事项不由您的职务办理")))
    seen = request.POST.get("seen", "")
    try:
        request.visitor.door.act(
            room.case,
            act.code,
            by=actors[0],
            at=request.visitor.at,
            facts=stated,
            about=about,
            request=request.POST.get("request") or None,
            seen=int(seen) if seen.isdigit() else None,
        )
    except Refused as refusal:
        return str(refusal)
    return ""


def to_case(request: VisitorRequest, room: Report, words: str) -> HttpResponse:
    """Say that it was done, and go back to the case."""
    messages.success(request, _("已办理：%(act)s") % {"act": words})
    return redirect("desk:case", room.case.uid)
