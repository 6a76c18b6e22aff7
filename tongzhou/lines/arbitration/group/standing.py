"""名单与案件 — which lines of a list are new to the case, which change a claim, which change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tongzhou.lines.arbitration.acts.bringing import BEFORE
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.states import CLAIMANT, CLAIMING
from tongzhou.procedure.claims import ClaimItem, Claims, Particulars, by_head, claimed
from tongzhou.procedure.view import Subject, View
from tongzhou.registry.models import Worker
from tongzhou.registry.sealing import mask_name, mask_phone
from tongzhou.registry.working import key_of, known_workers

from .cells import NUMBER
from .claimants import NAME, Row

Standing = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Placed:
    """A line without a fault, and how it stands to the case."""

    row: Row
    standing: Standing
    key: str = ""  # in the case, where the worker is registered already
    before: int = 0  # fen claimed until now


@dataclass
class Preview:
    """What stating the list would do."""

    placed: list[Placed] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    doubles: list[Row] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # columns that are not read

    def of(self, *standings: Standing) -> list[Placed]:
        """Return the lines that stand so."""
        return [p for p in self.placed if p.standing in standings]

    @property
    def new(self) -> list[Placed]:
        return self.of("new")

    @property
    def changed(self) -> list[Placed]:
        return self.of("changed")

    @property
    def same(self) -> list[Placed]:
        return self.of("same")

    @property
    def told(self) -> list[tuple[int, str, str]]:
        """Return what the officer should know: line, name, what."""
        rows = [*(p.row for p in self.placed), *self.doubles]
        return [(r.line, r.cells.get(NAME, ""), words) for r in rows for words in r.told]

    @property
    def totals(self) -> dict[str, int]:
        """Return head → fen of all that will be stated."""
        return by_head(claimed(p.row.items) for p in self.of("new", "changed"))

    @property
    def counts(self) -> dict[str, int]:
        """Return head → how many claim under it."""
        out: dict[str, int] = {}
        for placed in self.of("new", "changed"):
            for item in placed.row.items:
                out[item.head] = out.get(item.head, 0) + 1
        return out

    @property
    def total(self) -> int:
        return sum(p.row.total for p in self.of("new", "changed"))


def preview(rows: Sequence[Row], view: View | None, ignored: Sequence[str] = ()) -> Preview:
    """Compare a list with the register and, where there is one, with the case. One query for 500 lines."""
    good = [r for r in rows if r.given and not r.faults and r.items]
    known = known_workers((r.given.id_number, r.given.id_kind) for r in good if r.given)
    found = Preview(ignored=list(ignored))
    for row in rows:
        if row.faults or row.given is None:
            found.rejected.append(row)
        elif not row.items:
            found.doubles.append(row)
        else:
            worker = known.get(key_of(row.given.id_number, row.given.id_kind))
            _place(found, _compared(row, worker), worker, view)
    return found


def _compared(row: Row, worker: Worker | None) -> Row:
    """Compare a line with what the register knows: a number belongs to one name."""
    assert row.given
    if worker is None:
        return row
    if worker.name != row.given.name:
        rule = f"这个证件号码登记的姓名是“{mask_name(worker.name)}”，与名单不同"
        return row.with_fault(NUMBER, rule, "请对照证件核对姓名和号码")
    told = row.told
    phone = worker.phone.open()
    if row.given.phone and phone != row.given.phone:
        told += (f"手机号与已登记的 {mask_phone(phone) or '（空）'} 不同，登记的不变",)
    address = worker.address.open()
    if row.given.address and address != row.given.address:
        told += ("送达地址与已登记的不同，登记的不变",)
    return replace(row, told=told)


def _place(found: Preview, row: Row, worker: Worker | None, view: View | None) -> None:
    if row.faults:
        found.rejected.append(row)
        return
    key = CLAIMANT.key(f"w{worker.pk}") if worker else ""
    subject = view.subjects.get(key) if view and key else None
    if view is None or subject is None:
        found.placed.append(Placed(row, "new", key))
        return
    if subject.state != CLAIMING.code:
        state = next(s.staff for s in CLAIMANT.states if s.code == subject.state)
        rule = f"本案中此人已是“{state}”，不能再改请求"
        found.rejected.append(row.with_fault(NAME, rule, "请从名单中删去这一行"))
        return
    before = claims_of(subject)
    same = _plain(before) == _plain(row.items) and particulars_of(subject) == row.particulars
    standing: Standing = "same" if same else "changed"
    found.placed.append(Placed(row, standing, key, sum(i.amount for i in before)))


def _plain(items: Sequence[ClaimItem]) -> dict[str, tuple[int, str]]:
    return {i.head: (i.amount, i.basis) for i in items}


def particulars_of(subject: Subject) -> Particulars:
    """Return what was last told of a claimant's employment."""
    for told in reversed(subject.told):
        facts = told.facts
        if isinstance(facts, Claims) and subject.key in facts.particulars:
            return facts.particulars[subject.key]
    return Particulars()


def before_acceptance(view: View) -> bool:
    """Say whether the case has not been taken yet, so that adding claimants restarts no time."""
    return view.state in {s.code for s in BEFORE}
