"""名单 — workers from a sheet: name, phone, identity number, amount; each mistake said with its row, nothing half taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tongzhou.procedure.workbook import MOST_BYTES as MOST_BYTES
from tongzhou.procedure.workbook import lines_of, text
from tongzhou.registry import identity, naming, working
from tongzhou.registry.models import Worker

MOST = 2000
HEADS = {
    "name": ("姓名", "名字", "投诉人", "劳动者"),
    "phone": ("手机号", "手机", "电话", "联系电话", "联系方式"),
    "id_number": ("身份证号", "身份证号码", "证件号码", "身份证"),
    "amount": ("金额", "欠薪金额", "拖欠金额", "欠多少"),
}


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


def read(name: str, content: bytes, *, on: date) -> Read:
    """Read a list. Mistakes come back as sentences with the row; a list with mistakes has no people."""
    found = Read()
    try:
        lines = lines_of(name, content, most=MOST)
    except ValueError as error:
        found.rejects.append(str(error))
        return found
    where = _columns(lines[0])
    if "name" not in where:
        found.rejects.append("第 1 行：没有“姓名”一列，请在第一行写列名")
        return found
    for number, line in enumerate(lines[1:], start=2):
        cells = {code: text(line[i]).strip() for code, i in where.items() if i < len(line)}
        if not any(cells.values()):
            continue
        try:
            found.people.append(_listed(cells, on))
        except ValueError as error:
            found.rejects.append(f"第 {number} 行：{error}")
    if found.rejects:
        found.people = []
    elif not found.people:
        found.rejects.append("名单里没有人")
    return found


def _columns(head: list[Any]) -> dict[str, int]:
    written = ["".join(text(cell).split()) for cell in head]
    return {
        code: next(i for i, w in enumerate(written) if w in names)
        for code, names in HEADS.items()
        if any(w in names for w in written)
    }


def _listed(cells: dict[str, str], on: date) -> Listed:
    name = naming.tidy_name(cells.get("name", ""))
    if not name or len(name) > 60:
        raise ValueError("请填写姓名（60 字以内）")
    phone = cells.get("phone", "")
    try:
        phone = identity.check_phone(phone) if phone else ""
    except identity.NotAPhone as error:
        raise ValueError(str(error)) from error
    number = cells.get("id_number", "")
    number = working.check_number(number, Worker.IdKind.RESIDENT, on=on) if number else ""
    return Listed(name, phone, number, fen(cells.get("amount", "")))


def fen(typed: str) -> int:
    """Return an amount in fen. Raises ValueError in the reader's words."""
    plain = typed.replace(",", "").replace("，", "").replace("¥", "").replace("元", "").strip()
    if not plain:
        return 0
    try:
        yuan = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("金额请只写数字，例如 8000.00") from error
    if not yuan.is_finite() or yuan < 0 or yuan > 10**9:
        raise ValueError("金额不能是负数，也不能超过十亿元")
    return int((yuan * 100).to_integral_value(rounding="ROUND_HALF_UP"))
