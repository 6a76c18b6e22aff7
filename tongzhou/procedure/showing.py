"""亮明身份 — who stands at the portal: what this visitor has shown by phone not long ago, and who that is.

A code sent to a phone opens one case, or all cases of a worker, or those of the employers somebody acts
for. The session keeps the keyed hash of the phone, never the phone; whoever no longer has it in the
register, or no longer acts for an employer, has shown nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from tongzhou.registry.models import Person, Worker
from tongzhou.registry.representing import employer_refs

from .declare import PARTY
from .judge import Actor
from .models import Case, SubjectRow

KEPT = timedelta(minutes=30)  # how long a phone once shown opens anything
SESSION = "shown"
NEXT = "shown-next"  # who is to show their phone, and the page they came from
NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Someone:
    """A person at the portal, as the registers know them."""

    ref: str  # in the journal: the number of a person, or worker:<number> of who has no account
    name: str
    phone: str  # "" where the register knows none
    refs: tuple[tuple[str, frozenset[str]], ...]  # register → keys under which cases name them

    @property
    def named(self) -> Q:
        """Return the condition on rows of subjects that are this person, or their employer."""
        own = (Q(registry=register, ref__in=sorted(keys)) for register, keys in self.refs if keys)
        return reduce(or_, own, NOBODY)

    def actor(self, *, region: str, parties: tuple[str, ...]) -> Actor:
        """Return this person as a party that acts; `parties` are the subjects they may speak for."""
        return Actor(self.ref, self.name, PARTY.code, region, parties=parties)


@dataclass
class _Proof:
    """What a session remembers: whose phone was shown, until when, for what."""

    until: int  # seconds since 1970
    phone: str  # keyed hash
    pks: list[int] = field(default_factory=list)


def show_for_case(
    request: HttpRequest, case: Case, *, phone_hash: str, at: datetime, worker: int | None = None
) -> None:
    """Remember that the phone of somebody in this case was shown.

    `worker` is a worker of the case who has shown it though the register knows another phone, or none, of theirs: a line
    that knows them by it vouches for them. It opens this very case, and nothing is signed with that phone.
    """
    _remember(request, f"case {case.uid}", phone_hash, at, [] if worker is None else [worker])


def show_workers(
    request: HttpRequest, pks: Iterable[int], *, phone_hash: str, at: datetime
) -> None:
    """Remember that a worker has shown phone and identity number; one person may be there twice."""
    _remember(request, "worker", phone_hash, at, pks)


def show_person(request: HttpRequest, pk: int, *, phone_hash: str, at: datetime) -> None:
    """Remember that somebody who acts for an employer has shown their phone. It is no signing in."""
    _remember(request, "person", phone_hash, at, [pk])


def come_back(request: HttpRequest, who: str, url: str) -> None:
    """Remember to which page a "worker" or "employer" goes on once the phone is shown."""
    request.session[NEXT] = [who, url]


def going_on(request: HttpRequest, who: str) -> str:
    """Return the page that was left to show a phone, once; empty where there is none."""
    kept = request.session.pop(NEXT, None) or ["", ""]
    return str(kept[1]) if kept[0] == who else ""


def forget(request: HttpRequest) -> None:
    """Forget all that was shown; what somebody signed in as stays."""
    request.session.pop(SESSION, None)
    request.session.cycle_key()


def has_shown(request: HttpRequest, case: Case, *, at: datetime) -> bool:
    """Say whether this visitor has shown a phone for this very case."""
    return _proof(request, f"case {case.uid}", at) is not None


def has_shown_more(request: HttpRequest, *, at: datetime) -> bool:
    """Say whether this visitor may have more cases than one: a worker, an employer's, an account."""
    wide = _proof(request, "worker", at) or _proof(request, "person", at)
    return bool(wide) or request.user.is_authenticated


