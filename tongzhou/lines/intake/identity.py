"""投诉人身份 — who reports, for those who need it, and a mark in the journal of views each time.

Needed by whoever carries the report, and by the clerk who took it down. Anybody else breaks the seal with a reason,
which is an entry of the case (`Door.unseal`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongzhou.procedure import sealed
from tongzhou.procedure.models import Case, Entry, Sighting
from tongzhou.procedure.view import View
from tongzhou.registry.models import Person, Worker

from . import rules

FIELD = "identities"
SEEN = "identity"  # what the journal of views calls it


@dataclass(frozen=True)
class Known:
    """One who reports, with name and phone."""

    key: str
    alias: str
    name: str
    phone: str


def needs(view: View, person: Person, entries: list[Entry]) -> bool:
    """Say whether this person's work needs to know who reports."""
    ref = str(person.pk)
    if any(s.ref == ref for s in rules.subjects(view, "handler", "carrying")):
        return True
    taken = [e for e in entries if e.act in ("report", "add")]
    return any(ref in e.actors for e in taken)


def is_secret(view: View) -> bool:
    """Say whether the names are sealed in this report."""
    return rules.report(view).confidential


def people(view: View) -> list[Known]:
    """Return who reports, from the register of workers. The caller has asked `needs`, and notes the view."""
    subjects = [s for s in view.subjects.values() if s.kind.code in ("worker", "informant")]
    pks = [int(s.register[1]) for s in subjects if s.register[1].isdigit()]
    rows = {str(w.pk): w for w in Worker.objects.filter(pk__in=pks)}
    found = []
    for s in subjects:
        worker = rows.get(s.register[1])
        if worker:
            phone = worker.phone.open() if worker.phone else ""
            found.append(Known(s.key, s.name, worker.name, phone))
    return found


def note(case: Case, person: Person, *, at: datetime) -> None:
    """Write into the journal of views that this person saw who reports."""
    Sighting.objects.create(person=person, case=case, at=at, what=SEEN)


def sealed_entries(entries: list[Entry]) -> list[Entry]:
    """Return the entries that hold sealed names, for the page on which a seal is broken."""
    return [e for e in entries if sealed.holds(e, FIELD)]
