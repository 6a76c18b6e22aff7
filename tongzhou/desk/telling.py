"""通知 — after an act, tell those whose turn it now is. Runs when the act is safely written."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import DatabaseError
from django.db.models import CharField, DateField, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.procedure.declare import BUILT_IN, PARTY, Office
from tongzhou.procedure.models import Entry, Notice
from tongzhou.procedure.view import View
from tongzhou.registry.models import Appointment, Person
from tongzhou.registry.questions import Given, Question

log = logging.getLogger(__name__)
MOST = 50  # people told of one act; an office with more of them works from its list


def tell(entry: Entry, view: View) -> None:
    """Write notices for an entry. A failure is logged: the act itself stands."""
    try:
        told = {int(ref) for ref in entry.actors if ref.isdigit()}
        notices = []
        for people, text in messages(entry, view):
            fresh = set(people) - told
            told |= fresh
            notices += [
                Notice(person_id=pk, case_id=entry.case_id, at=entry.recorded_at, text=text[:300])
                for pk in sorted(fresh)[:MOST]
            ]
        if notices:
            Notice.objects.bulk_create(notices)
    except DatabaseError:
        log.exception("nobody was told of entry %s", entry.pk)


def messages(entry: Entry, view: View) -> Iterable[tuple[set[int], str]]:
    """Yield whom to tell, and what. Whoever was told once of an entry is not told again."""
    name = entry.case.title
    assigned = _assigned(entry, view)
    if assigned:
        yield assigned, _("已指派给您：%(case)s") % {"case": name}
    if gone := _released(entry, view):
        yield gone, _("不再由您承办：%(case)s") % {"case": name}
    day = localdate(entry.recorded_at)
    if gone and not view.is_final and not _carrying(view):
        text = _("已没有人承办，请指派或改派：%(case)s") % {"case": name}
        yield _holders(_next_offices(view), view, day), text
    if entry.office == PARTY.code and (act := view.procedure.by_code.get(entry.act)):
        text = _("当事人已办理“%(act)s”：%(case)s") % {"act": act.label, "case": name}
        yield _carrying(view) or _holders(_next_offices(view), view, day), text
    if not view.path or view.path[-1][2] != entry.seq:  # the case stays where it was
        return
    waiting = [view.procedure.offices[office] for _round, office in view.waiting()]
    if waiting:
        yield _holders(waiting, view, day), _("待会签：%(case)s") % {"case": name}
    state = view.procedure.states[view.state].staff
    text = _("%(case)s 已进入“%(state)s”") % {"case": name, "state": state}
    yield _carrying(view) or _holders(_next_offices(view), view, day), text


def _assigned(entry: Entry, view: View) -> set[int]:
    """Return the people this entry brought into the case."""
    act = view.procedure.by_code.get(entry.act)
    if act is None or not act.adds:
        return set()
    kinds = {k.code for k in act.abouts if k.registry == "person"}
    keys = (key.partition("/") for key in entry.about)
    return _known(ref for kind, _slash, ref in keys if kind in kinds)


def _released(entry: Entry, view: View) -> set[int]:
    """Return the people who by this entry carry the case no longer."""
    act = view.procedure.by_code.get(entry.act)
    if act is None or act.subject_to is None:
        return set()
    kinds = {
        k.code
        for k in act.abouts
        if k.registry == "person"
        and (k.left is act.subject_to or (k is view.procedure.handled_by and act.subject_to.final))
    }
    keys = (key.partition("/") for key in entry.about)
    return _known(ref for kind, _slash, ref in keys if kind in kinds)


def _next_offices(view: View) -> list[Office]:
    """Return the offices that have something to do at the present state; not those that see by name alone."""
    found = [
        office
        for act in view.procedure.by_code.values()
        if view.state in act.at_codes
        for office in act.offices
        if office not in BUILT_IN and not office.named
    ]
    return list(dict.fromkeys(found))


def _carrying(view: View) -> set[int]:
    """Return the people who carry the case, where it is carried by people."""
    kind = view.procedure.handled_by
    if kind is None or kind.registry != "person":
        return set()
    return _known(s.ref for s in view.of(kind, kind.states[0].code))


def _known(refs: Iterable[str]) -> set[int]:
    """Return the people of these numbers who can sign in."""
    numbers = [int(ref) for ref in refs if ref.isdigit()]
    if not numbers:
        return set()
    found = Person.objects.filter(pk__in=numbers, is_active=True)
    return set(found.values_list("pk", flat=True))


def _holders(offices: list[Office], view: View, day: date) -> set[int]:
    """Return who holds these offices for the region of the case, on a day."""
    given: dict[str, Any] = {"day": day}
    for n, office in enumerate(offices):
        given[f"office{n}"] = office.code
        given[f"region{n}"] = view.region[: office.level] if office.level else view.region
    return set(_seated(len(offices)).ask(**given)) if offices else set()


@cache
def _seated(number: int) -> Question[int]:
    """Return the question who holds one of so many offices, each for a region of its own."""
    seats = [
        Q(office=Given(f"office{n}", CharField()), region=Given(f"region{n}", CharField()))
        for n in range(number)
    ]
    return Question(
        lambda: (
            Appointment.objects.on(Given("day", DateField()))
            .filter(reduce(or_, seats), person__is_active=True)
            .values_list("person_id", flat=True)
        )
    )
