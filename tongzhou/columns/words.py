"""批次的说法 — the faults of a delivery by their number, in words, without the engine: for pages and commands."""

from __future__ import annotations

from .declare import Level, Table
from .models import Delivery


def told(table: Table, delivery: Delivery) -> list[tuple[str, str, int]]:
    """Return code, words and number of rows of each fault and remark of a delivery, the most frequent first."""
    found = [(code, words_of(table, code), int(n)) for code, n in delivery.counts.items()]
    return sorted(found, key=lambda one: -one[2])


def words_of(table: Table, code: str) -> str:
    """Return what a code that was counted means, in a few words; a remark says that it is one."""
    for check in table.checks:
        if check.code == code:
            return check.says if check.level is Level.REJECT else f"{check.says}（提示）"
    if code == "beyond":
        return "单元格比表头多"
    try:
        label = table[code[:-1]].label
    except KeyError:
        return code
    return f"“{label}”没有填" if code.endswith("?") else f"“{label}”不符合格式"
