"""Where a form takes its choices from: bodies, regions, colleagues, employers, subjects of the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tongzhou.procedure import catalogue
from tongzhou.procedure.declare import Act, Kind, every
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment, Body, Employer

from .places import regions_below
from .staff import Staff

MOST = 300  # more than this is searched for, not scrolled through
Choices = list[tuple[str, str]]
CHOSEN = frozenset({"person", "body", "employer"})  # registers from which one ticks, not types


def source_for(staff: Staff, region: str, view: View | None = None) -> Callable[[str], Choices]:
    """Return the function a form asks for its choices, for a case in this region.

    What the desk does not know, the line of the case may.
    """

    def choices(source: str) -> Choices:
        if source == "bodies":
            return bodies(region, staff.on)
        if source == "regions":
            return regions_below(region[:2], level=6)
        if source == "colleagues":
            return colleagues(staff)
        if source == "employers":
            return employers(region)
        if source == "papers" and view:
            return papers(view)
        return catalogue.choices_of(view, source) if view else []

    return choices


def papers(view: View) -> Choices:
    """Return the papers of a case that may be served: the latest of each act that issues one."""
    return [
        (str(view.last[act.code]), f"{act.issues.label}（{view.on[act.code]}）")
        for act in view.procedure.by_code.values()
        if act.issues and act.code in view.last
    ]


def bodies(region: str, on: date) -> Choices:
    """Return the bodies of a region and of those above it, in which a case may have business."""
    above = [region[:length] for length in (2, 4, 6, 9) if length <= len(region)]
    found = Body.objects.on(on).filter(region__in=above).order_by("region", "name")
    return [(str(pk), name) for pk, name in found.values_list("pk", "name")[:MOST]]


def colleagues(staff: Staff) -> Choices:
    """Return the people who hold an office in the bodies of this person, themselves left out."""
    mine = {a.body_id for a in staff.appointments}
    rows = (
        Appointment.objects.on(staff.on)
        .filter(body__in=mine, person__is_active=True)
        .exclude(person=staff.person)
        .order_by("person__name")
        .values_list("person_id", "person__name", "body__short_name")
    )
    return list({str(pk): f"{name}（{body}）" for pk, name, body in rows}.items())


def employers(region: str) -> Choices:
    """Return the employers of a region, by name."""
    rows = Employer.objects.standing().filter(county=region[:6], is_active=True).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:MOST]]


def subjects(view: View, act: Act[Any], actors: Sequence[Actor]) -> Choices:
    """Return the subjects of the case that an act of these people may be about."""
    wanted, mine = {s.code for s in every(act.subject_at)}, {a.body for a in actors}
    is_owners = all(act.is_owners(a.office) for a in actors)
    return [
        (s.key, s.name or s.ref)
        for s in view.subjects.values()
        if s.kind.code in act.kinds
        and (not wanted or s.state in wanted)
        and (not is_owners or s.owner in mine)
    ]


def second_officers(view: View, kind: Kind, staff: Staff) -> Choices:
    """Return the officers of the case who may do an act together with this person."""
    return [
        (s.ref, s.name or s.ref)
        for s in view.of(kind, kind.states[0].code)
        if s.ref != str(staff.person.pk)
    ]


def newcomers(kind: Kind, staff: Staff, region: str) -> Choices:
    """Return whom an act may bring into the case, from the register this kind is found in."""
    if kind.registry == "person":
        return [(str(staff.person.pk), staff.person.name), *colleagues(staff)]
    if kind.registry == "body":
        return bodies(region, staff.on)
    if kind.registry == "employer":
        return employers(region)
    return []
