"""各人各项金额 — what each gets: a share of the claim, a sum for everybody, or as a sheet says. Pure.

Amounts are fen; a share is rounded half up once for each item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tongzhou.law.heads import Head

from . import cells
from .cells import Fault, Sheet, Wrong
from .ledger import Cell, Claimant

Items = dict[str, dict[str, int]]
REF, NAME, SUM = "编号", "姓名", "合计"


def share_of(amount: int, percent: Decimal) -> int:
    """Return so many per cent of an amount, rounded half up to the fen."""
    exact = Decimal(amount) * percent / 100
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def by_share(claimants: Iterable[Claimant], percent: Decimal) -> Items:
    """Return for each claimant the same share of every sum claimed."""
    return {
        c.key: {h: share_of(cell.asked, percent) for h, cell in c.cells.items() if cell.asked}
        for c in claimants
    }


def by_sum(claimants: Iterable[Claimant], sums: Mapping[str, int]) -> Items:
    """Return for each claimant the sum set for each head under which they claim."""
    return {c.key: {h: sums[h] for h in c.cells if h in sums} for c in claimants}


def still_owed(claimants: Iterable[Claimant]) -> Items:
    """Return for each claimant what was decided and is not paid."""
    return {c.key: {h: cell.owed for h, cell in c.cells.items() if cell.owed} for c in claimants}


@dataclass
class Sums:
    """What a sheet of amounts says."""

    items: Items = field(default_factory=dict)
    faults: list[tuple[int, str, Fault]] = field(default_factory=list)  # line, name, what is wrong

    @property
    def total(self) -> int:
        return sum(sum(of.values()) for of in self.items.values())


def template(
    claimants: Iterable[Claimant], heads: Sequence[Head], column: str
) -> tuple[list[str], list[list[Any]]]:
    """Return a sheet to fill in: everybody with what they asked, or with what is still owed."""
    money = [h for h in heads if h.money]
    lines: list[list[Any]] = []
    for c in claimants:
        shown = [_start(c.cells.get(h.code), column) for h in money]
        lines.append([c.ref, c.name, *(Decimal(x) / 100 if x else "" for x in shown)])
    return [REF, NAME, *(f"{h.label}（元）" for h in money)], lines


def _start(cell: Cell | None, column: str) -> int:
    if cell is None:
        return 0
    return cell.owed if column == "owed" else cell.asked


def read(sheet: Sheet, claimants: Iterable[Claimant], heads: Sequence[Head]) -> Sums:
    """Read a sheet of amounts: who is not chosen, whose name differs, what nobody asked for is a fault."""
    known = {c.ref: c for c in claimants}
    columns = {cells.label(h.label): h for h in heads if h.money}
    found = Sums()
    for n, line in sheet.lines:
        name, ref = line.get(NAME, ""), line.get(REF, "")
        if name == SUM or ref == SUM:
            continue
        claimant = known.get(ref)
        if claimant is None or claimant.name != name:
            rule = "不在所选的申请人中" if claimant is None else f"这个编号是{claimant.name}"
            found.faults.append((n, name, Fault(REF, ref, rule, "请用本页下载的表填写，不改编号")))
            continue
        if claimant.key in found.items:
            fault = Fault(REF, ref, "这个人出现了两次", "请合并为一行")
            found.faults.append((n, name, fault))
            continue
        of_one, faults = _amounts(line, claimant, columns)
        found.faults += [(n, name, fault) for fault in faults]
        if of_one and not faults:
            found.items[claimant.key] = of_one
    return found


def _amounts(
    line: Mapping[str, str], claimant: Claimant, columns: Mapping[str, Head]
) -> tuple[dict[str, int], list[Fault]]:
    of_one: dict[str, int] = {}
    faults = []
    for column, head in columns.items():
        value = line.get(column, "")
        try:
            amount = cells.fen(value)
            if amount and head.code not in claimant.cells:
                raise Wrong("本人没有提出这项请求", "请留空，或先变更请求")
        except Wrong as wrong:
            faults.append(Fault(column, value, wrong.rule, wrong.mend))
            continue
        if amount:
            of_one[head.code] = amount
    return of_one, faults
