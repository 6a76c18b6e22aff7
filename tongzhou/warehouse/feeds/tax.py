"""纳税 — returns by employer and quarter: due, paid, and whether nothing was declared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tongzhou.columns.declare import Check, Column, Flag, Table

from .parts import BASIS_WATCH, DUE, MONTH, PAID, USCC, paid_check


def zero_but_due(c: Any) -> Any:
    """Say where a return of nothing owes something."""
    return c.zero_return & (c.due_fen > 0)


TAX = Table(
    name="tax",
    title="纳税申报与缴纳",
    grain="用人单位 × 申报期",
    source="税务机关",
    basis=f"{BASIS_WATCH}第二款",
    purpose="欠税、零申报期数；不接收申报明细",
    fresh_within=timedelta(days=35),
    every=3,  # a quarter, told under its last month
    columns=(USCC, MONTH, DUE, PAID, Column("zero_return", "零申报", Flag(), filled=True)),
    key=("uscc", "month"),
    checks=(
        paid_check("TAX1"),
        Check(
            "TAX2", "zero_return", zero_but_due, "零申报而有应缴税额", "请核对应缴税额和是否零申报"
        ),
    ),
    sums=("due_fen", "paid_fen"),
)
