"""执行、保全、破产 — files of the courts about an employer."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, Money, OneOf, Table

from .parts import BASIS_SHARE, CLOSED, HAPPENED, NUMBER, USCC, closed_check

KINDS = OneOf(
    (
        ("执行", "enforcement"),
        ("被执行", "enforcement"),
        ("财产保全", "preservation"),
        ("保全", "preservation"),
        ("破产", "bankruptcy"),
        ("负责人下落不明", "owner_missing"),
    )
)

COURT = Table(
    name="court",
    title="执行、保全、破产",
    grain="案件",
    source="人民法院",
    basis=BASIS_SHARE,
    purpose="用人单位丧失支付能力的迹象",
    fresh_within=timedelta(days=10),
    columns=(
        NUMBER,
        USCC,
        HAPPENED,
        Column("kind", "种类", KINDS, filled=True),
        Column("amount_fen", "标的额", Money(10_000_000_000)),
        CLOSED,
    ),
    key=("number",),
    checks=(closed_check("COU1"),),
)
