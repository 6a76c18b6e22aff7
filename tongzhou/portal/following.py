"""查进度 — who may follow a case without an account: whoever has the number and the phone of a party.

Nothing tells a stranger whether a number exists: the answer to the first page is always the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongzhou.procedure import catalogue
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.declare import TIME
from tongzhou.procedure.door import Door
from tongzhou.procedure.models import Case, Entry, SubjectRow
from tongzhou.procedure.view import View
from tongzhou.registry import identity, phonecode
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Employer, EmployerUser, Person, Worker
from tongzhou.ui.deadlines import Deadline, level_of, words_for

KEPT = timedelta(minutes=30)  # how long a case stays open after the code
SESSION = "following"


def case_of(number: str) -> Case | None:
    """Return the case with this number, or with this public name; None where there is none."""
    number = number.strip()
    if not number:
        return None
    return Case.objects.filter(number=number).first() or Case.objects.filter(uid=number).first()


def belongs(case: Case, phone: str) -> bool:
    """Say whether a phone is that of a party to the case, or of a person who acted in it."""
    try:
        hashed = hash_of("phone", identity.check_phone(phone))
    except identity.NotAPhone:
        return False
    refs: dict[str, list[str]] = {}
    parties = SubjectRow.objects.filter(case=case, registry__in=("worker", "employer"))
    for registry, ref in parties.values_list("registry", "ref"):
        refs.setdefault(registry, []).append(ref)
    workers = [ref for ref in refs.get("worker", []) if ref.isdigit()]
    if Worker.objects.filter(pk__in=workers, phone_hash=hashed).exists():
        return True
    firms = Employer.objects.filter(uscc__in=refs.get("employer", []))
    if EmployerUser.objects.filter(employer__in=firms, person__phone_hash=hashed).exists():
        return True
    actors = {ref for e in Entry.objects.filter(case=case).only("actors") for ref in e.actors}
    mine = [ref for ref in actors if ref.isdigit()]
    return Person.objects.filter(pk__in=mine, phone_hash=hashed).exists()


def ask_code(number: str, phone: str, *, at: datetime) -> None:
    """Send a code where number and phone belong together; else do nothing, and say nothing.

    Raises ValidationError (not a phone, too soon, too many) and phonecode.CannotSend.
    """
    case = case_of(number)
    if case is not None and belongs(case, phone):
        phonecode.issue(phone, purpose_of(case), at=at)


def purpose_of(case: Case) -> str:
    """Return what a code for this case opens, and nothing else."""
    return f"case:{case.uid}"


def open_for(request: HttpRequest, case: Case, *, at: datetime) -> None:
    """Remember in the session that this case may be followed for a while."""
    kept = {uid: until for uid, until in _kept(request).items() if until > at.isoformat()}
    request.session[SESSION] = kept | {case.uid: (at + KEPT).isoformat()}


def may_follow(request: HttpRequest, case: Case, *, at: datetime) -> bool:
    """Say whether this visitor has shown the phone for this case not long ago."""
    return _kept(request).get(case.uid, "") > at.isoformat()


def _kept(request: HttpRequest) -> dict[str, str]:
    return dict(request.session.get(SESSION, {}))


@dataclass(frozen=True)
class Step:
    """A state the case has been in, in public words."""

    words: str
    on: date


@dataclass(frozen=True)
class Progress:
    """What a party is told: the state in public words, what is owed to them by when, and the way so far."""

    case: Case
    title: str
    state: str
    is_final: bool
    steps: list[Step]
    clocks: list[Deadline]
    first_seen: date | None


def progress(case: Case, *, on: date) -> Progress:
    """Return the progress of a case. Names of staff, facts and papers stay inside."""
    view = Door(calendar_now()).view(case)
    states = view.procedure.states
    steps = [Step(states[code].public, day) for code, day, _seq in view.path]
    return Progress(
        case=case,
        title=view.procedure.title,
        state=states[view.state].public,
        is_final=view.is_final,
        steps=steps[::-1],
        clocks=_clocks(view, on),
        first_seen=view.first_seen,
    )


def _clocks(view: View, on: date) -> list[Deadline]:
    found = []
    for clock in sorted(view.clocks.values(), key=lambda c: c.due or date.max):
        if not clock.running or clock.about:
            continue
        due = clock.due
        found.append(
            Deadline(
                name=clock.limit.label,
                due=due,
                level=level_of(due, on=on, start=clock.start) if due else "paused",
                text=words_for(due, on=on) if due else _("已中止计时"),
                cites=str(clock.limit.cites),
                note=_owed_by(view, clock.limit.owes),
                why=tuple(clock.why()),
            )
        )
    return found


def _owed_by(view: View, office: str) -> str:
    declared = view.procedure.offices.get(office) or catalogue.office_named(office)
    if declared is None or declared.code == TIME.code:
        return ""
    return _("应由%(who)s办理") % {"who": declared.label}
