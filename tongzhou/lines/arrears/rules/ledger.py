"""台账的判断 — the lines of each worker as they now stand, who has signed them, what is disputed. Pure. Whole fen."""

from __future__ import annotations

from dataclasses import dataclass

from tongzhou.lines.arrears import facts
from tongzhou.lines.arrears.states import EMPLOYER, WORKER
from tongzhou.procedure.view import Subject, Told, View

CLAIMED, FOUND, PAID, ADVANCED = "主张", "认定", "到账", "垫付"
RECOVERED, BOUNCED, DRAWN = "追回", "退回", "已通知动用保证金"


@dataclass(frozen=True)
class Sums:
    """What a worker, or everybody, is found to be owed, and what has come of it."""

    claimed: int = 0
    found: int = 0
    paid: int = 0
    advanced: int = 0
    bounced: int = 0
    recovered: int = 0

    @property
    def received(self) -> int:
        """Return what is in the worker's hand: paid or advanced, less what did not stay."""
        return self.paid + self.advanced - self.bounced

    @property
    def left(self) -> int:
        """Return what is still owed to the worker; never below nought."""
        return self.found - self.received

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.claimed + other.claimed,
            self.found + other.found,
            self.paid + other.paid,
            self.advanced + other.advanced,
            self.bounced + other.bounced,
            self.recovered + other.recovered,
        )


def workers(view: View, *states: str) -> list[Subject]:
    """Return the workers of the matter, at these states if any are named."""
    return view.of(WORKER, *states)


def employers(view: View, *states: str) -> list[Subject]:
    """Return the employers of the matter, at these states if any are named."""
    return view.of(EMPLOYER, *states)


def taken_up(view: View) -> facts.TakenUp:
    """Return the matter as it was brought."""
    said = view.said["take_up"]
    assert isinstance(said, facts.TakenUp)
    return said


def sums(view: View, key: str = "") -> Sums:
    """Return the ledger of one worker, or of everybody who is not set aside."""
    if not key:
        total = Sums()
        for worker in workers(view):
            if worker.state != "aside":
                total += sums(view, worker.key)
        return total
    row = view.ledger.get(key, {})
    return Sums(
        row.get(CLAIMED, 0),
        row.get(FOUND, 0),
        row.get(PAID, 0),
        row.get(ADVANCED, 0),
        row.get(BOUNCED, 0),
        row.get(RECOVERED, 0),
    )


def outstanding(view: View, key: str) -> int:
    """Return what is still owed to a worker, in fen."""
    return sums(view, key).left


def rows_of(subject: Subject) -> tuple[facts.Wage, ...]:
    """Return the lines of a worker as they now stand: as found, else as entered; none where only a sum is claimed."""
    for told in reversed(subject.told):
        said = told.facts
        if isinstance(said, facts.Wages) and subject.key in said.rows:
            return said.rows[subject.key]
    return ()


def lines_of(view: View) -> list[tuple[Subject, facts.Wage]]:
    """Return every line of the ledger, worker by worker."""
    return [(worker, row) for worker in workers(view) for row in rows_of(worker)]


def established(view: View) -> facts.Established | None:
    """Return the last finding."""
    said = view.said.get("establish")
    return said if isinstance(said, facts.Established) else None


def _since(subject: Subject, *acts: str) -> int:
    return max((t.seq for t in subject.told if t.act in acts), default=-1)


def signed_now(subject: Subject) -> bool:
    """Say whether a worker has signed the lines as they now stand."""
    return _since(subject, "sign") > _since(subject, "enter", "establish")


def objections(view: View) -> list[tuple[Subject, Told]]:
    """Return what has been objected since the amounts were last found."""
    floor = view.last.get("establish", -1)
    return [
        (subject, told)
        for subject in view.subjects.values()
        for told in subject.told
        if told.act == "object" and told.seq > floor
    ]


def answers_objections(view: View, stated: facts.Established) -> bool:
    """Whoever has objected is told what became of it."""
    return not objections(view) or bool(stated.answers.strip())


def infers_rightly(view: View, stated: facts.Established) -> bool:
    """保障农民工工资支付条例 50: against the employer only where it did not bring its books when told to."""
    return stated.basis != "用人单位举证不利" or "infer" in view.last


def confirmed_rows_signed(view: View, stated: facts.Established) -> bool:
    """“双方确认” is said only of workers who have signed."""
    if stated.basis != "双方确认":
        return True
    return all(signed_now(view.subjects[k]) for k in stated.rows if k in view.subjects)


def not_below_nought(view: View, stated: facts.Established) -> bool:
    """Nobody is found to be owed less than they have already received."""
    return all(total >= sums(view, key).received for key, total in stated.sums.items())


def everybody_established(view: View) -> bool:
    """No worker waits for the ledger to be found."""
    return not workers(view, "claimed")
