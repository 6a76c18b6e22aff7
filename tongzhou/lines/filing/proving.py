"""本人核验 — a worker shows phone and identity number, and then sees what was declared under both.

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

from tongzhou.registry import identity, phonecode
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import RegisterEntry, Worker

from .models import Employment

SESSION, ASKED = "filing-worker", "filing-asked"
KEPT = timedelta(minutes=30)


@dataclass(frozen=True)
class Proof:
    """Which worker, with which phone, both as keyed hashes."""

    worker: str
    phone: str

    @property
    def rows(self) -> QuerySet[Employment]:
        """The declarations this proof opens."""
        own = Q(worker_hash=self.worker) & ~Q(state=Employment.State.VOID)
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


def proven(request: HttpRequest, *, at: datetime) -> Proof | None:
    """Return what this visitor has shown not long ago; None for nothing."""
    kept: dict[str, Any] | None = request.session.get(SESSION)
    if not kept or kept["until"] <= at.timestamp():
        return None
    return Proof(kept["worker"], kept["phone"])


def registered(proof: Proof) -> Iterable[int]:
    """Return the keys of this worker in the register, under this phone."""
    return Worker.objects.filter(id_hash=proof.worker, phone_hash=proof.phone).values_list(
        "pk", flat=True
    )
