"""我的一天 — what a coordinator finds on the phone: employers with their colour, visits due, messages. Few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from tongzhou.procedure import alarms
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Notice

from .contact.procedure import CODE as CONTACT_CODE
from .contact.rules import missing, months_back
from .models import ContactReport, ContactRow, ServedRow, VisitRow
from .person.procedure import CODE as PERSON_CODE
from .visit.procedure import CODE as VISIT_CODE

CYCLES = {"每月": 31, "每季": 92, "每半年": 183}  # days after which the next visit is due
ORDER = {"red": 0, "orange": 1, "yellow": 2, "blue": 3, "": 4}
MOST = 200
NOTICES = 5
MONTHS = 6  # of reports looked back upon


@dataclass(frozen=True)
class Firm:
    """An employer of one's own: its level, when it was last visited, when it is due again."""

    employer: int
    name: str
    level: str  # of its worst open warning; "" where none is known
    last: date | None
    due: date | None  # by the visiting cycle of a contact employer
    contact: ContactRow | None
    missing: list[str]  # months that a contact employer has not reported, the earliest first


@dataclass(frozen=True)
class Day:
    """What is on the page."""

    employers: list[Firm]
    due: list[VisitRow]
    notices: list[Notice]
    month: int  # visits recorded this month


def employers_of(visitor: Visitor) -> dict[int, str]:
    """Return the employers this coordinator serves or keeps in contact with: number → name. Two queries."""
    me = visitor.person.pk
    served = ServedRow.objects.filter(
        person=me, employer__isnull=False, case__in=visitor.cases(PERSON_CODE).values("pk")
    )
    rows = served.values_list("employer", "name")[:MOST]
    found = {number: name for number, name in rows if number is not None}
    found |= {c.employer: c.employer_name for c in _contacts(visitor) if c.employer}
    return found


def _contacts(visitor: Visitor) -> list[ContactRow]:
    rows = ContactRow.objects.filter(
        person=visitor.person.pk, ended_on=None, case__in=visitor.cases(CONTACT_CODE).values("pk")
    )
    return list(rows.select_related("case")[:MOST])


def day_of(visitor: Visitor) -> Day:
    """Return the day of a coordinator. A fixed number of queries, however many employers."""
    me, on = visitor.person.pk, visitor.on
    names = employers_of(visitor)
    contacts = {c.employer: c for c in _contacts(visitor)}
    levels = alarms.levels(names, on)
    done = VisitRow.objects.filter(person=me, visited_on__isnull=False)
    last = dict(
        done.filter(employer__in=names)
        .values("employer")
        .annotate(last=Max("visited_on"))
        .values_list("employer", "last")
    )
    owed = _missing(contacts, on)
    firms = [
        Firm(
            pk, name, levels.get(pk, ""), last.get(pk), _due(contacts.get(pk), last.get(pk)), contacts.get(pk),
            owed.get(pk, []),
        )
        for pk, name in names.items()
    ]  # fmt: skip
    firms.sort(key=lambda f: (ORDER.get(f.level, 4), f.due or date.max, f.name))
    waiting = visitor.cases(VISIT_CODE).filter(state="waiting").values("pk")
    due = VisitRow.objects.filter(person=me, case__in=waiting).select_related("case")
    return Day(
        employers=firms,
        due=sorted(due[:MOST], key=lambda v: (v.until or date.max, v.pk)),
        notices=list(
            Notice.objects.filter(person=me, read_at=None).select_related("case").order_by("-at")[:NOTICES]
        ),
        month=done.filter(visited_on__gte=on.replace(day=1)).count(),
    )  # fmt: skip


def _missing(contacts: dict[int | None, ContactRow], on: date) -> dict[int, list[str]]:
    """Return the months of each contact employer that nobody has reported. One query."""
    months = months_back(on, MONTHS)
    told: dict[int, set[str]] = {}
    cases = [c.case_id for c in contacts.values()]
    rows = ContactReport.objects.filter(case__in=cases, month__in=months)
    for case, month in rows.values_list("case", "month"):
        told.setdefault(case, set()).add(month)
    return {
        pk: missing(c.since, told.get(c.case_id, ()), on, MONTHS)
        for pk, c in contacts.items()
        if pk is not None
    }


def _due(contact: ContactRow | None, last: date | None) -> date | None:
    if contact is None:
        return None
    since = last or contact.since
    return date.fromordinal(since.toordinal() + CYCLES.get(contact.cycle, 31))
