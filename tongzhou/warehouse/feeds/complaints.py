"""投诉举报 — complaints and reports: exported from intake and inspection, without who complained."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, Day, Flag, Money, OneOf, Table

from .parts import CLOSED, HAPPENED, NUMBER, PEOPLE, USCC, closed_check

OUTCOMES = OneOf((("查实", "confirmed"), ("未查实", "unfounded"), ("撤回", "withdrawn"), ("移送", "transferred")))  # fmt: skip

COMPLAINTS = Table(
    name="complaints",
    title="投诉举报",
    grain="事项",
    source="本平台举报投诉、劳动保障监察",
    basis="《劳动保障监察条例》第九条、第十二条（为举报人保密）",
    purpose="三十日件数，人数，是否查实（标签）；没有投诉人信息",
    fresh_within=timedelta(days=2),
    columns=(
        NUMBER,
        USCC,
        HAPPENED,
        PEOPLE,
        Column("wages", "涉及工资", Flag(), filled=True),
        Column("owed_since", "所称拖欠起始日期", Day()),
        Column("amount_fen", "所称金额", Money(10_000_000_000)),
        CLOSED,
        Column("outcome", "结果", OUTCOMES),
    ),
    key=("number",),
    checks=(closed_check("COM1"),),
)
