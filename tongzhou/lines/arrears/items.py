"""工资项目 — of what a month's wages are made, and what the columns of a pay sheet are called.

保障农民工工资支付条例 15: the ledger says pay period, items and amount due, deductions, amount paid.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item of wages. `names` are the heads under which sheets of building sites carry it."""

    code: str
    label: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.label


ITEMS: dict[str, Item] = {
    i.code: i
    for i in (
        Item("time", "计时工资", ("基本工资", "日工资", "点工", "点工工资", "计日工")),
        Item("piece", "计件工资", ("包工", "包工工资", "工程量工资", "平方工资")),
        Item("overtime", "加班工资", ("加班费", "加班")),
        Item("bonus", "奖金", ("奖励", "绩效")),
        Item("allowance", "津贴、补贴", ("津贴", "补贴", "高温津贴", "生活费", "伙食补助")),
        Item(
            "other",
            "其他工资",
            ("其他", "其它", "应发工资", "应发金额", "工资", "工资合计", "合计"),
        ),
    )
}


def item(code: str) -> Item:
    """Return an item of wages. Raises ValueError for one that is unknown."""
    if code not in ITEMS:
        raise ValueError(
            f"没有“{code}”这一工资项目，请选 {'、'.join(i.label for i in ITEMS.values())}"
        )
    return ITEMS[code]
