"""名单 — workers from a sheet: name, phone, identity number, amount; each mistake said with its row, nothing half taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from tongzhou.procedure import tabular
from tongzhou.procedure.tabular.cells import plain
from tongzhou.registry import identity, naming, sealing, working
from tongzhou.registry.models import Worker

MOST = 5000
MOST_BYTES = 10 << 20


@dataclass(frozen=True)
class Listed:
    """One worker of a list; amount in fen."""

    name: str
    phone: str = ""
    id_number: str = ""
    amount: int = 0


@dataclass
class Read:
    """What a list says: its people, or what is wrong with it."""

    people: list[Listed] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)


def person(value: Any) -> str:
    """Read the name of a person; Mongolian names keep their middle dot."""
    typed: str = tabular.words(60)(value)
    return naming.tidy_name(typed)


def phone(value: Any) -> str:
    """Read a phone."""
    typed = plain(value)
    try:
        return identity.check_phone(typed) if typed else ""
    except identity.NotAPhone as error:
        raise tabular.Wrong(str(error).rstrip("。"), "请填 11 位手机号") from error


def number_on(on: date) -> Callable[[Any], str]:
    """Return a reader of identity numbers as of a day."""

    def reader(value: Any) -> str:
        typed: str = tabular.words(20)(value)
        if not typed:
            return ""
        try:
            return working.check_number(typed, Worker.IdKind.RESIDENT, on=on)
        except ValueError as error:
            raise tabular.Wrong(str(error).rstrip("。"), "请对照身份证改正") from error

    return reader


def columns(on: date) -> tuple[tabular.Column, ...]:
    """Return the columns of a list of workers."""
    return (
        tabular.Column("name", "姓名", person, ("名字", "投诉人", "劳动者"), needed=True, filled=True, mask=sealing.mask_name),
        tabular.Column("phone", "手机号", phone, ("手机", "电话", "联系电话"), mask=sealing.mask_phone),
        tabular.Column("id_number", "身份证号", number_on(on), ("身份证号码", "证件号码", "身份证"), mask=sealing.mask_id_number),
        tabular.Column("amount", "金额", tabular.money(), ("欠薪金额", "拖欠金额", "欠多少")),
    )  # fmt: skip


def read(name: str, file: BinaryIO, *, on: date) -> Read:
    """Read a list. Mistakes come back as sentences with the row; a list with mistakes has no people."""
    found = Read()
    limits = tabular.Limits(file_bytes=MOST_BYTES, rows=MOST + 20)
    try:
        table = tabular.read(tabular.opened(name, file, limits), columns(on))
        for chunk in table.chunks():
            found.rejects += [
                f"第 {r.line} 行：{'；'.join(map(str, r.faults))}" for r in chunk.rejects
            ]
            found.people += [
                Listed(
                    r.values["name"],
                    r.values.get("phone") or "",
                    r.values.get("id_number") or "",
                    r.values.get("amount") or 0,
                )
                for r in chunk.rows
            ]
    except ValueError as error:
        found.rejects.append(str(error))
    if len(found.people) > MOST:
        found.rejects.append(f"名单超过 {MOST} 人，请分开上传")
    if found.rejects:
        found.people, found.rejects = [], found.rejects[:50]
    elif not found.people:
        found.rejects.append("名单里没有人")
    return found
