"""单元格 — reading what people type into a sheet: heads, amounts, days, yes and no. Pure.

Whatever cannot be read becomes a fault: where it stands, what stood there (masked), the rule, how to mend it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from tongzhou.procedure.workbook import text
from tongzhou.registry.sealing import mask_id_number, mask_phone

DAY = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(\s+00:00(:00)?)?$")
PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
SERIAL = re.compile(r"^\d{5}$")  # how a sheet counts days, where the cell lost its format
FIRST_SERIAL = date(1899, 12, 30)
ROUNDED = re.compile(r"^\d(\.\d+)?E\+\d+$", re.IGNORECASE)  # 1.50221E+17: the last digits are gone
NOISE = Decimal("0.000001")  # what a formula leaves behind the second place
MOST_YUAN = Decimal(100_000_000)
YES, NO = {"是", "有", "√", "✓", "1", "y", "yes"}, {"", "否", "无", "×", "0", "n", "no"}
HEADS_WITHIN = 10  # rows at the top in which the head is looked for
NUMBER, PHONE = "证件号码", "手机号"
MASKS = {NUMBER: mask_id_number, PHONE: mask_phone}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell of a line."""

    column: str
    shown: str
    rule: str
    mend: str


class Wrong(ValueError):
    """A cell cannot be read: the rule, and how to mend it."""

    def __init__(self, rule: str, mend: str) -> None:
        super().__init__(rule)
        self.rule, self.mend = rule, mend


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was uploaded: its columns, and the lines that are not blank by their number."""

    head: tuple[str, ...]
    lines: tuple[tuple[int, dict[str, str]], ...]


def tidy(value: str) -> str:
    """Return a text in half width without blanks at its ends."""
    return unicodedata.normalize("NFKC", value).strip()


def label(value: Any) -> str:
    """Return the head of a column without marks, blanks and unit: “*加班工资（元）” is 加班工资."""
    plain = "".join(text(value).split()).strip("*＊")
    return re.sub(r"[（(]元[)）]$", "", plain)


def sheet_of(lines: Sequence[Sequence[Any]], needed: Sequence[str]) -> Sheet:
    """Find the head of a sheet and read the lines under it.

    A title above the head is passed over; a head of two rows, with the heads of claim under one merged
    cell, is read as one. Raises ValueError, in the reader's words, where the needed columns are not there.
    """
    for n, line in enumerate(lines[:HEADS_WITHIN]):
        head = [label(v) for v in line]
        if not any(column in head for column in needed):
            continue
        below = lines[n + 1] if n + 1 < len(lines) else []
        under = [label(v) for v in below]
        two = not any(under[i] for i, name in enumerate(head) if i < len(under) and name in needed)
        two = two and any(under) and not any(c.isdigit() for c in "".join(under))
        if two:
            wide = max(len(head), len(under))
            head += [""] * (wide - len(head))
            under += [""] * (wide - len(under))
            head = [low or high for high, low in zip(head, under, strict=True)]
        missing = [column for column in needed if column not in head]
        if missing:
            raise ValueError(f"文件缺少“{'”“'.join(missing)}”列，请用下载的模板填写")
        doubled = {name for name in head if name and head.count(name) > 1}
        if doubled:
            raise ValueError(f"“{'”“'.join(sorted(doubled))}”列出现了两次，请删去多余的列")
        return Sheet(tuple(x for x in head if x), tuple(_below(lines, n + 1 + two, head)))
    raise ValueError(f"没有找到表头：请保留“{'”“'.join(needed)}”列，或用下载的模板填写")


def _below(
    lines: Sequence[Sequence[Any]], first: int, head: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    found = []
    for n, line in enumerate(lines[first:], start=first + 1):
        cells = {name: _cell(v) for name, v in zip(head, line, strict=False) if name}
        if any(cells.values()):
            found.append((n, cells))
    return found


def _cell(value: Any) -> str:
    if isinstance(value, float) and abs(value) >= 10**15:  # a sheet keeps fifteen digits
        return f"{value:.5E}"
    return text(value).strip()


def fen(value: str) -> int:
    """Return an amount typed in yuan as whole fen; 0 for nothing. Raises Wrong."""
    plain = tidy(value)
    if plain.startswith("="):
        raise Wrong("是公式文字，不是金额", "请粘贴为数值，如 12345.60")
    plain = plain.replace(",", "").replace(" ", "").strip("¥￥").removesuffix("元")
    if not plain or plain in {"-", "—", "/", "无"}:
        return 0
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise Wrong("不是金额", "只填数字，单位为元，如 12345.60") from None
    if not amount.is_finite():
        raise Wrong("不是金额", "只填数字，单位为元，如 12345.60")
    if amount < 0:
        raise Wrong("金额不能为负数", "没有这项请求的留空")
    if amount > MOST_YUAN:
        raise Wrong("金额超过一亿元", "请核对小数点和单位，单位为元")
    exact = amount.quantize(Decimal("0.01"))
    if abs(exact - amount) > NOISE:
        raise Wrong("金额的小数多于两位", "请保留到分，如 12345.60")
    return int(exact * 100)


def day(value: str) -> date | None:
    """Return a day as people write it; None for nothing. Raises Wrong."""
    plain = tidy(value)
    if not plain:
        return None
    if SERIAL.match(plain):
        return FIRST_SERIAL + timedelta(days=int(plain))
    found = DAY.match(plain) or PACKED.match(plain)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Wrong("不是日历上的日期", "请核对年月日") from None
    raise Wrong("不是日期", "请写成 2018-08-20 的样子")


def yes(value: str) -> bool:
    """Return whether a cell says yes. Raises Wrong."""
    plain = tidy(value).lower()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Wrong("应填“是”或留空", "提出这项请求的填“是”")


def masked(column: str, value: str) -> str:
    """Return a cell as a screen may show it."""
    mask = MASKS.get(column)
    return mask(tidy(value)) if mask else value


def kept(column: str, typed: str, before: str) -> str:
    """Return what a cell says after mending: a masked value that was left alone stays what it was."""
    return before if column in MASKS and typed and typed == masked(column, before) else typed
