"""水电燃气 — what a meter read and what was paid, by employer and month; each supplier sends its own rows."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, OneOf, Table, Whole

from .parts import BASIS_WATCH, DUE, MONTH, PAID, USCC, paid_check

KINDS = OneOf((("电", "power"), ("用电", "power"), ("水", "water"), ("用水", "water"), ("燃气", "gas"), ("气", "gas")))  # fmt: skip

UTILITIES = Table(
    name="utilities",
    title="水电燃气",
    grain="用人单位 × 月 × 种类",
    source="供电、供水、燃气企业",
    basis=f"{BASIS_WATCH}第二款",
    purpose="与上年同月相比的下降（扣除同地区同行业共同下降），欠费月数",
    fresh_within=timedelta(days=25),
    columns=(
        USCC,
        MONTH,
        Column("kind", "种类", KINDS, filled=True),
        Column(
            "quantity",
            "用量",
            Whole(0, 10_000_000_000),
            filled=True,
            note="电为千瓦时，水、气为立方米，取整",
        ),
        DUE,
        PAID,
    ),
    key=("uscc", "month", "kind"),
    checks=(paid_check("UTI1"),),
    sums=("quantity", "due_fen", "paid_fen"),
)
