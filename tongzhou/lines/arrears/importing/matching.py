"""对到人 — whom a bank's record pays: by identity number where the bank gives it, else by a name that is nobody else's.

By name too where the bank gives a number and nobody knows that of the one worker so called.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tongzhou.lines.arrears import rules
from tongzhou.procedure.view import Subject, View
from tongzhou.registry.models import Worker
from tongzhou.registry.naming import tidy_name
from tongzhou.registry.working import key_of

from .knowing import registered
from .reading import Paid, Record


@dataclass
class Matched:
    """A bank's record against a matter. Each line of it is in `amounts` or in `left_out`, with the reason."""

    on: date
    amounts: dict[str, int] = field(default_factory=dict)  # worker → fen to be entered
    people: list[tuple[Subject, int, int]] = field(
        default_factory=list
    )  # worker, fen, still owed before
    left_out: list[tuple[int, str, int, str]] = field(default_factory=list)  # line, name, fen, why
    reference: str = ""

    @property
    def total(self) -> int:
        """Return what is to be entered, in fen."""
        return sum(self.amounts.values())


def matched(view: View, record: Record, *, on: date) -> Matched:
    """Return whom the record pays. One query. Nobody is paid more than they are owed; the rest is named."""
    waiting = rules.workers(view, "owed")
    here = registered(waiting)
    by_hash = {here[w.key].id_hash: w for w in waiting if w.key in here and here[w.key].id_hash}
    by_name: dict[str, list[Subject]] = {}
    for worker in waiting:
        name = here[worker.key].name if worker.key in here else worker.name
        by_name.setdefault(tidy_name(name), []).append(worker)
    numberless = {key for key, worker in here.items() if not worker.id_hash}
    days = [p.on for p in record.payments if p.on]
    found = Matched(on=min(max(days, default=on), on))
    serials = list(dict.fromkeys(p.serial for p in record.payments if p.serial))
    found.reference = "、".join(serials[:3])[:100]
    for payment in record.payments:
        who, why = _who(payment, by_hash, by_name, numberless)
        if who is not None:
            left = rules.outstanding(view, who.key) - found.amounts.get(who.key, 0)
            if payment.amount > left:
                who, why = None, f"超过尚欠的 {left / 100:.2f} 元，请核对后手工登记"
            elif payment.amount <= 0:
                who, why = None, "金额为零"
        if who is None:
            found.left_out.append((payment.line, payment.name, payment.amount, why))
        else:
            found.amounts[who.key] = found.amounts.get(who.key, 0) + payment.amount
    for reject in record.rejects:
        found.left_out.append((reject.line, "", 0, "；".join(str(f) for f in reject.faults)))
    found.left_out.sort()
    found.people = [
        (view.subjects[k], v, rules.outstanding(view, k)) for k, v in found.amounts.items()
    ]
    return found


def _who(
    payment: Paid,
    by_hash: dict[str, Subject],
    by_name: dict[str, list[Subject]],
    numberless: set[str],
) -> tuple[Subject | None, str]:
    named = by_name.get(tidy_name(payment.name), [])
    if payment.number:
        _kind, hashed = key_of(payment.number, Worker.IdKind.RESIDENT)
        found = by_hash.get(hashed)
        if found is None and len(named) == 1 and named[0].key in numberless:
            found = named[0]
        return found, "" if found else "本案没有这名待付的劳动者（证件号码对不上）"
    if len(named) == 1:
        return named[0], ""
    return None, "有同名的劳动者，银行记录没有证件号码" if named else "本案没有这名待付的劳动者"
