"""登记 — the lines of a sheet become one act: workers found or registered, their ledgers stated, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.acts.taking import enter
from tongzhou.lines.arrears.states import WORKER
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.refusal import NotTheirOffice, Refused
from tongzhou.procedure.view import View
from tongzhou.registry.working import Given, register_workers

from . import knowing
from .keeping import Kept
from .reading import Line


@transaction.atomic
def state(visitor: Visitor, case: Case, view: View, kept: Kept, *, request: str) -> Entry:
    """Register the workers and state their lines: all of it, or nothing. Raises Refused."""
    by = next(iter(visitor.acting(enter, view)), None)
    if by is None:
        raise NotTheirOffice(_("“登记工资台账”由劳动保障监察员办理"))
    of_whom: dict[str, list[Line]] = {}
    for line in kept.lines:
        of_whom.setdefault(line.number, []).append(line)
    who = kept.by_number
    here = knowing.known(view, [who[n] for n in of_whom])
    new = [n for n in of_whom if n not in here]
    given = [Given(who[n].name, n, phone=who[n].phone) for n in new]
    try:
        for n, worker in here.items():
            knowing.complete(worker, who[n], by=visitor.person, at=visitor.at)
        workers = register_workers(
            given, by=visitor.person, at=visitor.at, on=visitor.on, reason="工资台账导入"
        )
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error
    of_number = here | dict(zip(new, workers, strict=True))
    rows, names = {}, {}
    for n, lines in of_whom.items():
        key = WORKER.key(f"w{of_number[n].pk}")
        before = view.subjects.get(key)
        # Whoever asked for secrecy goes on being called as the matter calls them.
        names[key] = before.name if before and before.name else of_number[n].name
        rows[key] = merged(_known(view, key), lines)
    stated = facts.Wages(names=names, rows=rows, source=kept.source)
    return visitor.door.act(
        case,
        enter.code,
        by=by,
        at=visitor.at,
        facts=stated,
        about=tuple(rows),
        request=request,
        seen=view.seq,
    )


def merged(before: Iterable[facts.Wage], lines: Iterable[Line]) -> tuple[facts.Wage, ...]:
    """Return the lines of a worker: months and items of the sheet as it says, the others as they were."""
    found = {row.key: row for row in before}
    for x in lines:
        row = facts.Wage(
            month=x.month, item=x.item, due=x.due, deducted=x.deducted, paid=x.paid, basis=x.basis
        )
        found[row.key] = row
    return tuple(sorted(found.values(), key=lambda r: r.key))


def _known(view: View, key: str) -> tuple[facts.Wage, ...]:
    subject = view.subjects.get(key)
    return rules.rows_of(subject) if subject else ()
