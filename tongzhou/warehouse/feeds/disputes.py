"""劳动争议 — arbitration and mediation: exported from these lines, without names."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, Flag, Money, OneOf, Table

from .parts import CLOSED, HAPPENED, NUMBER, PEOPLE, USCC, closed_check

OUTCOMES = OneOf((("支持", "confirmed"), ("驳回", "unfounded"), ("调解", "settled"), ("撤回", "withdrawn")))  # fmt: skip

DISPUTES = Table(
    name="disputes",
    title="劳动争议",
    grain="案件",
    source="本平台劳动争议仲裁、调解",
    basis="《劳动争议调解仲裁法》第七条、第八条",
    purpose="三十日件数和人数，结果（标签）",
    fresh_within=timedelta(days=2),
    columns=(
        NUMBER,
        USCC,
        HAPPENED,
        PEOPLE,
        Column("wages", "涉及工资", Flag()),
        Column("amount_fen", "请求金额", Money(10_000_000_000)),
        CLOSED,
        Column("outcome", "结果", OUTCOMES),
    ),
    key=("number",),
    checks=(closed_check("DIS1"),),
)
