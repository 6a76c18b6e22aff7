"""本人核验 — a worker shows phone and the number of an identity card or a passport, and then sees what was declared under both.

A phone that an employer wrote down opens that employer's declarations and no other's: it might be the employer's own.
Only a phone that an office has written into the register of workers opens all; one that somebody brought at the portal with
an identity number does not, for whoever knows the number can bring it. Nothing outside tells whether a number is known: the
answer to the first page is the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from tongzhou.procedure import showing
from tongzhou.procedure.models import Case, Entry, SubjectRow
from tongzhou.registry import identity, papers, phonecode
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import RegisterEntry, Worker

from .models import Employment, ObjectionRow
from .objection.procedure import OBJECTION, raise_

SESSION, ASKED = "filing-worker", "filing-asked"
KEPT = timedelta(minutes=30)


@dataclass(frozen=True)
class Proof:
    """Which worker, with which phone, both as keyed hashes."""

    worker: str
    phone: str

    @property
    def rows(self) -> QuerySet[Employment]:
        """The declarations this proof opens, those that were taken back (作废) among them."""
        own = Q(worker_hash=self.worker)
        return Employment.objects.filter(
            own if self.is_the_offices else own & Q(phone_hash=self.phone)
        )

    @property
    def is_the_offices(self) -> bool:
        """Whether an office has registered this phone as that of this worker."""
        for worker in Worker.objects.filter(id_hash=self.worker, phone_hash=self.phone):
            told = RegisterEntry.objects.about(worker).filter(changes__has_key="phone")
            last = told.select_related("by").first()
            if self.phone and last is not None and last.by is not None and last.by.is_staff:
                return True
        return False

    @property
    def purpose(self) -> str:
        """What a code for it opens, and nothing else."""
        return f"filing:{self.worker[:48]}"


def proof_of(number: str, phone: str) -> Proof:
    """Return the proof that number and phone would be."""
    return Proof(hash_of("id_number", identity.tidy(number)), hash_of("phone", phone))


def ask_code(request: HttpRequest, number: str, phone: str, *, at: datetime) -> None:
    """Send a code where number and phone belong together; else do nothing, and say nothing.

    Raises phonecode.CannotSend.
    """
    proof = proof_of(number, phone)
    request.session[ASKED] = {"worker": proof.worker, "phone": phone}
    if proof.rows.exists():
        try:
            phonecode.issue(phone, proof.purpose, at=at)
        except ValidationError:  # too soon, or too many today: only who is known could be told so
            return


def asked(request: HttpRequest) -> tuple[Proof, str] | None:
    """Return for which proof a code was asked for, and the phone."""
    kept: dict[str, Any] | None = request.session.get(ASKED)
    if not kept:
        return None
    return Proof(kept["worker"], hash_of("phone", kept["phone"])), str(kept["phone"])


def shown(request: HttpRequest, proof: Proof, *, at: datetime) -> None:
    """Remember that the code was right."""
    request.session.cycle_key()  # a session somebody else has planted opens nothing
    request.session.pop(ASKED, None)
    until = int((at + KEPT).timestamp())
    request.session[SESSION] = {"worker": proof.worker, "phone": proof.phone, "until": until}
    if pks := list(registered(proof)):
        showing.show_workers(request, pks, phone_hash=proof.phone, at=at)
    for case, pk in own_objections(proof):
        showing.show_for_case(request, case, phone_hash=proof.phone, at=at, worker=pk)


def proven(request: HttpRequest, *, at: datetime) -> Proof | None:
    """Return what this visitor has shown not long ago; None for nothing."""
    kept: dict[str, Any] | None = request.session.get(SESSION)
    if not kept or kept["until"] <= at.timestamp():
        return None
    return Proof(kept["worker"], kept["phone"])


def own_objections(proof: Proof) -> list[tuple[Case, int]]:
    """Return the objections that were raised with this very phone, each with the key of its worker in the register.

    What somebody else raised under the same number, with a phone the office knows, is not opened by a phone an
    employer wrote down. Two queries.
    """
    rows = ObjectionRow.objects.filter(
        employment__in=proof.rows.values("pk"), case__procedure=OBJECTION.code
    )
    raised = Entry.objects.filter(
        case__in=rows.values("case"), act=raise_.code, facts__phone=proof.phone
    )
    found = []
    for entry in raised.select_related("case").order_by("pk"):
        refs = [key.partition("/w")[2] for key in entry.about if key.startswith("worker/w")]
        found += [(entry.case, int(ref)) for ref in refs if ref.isdecimal()]
    return found


def opened(proof: Proof) -> set[int]:
    """Return the keys of the objections that this proof opens: raised with this phone, or the registered worker's."""
    refs = [str(pk) for pk in registered(proof)]
    theirs = SubjectRow.objects.filter(
        case__procedure=OBJECTION.code, registry="worker", ref__in=refs, sees=True
    )
    return {case.pk for case, _worker in own_objections(proof)} | set(
        theirs.values_list("case_id", flat=True)
    )


def registered(proof: Proof) -> Iterable[int]:
    """Return the keys of this worker in the register, under this phone."""
    return Worker.objects.filter(id_hash=proof.worker, phone_hash=proof.phone).values_list(
        "pk", flat=True
    )


def kind_in_register(number: str) -> Worker.IdKind:
    """Return under which paper the register of workers knows a number; where it does not, that which the number tells."""
    hashed = hash_of("id_number", identity.tidy(number))
    known = Worker.objects.filter(id_hash=hashed).order_by("pk").first()
    return Worker.IdKind(known.id_kind if known else papers.kind_of(identity.tidy(number)))
