"""登记信息 — what the registers hold of the parties, read when a page is drawn and kept nowhere but in the page.

Sealed columns are opened here. Whoever is given the page is written into the journal of views, as with every file of a case.
"""

from __future__ import annotations

from functools import cached_property

from tongzhou.procedure.view import Subject, View
from tongzhou.registry.models import Employer, Worker
from tongzhou.registry.models.workers import plain

from .templates import Registered


class Registers:
    """Answers for every subject of a case; two queries, made when the first is asked for."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __call__(self, subject: Subject) -> Registered:
        """Return what is registered of a subject; nothing where it stands in no register."""
        return self._known.get(subject.register, Registered())

    @cached_property
    def _known(self) -> dict[tuple[str, str], Registered]:
        wanted = {s.register for s in self.view.subjects.values()}
        keys = {r: [int(k) for reg, k in wanted if reg == r and k.isdigit()] for r, _ in wanted}
        found: dict[tuple[str, str], Registered] = {}
        for pk, worker in Worker.objects.in_bulk(keys.get("worker", [])).items():
            found["worker", str(pk)] = Registered(
                number=plain(worker.id_number),
                masked=str(worker.id_number),
                is_resident=worker.id_kind == Worker.IdKind.RESIDENT,
                address=plain(worker.address),
                phone=plain(worker.phone),
            )
        for pk, employer in Employer.objects.in_bulk(keys.get("employer", [])).items():
            found["employer", str(pk)] = Registered(
                number=employer.uscc or "",
                masked=employer.uscc or "",
                address=employer.address,
                phone=employer.telephone,
                representative=employer.legal_representative,
            )
        return found
