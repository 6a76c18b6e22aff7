"""查进度 — who may follow a case without an account: whoever has the number and the phone of a party.

Nothing tells a stranger whether a number exists: the answer to the first page is always the same, however
often it is asked.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from tongzhou.procedure import showing
from tongzhou.procedure.models import Case, Entry, SubjectRow
from tongzhou.registry import identity, phonecode
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Person
from tongzhou.registry.representing import employers_of
from tongzhou.registry.working import workers_who_know

# 〔 〕 stand on no keyboard: whoever copies a number from paper types what looks like them.
BRACKETS = str.maketrans("[]［］【】()（）", "〔〕〔〕〔〕〔〕〔〕")

# The same words whatever is wrong with a code: that one was sent at all is told to nobody but the phone.
WRONG_CODE = gettext_lazy(
    "验证码不对，或已失效（超过 5 分钟、填错 5 次）。请看清短信再填，或返回上一步重新获取"
)


def case_of(number: str, phone: str, *, on: date) -> Case | None:
    """Return the case with this number or public name, else that in which a paper of this number was issued.

    A paper is looked for among the cases of the phone's own parties alone: somebody has it in their hand, and
    no stranger makes us read the journal of all. None where there is none.
    """
    number = number.strip()
    if not number:
        return None
    known = Case.objects.filter(number=number).first() or Case.objects.filter(uid=number).first()
    return known or _of_paper(number, phone, on=on)


def _of_paper(number: str, phone: str, *, on: date) -> Case | None:
    """Return the newest case of this phone's parties that has issued a paper of this number."""
    try:
        hashed = hash_of("phone", identity.check_phone(phone))
    except identity.NotAPhone:
        return None
    wanted = plain(number)
    for someone in showing.with_phone(hashed, on=on):
        rows = SubjectRow.objects.filter(someone.named, sees=True).values("case")
        entries = Entry.objects.filter(case__in=rows).exclude(issued={}).order_by("-pk")
        for pk, issued in entries.values_list("case_id", "issued"):
            if plain(issued.get("number", "")) == wanted:
                return Case.objects.get(pk=pk)
    return None


def plain(number: str) -> str:
    """Return the number of a paper as it may be typed: without spaces, with any brackets around the year."""
    return "".join(number.split()).translate(BRACKETS)


def belongs(case: Case, phone: str, *, on: date) -> bool:
    """Say whether a phone is that of a party to the case, or of a person who acted in it."""
    try:
        hashed = hash_of("phone", identity.check_phone(phone))
    except identity.NotAPhone:
        return False
    found = showing.with_phone(hashed, on=on)
    rows = SubjectRow.objects.filter(case=case, sees=True)
    if any(rows.filter(someone.named).exists() for someone in found):
        return True
    refs = {someone.ref for someone in found}
    refs |= {
        str(pk) for pk in Person.objects.filter(phone_hash=hashed).values_list("pk", flat=True)
    }
    actors = Entry.objects.filter(case=case).values_list("actors", flat=True)
    return bool(refs) and any(not refs.isdisjoint(several) for several in actors)


def ask_code(number: str, phone: str, *, at: datetime) -> None:
    """Send a code where number and phone belong together; else do nothing, and say nothing.

    Raises phonecode.CannotSend.
    """
    on = localdate(at)
    case = case_of(number, phone, on=on)
    if case is not None and belongs(case, phone, on=on):
        _issue(phone, purpose_of(case), at=at)


def open_case(request: HttpRequest, case: Case, phone: str, *, at: datetime) -> None:
    """Remember in the session that this case may be followed for a while."""
    showing.show_for_case(request, case, phone_hash=_hash(phone), at=at)


def purpose_of(case: Case) -> str:
    """Return what a code for this case opens, and nothing else."""
    return f"case:{case.uid}"


def ask_worker_code(phone: str, number: str, *, at: datetime) -> list[int]:
    """Send a code to a worker who knows phone and identity number; return who that is: nobody, as a rule
    one, or one person who is in the register twice. Nothing shows outside. Raises phonecode.CannotSend.
    """
    pks = [worker.pk for worker in workers_who_know(phone, number)]
    if pks:
        _issue(phone, worker_purpose(pks), at=at)
    return pks


def worker_purpose(pks: list[int]) -> str:
    """Return what a code opens for a worker: all cases of theirs."""
    return f"worker:{','.join(map(str, pks))}"[:80]


def open_worker(request: HttpRequest, pks: list[int], phone: str, *, at: datetime) -> None:
    """Remember in the session that a worker may see all cases of theirs for a while."""
    showing.show_workers(request, pks, phone_hash=_hash(phone), at=at)


def ask_employer_code(phone: str, *, at: datetime) -> int | None:
    """Send a code to somebody who acts for an employer today; return who that is, or None.

    Nothing shows outside. Raises phonecode.CannotSend.
    """
    person = Person.objects.by_phone(identity.check_phone(phone))
    if person is None or not employers_of(person, on=localdate(at)):
        return None
    _issue(phone, employer_purpose(person.pk), at=at)
    return person.pk


def employer_purpose(pk: int) -> str:
    """Return what a code opens for who acts for an employer: all cases of those employers."""
    return f"employer user:{pk}"


def open_employer(request: HttpRequest, pk: int, phone: str, *, at: datetime) -> None:
    """Remember in the session that somebody may see the cases of their employers for a while."""
    showing.show_person(request, pk, phone_hash=_hash(phone), at=at)


def _issue(phone: str, purpose: str, *, at: datetime) -> None:
    """Send a code. Too soon, or too many today, is not said: only whoever is known could be told so."""
    try:
        phonecode.issue(phone, purpose, at=at)
    except ValidationError:
        return


def _hash(phone: str) -> str:
    return hash_of("phone", identity.check_phone(phone))
