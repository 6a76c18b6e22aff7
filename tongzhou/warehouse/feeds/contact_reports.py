"""定点联系 — the monthly report of a contact employer, gathered by its coordinator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tongzhou.columns.declare import Check, Column, Day, Money, Table, Whole

from .parts import MONTH, USCC


def arrears_without_day(c: Any) -> Any:
    """Say where arrears are told and nobody says since when."""
    return (c.arrears_people > 0) & c.arrears_since.is_null()


def more_layoffs_than_heads(c: Any) -> Any:
    """Say where more are to go than there are."""
    return c.layoffs_planned > c.heads


CONTACT_REPORTS = Table(
    name="contact_reports",
    title="定点联系单位月报",
    grain="用人单位 × 月",
    source="劳动关系协调员、网格员",
    basis="《劳动合同法》第四十一条（裁减人员报告）；试点方案第三部分第二项（定点联系、监测）",
    purpose="生产经营、拟裁减人员、预计拖欠",
    fresh_within=timedelta(days=10),
    columns=(
        USCC,
        MONTH,
        Column("heads", "在岗人数", Whole(0, 1_000_000, "人"), filled=True),
        Column("output_fen", "当月产值", Money(10_000_000_000)),
        Column("layoffs_planned", "拟裁减人数", Whole(0, 1_000_000, "人"), filled=True),
        Column("arrears_people", "被拖欠工资人数", Whole(0, 1_000_000, "人"), filled=True),
        Column("arrears_fen", "拖欠金额", Money(10_000_000_000)),
        Column("arrears_since", "最早拖欠日期", Day(), past=True),
    ),
    key=("uscc", "month"),
    checks=(
        Check(
            "CON1",
            "arrears_since",
            arrears_without_day,
            "有拖欠而无最早拖欠日期",
            "请填写最早一笔应付未付的日期",
        ),
        Check(
            "CON2",
            "layoffs_planned",
            more_layoffs_than_heads,
            "拟裁减人数多于在岗人数",
            "请核对两个人数",
        ),
    ),
    sums=("arrears_fen",),
)
