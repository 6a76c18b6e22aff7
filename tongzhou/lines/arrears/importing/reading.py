"""读取 — a pay sheet into lines, and a bank's record into payments. Pure, in chunks.

What no cell shows by itself is seen here: the same month twice, more taken off than was due, two names under one
number. Every line is taken or handed back with what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular import Fault, Opened, Reading, Reject, Row, Tally

from .columns import MONEY_COLUMNS, MONTHLY, of_bank, of_ledger

FAILED = ("失败", "退票", "退回", "未成功", "不符", "撤销")


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One month and item of one worker, as a sheet says it; fen."""

    line: int
    number: str
    month: str
    item: str
    due: int
    deducted: int
    paid: int
    basis: str


class Who(msgspec.Struct, frozen=True, array_like=True):
    """A worker as a sheet names them."""

    number: str
    name: str
    phone: str
    team: str


@dataclass
class Sheet:
    """What was read of a pay sheet."""

    head: list[str] = field(default_factory=list)
    people: dict[str, Who] = field(default_factory=dict)  # identity number → who
    lines: list[Line] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unknown: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return what the lines say is owed in all, in fen."""
        return sum(x.due - x.deducted - x.paid for x in self.lines)


def ledger(file: Opened, *, on: date, known: Iterable[Line] = ()) -> Sheet:
    """Read a pay sheet. `known` are lines already taken from another upload of the same sheet.

    Raises ValueError, in the reader's words, where the file is no pay sheet.
    """
    table = tabular.read(file, of_ledger(on), one_of_them=MONEY_COLUMNS)
    months = [c.code for c in table.columns.values() if c.code.startswith(MONTHLY)]
    codes = {c.code for c in table.columns.values()}
    if "due" in codes and "month" not in codes:
        raise ValueError("文件缺少“月份”列：请加一列月份，或每月一列、列名写成 2026-05 的样子")
    if "due" in codes and months:
        raise ValueError("文件既有“应发工资”列，又有按月份的列，请只保留一种")
    sheet = Sheet(table.head, tally=table.tally, unknown=table.unknown, told=table.told)
    seen = {(x.number, x.month, x.item): x.line for x in known}
    for chunk in table.chunks():
        sheet.rejects += chunk.rejects
        for row in chunk.rows:
            lines, fault = _lines(table, row, months)
            fault = fault or _clash(table, row, lines, sheet.people, seen)
            if fault:
                sheet.rejects.append(table.reject(row, fault))
                continue
            for line in lines:
                seen[line.number, line.month, line.item] = line.line
            sheet.lines += lines
            value = row.values
            if value["number"] not in sheet.people:
                who = Who(
                    value["number"],
                    value["name"],
                    value.get("phone") or "",
                    value.get("team") or "",
                )
                sheet.people[who.number] = who
    sheet.rejects.sort(key=lambda r: r.line)
    return sheet


def _lines(table: Reading, row: Row, months: list[str]) -> tuple[list[Line], Fault | None]:
    value = row.values
    number, item = value["number"], value.get("item") or "other"
    basis = value.get("basis") or ""
    if months:
        found = [
            Line(row.line, number, code.removeprefix(MONTHLY), item, amount, 0, 0, basis)
            for code in months
            if (amount := value[code])
        ]
        if not found:
            return [], table.fault(
                row, months[0], "没有任何一个月的金额", "请填写欠付月份的金额，或删去这一行"
            )
        return found, None
    month, due = value.get("month"), value.get("due")
    if not month:
        return [], table.fault(row, "month", "没有填月份", "请写成 2026-05 的样子")
    if not due:
        return [], table.fault(row, "due", "没有填应发工资", "请填写金额，或删去这一行")
    deducted, paid = value.get("deducted") or 0, value.get("paid") or 0
    if deducted + paid > due:
        return [], table.fault(row, "paid", "扣款和已发之和超过应发", "请核对三个金额")
    return [Line(row.line, number, month, item, due, deducted, paid, basis)], None


def _clash(
    table: Reading, row: Row, lines: list[Line], people: dict[str, Who], seen: dict[Any, int]
) -> Fault | None:
    known = people.get(row.values["number"])
    if known and known.name != row.values["name"]:
        return table.fault(row, "name", f"同一证件号码前面写的是“{known.name}”", "请核对姓名或号码")
    for line in lines:
        before = seen.get((line.number, line.month, line.item))
        if before is not None:
            return table.fault(
                row,
                "month",
                f"与第{before}行是同一人、同一月、同一项目",
                "请合并为一行，或改正月份、项目",
            )
    return None


@dataclass(frozen=True)
class Paid:
    """One payment of a bank's record; fen."""

    line: int
    name: str
    number: str
    amount: int
    on: date | None
    serial: str


@dataclass
class Record:
    """What was read of a bank's record."""

    head: list[str]
    payments: list[Paid] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    failed: dict[int, Paid] = field(
        default_factory=dict
    )  # line → what the bank says did not go through
    tally: Tally = field(default_factory=Tally)
    told: list[str] = field(default_factory=list)


def bank(file: Opened, *, on: date) -> Record:
    """Read a bank's record. Raises ValueError where the file is none."""
    table = tabular.read(file, of_bank(on))
    record = Record(table.head, tally=table.tally, told=table.told)
    for chunk in table.chunks():
        record.rejects += chunk.rejects
        for row in chunk.rows:
            value = row.values
            payment = Paid(
                row.line,
                value["name"],
                value.get("number") or "",
                value["amount"],
                value.get("on"),
                value.get("serial") or "",
            )
            if any(word in (value.get("status") or "") for word in FAILED):
                record.failed[row.line] = payment
                fault = table.fault(row, "status", "银行记录为未成功", "请单位重新支付后再导入")
                record.rejects.append(table.reject(row, fault))
                continue
            record.payments.append(payment)
    return record