def people(
    request: HttpRequest, *, on: date, at: datetime, case: Case | None = None
) -> list[Someone]:
    """Return who this visitor has shown to be: for a case, or for every case of theirs.

    An account signed in counts as well. Each person is there once.
    """
    found: list[Someone] = []
    mine = _proof(request, f"case {case.uid}", at) if case else None
    if mine:
        found += with_phone(mine.phone, on=on)
        vouched = Worker.objects.filter(pk__in=mine.pks).exclude(phone_hash=mine.phone)
        found += [of_vouched(row) for row in vouched.order_by("pk")]
    if worker := _proof(request, "worker", at):
        rows = Worker.objects.filter(pk__in=worker.pks, phone_hash=worker.phone)
        found += [of_worker(row) for row in rows.order_by("pk")]
    if person := _proof(request, "person", at):
        rows_ = Person.objects.filter(pk__in=person.pks, phone_hash=person.phone)
        found += [of_person(row, on=on) for row in rows_]
    user = request.user
    if isinstance(user, Person):
        found.append(of_person(user, on=on, worker=True))
    return _each_once(found)


def of_worker(worker: Worker) -> Someone:
    """Return a worker as somebody at the portal."""
    ref = str(worker.person_id) if worker.person_id else f"worker:{worker.pk}"
    phone = worker.phone.open() if worker.phone else ""
    return Someone(ref, worker.name, phone, (("worker", frozenset({str(worker.pk)})),))


def of_vouched(worker: Worker) -> Someone:
    """Return a worker whom a line vouches for: under their number alone, never as an account, with no phone to sign by."""
    return Someone(
        f"worker:{worker.pk}", worker.name, "", (("worker", frozenset({str(worker.pk)})),)
    )


def of_person(person: Person, *, on: date, worker: bool = False) -> Someone:
    """Return a person with the employers they act for on a day, and as a worker where that is asked."""
    refs = [("employer", employer_refs(person, on=on))]
    own = Worker.objects.filter(person=person).first() if worker and person.is_active else None
    if own:
        refs.append(("worker", frozenset({str(own.pk)})))
    phone = person.phone.open() if person.phone else ""
    return Someone(str(person.pk), person.name, phone, tuple(refs))


def cases_of(found: Iterable[Someone]) -> Any:
    """Return the cases in which these people, or their employers, are subjects; latest change first."""
    named = reduce(or_, (someone.named for someone in found), NOBODY)
    rows = SubjectRow.objects.filter(named, sees=True).values("case")
    return Case.objects.filter(pk__in=rows).order_by("-is_open", "-changed_at", "-pk")


def with_phone(phone_hash: str, *, on: date) -> list[Someone]:
    """Return whom the registers know by this phone: workers, and who acts for an employer on a day."""
    found = [of_worker(w) for w in Worker.objects.filter(phone_hash=phone_hash).order_by("pk")]
    person = Person.objects.filter(phone_hash=phone_hash).first()
    return [*found, of_person(person, on=on)] if person else found


def _each_once(found: Iterable[Someone]) -> list[Someone]:
    once: dict[str, Someone] = {}
    for someone in found:
        known = once.get(someone.ref)
        if known:
            merged = dict(known.refs)
            for register, keys in someone.refs:
                merged[register] = merged.get(register, frozenset()) | keys
            phone = known.phone or someone.phone
            once[someone.ref] = Someone(known.ref, known.name, phone, tuple(merged.items()))
        else:
            once[someone.ref] = someone
    return [s for s in once.values() if any(keys for _register, keys in s.refs)]


def _remember(
    request: HttpRequest, what: str, phone_hash: str, at: datetime, pks: Iterable[int] = ()
) -> None:
    kept = {k: p for k, p in _kept(request).items() if p["until"] > at.timestamp()}
    ends = int((at + KEPT).timestamp())
    request.session.cycle_key()  # a session somebody else has planted opens nothing
    request.session[SESSION] = kept | {what: {"until": ends, "phone": phone_hash, "pks": [*pks]}}


def _proof(request: HttpRequest, what: str, at: datetime) -> _Proof | None:
    kept = _kept(request).get(what)
    if kept is None or kept["until"] <= at.timestamp():
        return None
    return _Proof(kept["until"], kept["phone"], list(kept["pks"]))


def _kept(request: HttpRequest) -> dict[str, dict[str, Any]]:
    return dict(request.session.get(SESSION, {}))
