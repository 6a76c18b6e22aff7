"""批次的说法 — the faults of a delivery by their number, in words, without the engine: for pages and commands."""

from __future__ import annotations

from collections.abc import Iterator

from .declare import Level, Table
from .deliveries import is_reconciled
from .models import Delivery

MOST_TOLD = 12  # faults that a command says


def told(table: Table, delivery: Delivery) -> list[tuple[str, str, int]]:
    """Return code, words and number of rows of each fault and remark of a delivery, the most frequent first."""
    found = [(code, words_of(table, code), int(n)) for code, n in delivery.counts.items()]
    return sorted(found, key=lambda one: -one[2])


def account(table: Table, delivery: Delivery) -> Iterator[str]:
    """Yield what came of a delivery, line by line, as a command says it."""
    why = f"（{delivery.why}）" if delivery.why else ""
    yield f"批次 {delivery.number}：{delivery.get_state_display()}{why}"
    yield (
        f"报送 {delivery.sent:,} 行 = 入库 {delivery.landed:,} + 退回 {delivery.rejected:,}"
        f" + 重复 {delivery.duplicate:,}（{'已对平' if is_reconciled(delivery) else '没有对平'}）"
    )
    for code, words, n in told(table, delivery)[:MOST_TOLD]:
        yield f"  {n:>9,}  {code:10} {words}"


def words_of(table: Table, code: str) -> str:
    """Return what a code that was counted means, in a few words; a remark says that it is one."""
    for check in table.every_check:
        if check.code == code:
            return check.says if check.level is Level.REJECT else f"{check.says}（提示）"
    if code == "beyond":
        return "单元格比表头多"
    try:
        label = table[code[:-1]].label
    except KeyError:
        return code
    return f"“{label}”没有填" if code.endswith("?") else f"“{label}”不符合格式"
