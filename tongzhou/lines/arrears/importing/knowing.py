"""认人 — which worker of the matter a person of a sheet is: those who complained by phone gave a name and no number.

By identity number first. Then, among workers of the matter whose number nobody knows, by a name that only one of
them and only one person of the sheet bears. Whoever is neither is new to the matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from tongzhou.lines.arrears import rules
from tongzhou.procedure.view import Subject, View
from tongzhou.registry import journal
from tongzhou.registry.models import Person, Worker
from tongzhou.registry.naming import tidy_name
from tongzhou.registry.working import find_worker, key_of

from .reading import Who

REASON = "工资台账补登证件号码"


def registered(people: Iterable[Subject]) -> dict[str, Worker]:
    """Return key in the matter → worker of the register. One query."""
    refs = {w.key: int(w.ref[1:]) for w in people if w.ref[1:].isdigit()}
    rows = Worker.objects.in_bulk(refs.values())
    return {key: rows[pk] for key, pk in refs.items() if pk in rows}


def known(view: View, people: Iterable[Who]) -> dict[str, Worker]:
    """Return identity number → worker of the matter, of those people of a sheet who are in it already. One query."""
    here = registered(rules.workers(view))
    by_hash = {w.id_hash: w for w in here.values() if w.id_hash}
    found, rest = {}, []
    for who in people:
        worker = by_hash.get(key_of(who.number, Worker.IdKind.RESIDENT)[1])
        if worker:
            found[who.number] = worker
        else:
            rest.append(who)
    numberless = [w for w in here.values() if not w.id_hash]
    bears = Counter(tidy_name(w.name) for w in numberless)
    asked = Counter(tidy_name(who.name) for who in rest)
    by_name = {tidy_name(w.name): w for w in numberless}
    for who in rest:
        name = tidy_name(who.name)
        if bears[name] == asked[name] == 1:
            found[who.number] = by_name[name]
    return found


def complete(worker: Worker, who: Who, *, by: Person, at: datetime) -> None:
    """Write the number, and a phone where there is none, into the register. Raises ValidationError.

    A number that another record of the register bears stays there: two records of one person are for the registrar.
    """
    if worker.id_hash or find_worker(who.number):
        return
    phone = who.phone if who.phone and not worker.phone_hash else worker.phone
    journal.change(worker, by=by, at=at, reason=REASON, id_number=who.number, phone=phone)
