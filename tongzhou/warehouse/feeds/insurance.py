"""社会保险缴费 — contributions by employer and month, and by insured person where the agency shares that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tongzhou.columns.declare import Check, Column, Money, Table, Whole

from .parts import BASIS_SHARE, DUE, MONTH, PAID, USCC, WORKER, paid_check


def nobody_but_due(c: Any) -> Any:
    """Say where something is due for nobody."""
    return (c.heads == 0) & (c.due_fen > 0)


INSURANCE = Table(
    name="insurance",
    title="社会保险缴费（单位）",
    grain="用人单位 × 月",
    source="社会保险经办机构、税务机关",
    basis=f"《社会保险法》第七十七条；{BASIS_SHARE}",
    purpose="参保人数变化，欠缴月数，备案率的分母",
    fresh_within=timedelta(days=45),
    columns=(
        USCC,
        MONTH,
        Column("heads", "参保人数", Whole(0, 1_000_000, "人"), filled=True, aliases=("缴费人数",)),
        Column(
            "base_fen", "缴费基数总额", Money(10_000_000_000), filled=True, aliases=("缴费基数",)
        ),
        DUE,
        PAID,
    ),
    key=("uscc", "month"),
    checks=(
        paid_check("INS1"),
        Check("INS2", "heads", nobody_but_due, "参保人数为零而有应缴金额", "请核对参保人数"),
    ),
    sums=("heads", "due_fen", "paid_fen"),
)
INSURANCE_PEOPLE = Table(
    name="insurance_people",
    title="社会保险缴费（个人）",
    grain="参保人 × 月",
    source="社会保险经办机构",
    basis=f"《社会保险法》第七十七条；{BASIS_SHARE}",
    purpose="与用工备案、工资核对是否应保未保",
    fresh_within=timedelta(days=45),
    columns=(USCC, WORKER, MONTH, Column("base_fen", "缴费基数", Money(), filled=True), PAID),
    key=("uscc", "worker", "month"),
    sums=("base_fen", "paid_fen"),
)
