"""工资支付 — pay by worker and month, of banks and the wage platform: who was owed how much, and who got it when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tongzhou.columns.declare import Check, Column, Day, Money, Table

from .parts import BASIS_WATCH, MONTH, USCC, WORKER


def paid_without_day(c: Any) -> Any:
    """Say where something was paid and nobody says when."""
    return (c.paid_fen > 0) & c.paid_on.is_null()


def more_than_due(c: Any) -> Any:
    """Say where more was paid than was due."""
    return c.paid_fen > c.due_fen


def due_before_month(c: Any) -> Any:
    """Say where pay was due before the month of work began."""
    return c.due_on < c.month


PAYROLL = Table(
    name="payroll",
    title="工资支付",
    grain="劳动者 × 月",
    source="代发银行、农民工工资支付监控预警平台",
    basis=BASIS_WATCH,
    purpose="发现拖欠：欠薪时长、人数、金额，迟发天数",
    fresh_within=timedelta(days=25),
    columns=(
        USCC,
        WORKER,
        MONTH,
        Column("due_on", "应付日期", Day(), filled=True, aliases=("约定支付日",)),
        Column("due_fen", "应发工资", Money(), filled=True, aliases=("应发",)),
        Column("paid_fen", "实发工资", Money(), filled=True, aliases=("实发",)),
        Column("paid_on", "实际支付日期", Day(), aliases=("发放日期",), past=True),
    ),
    key=("uscc", "worker", "month"),
    checks=(
        Check(
            "PAY1",
            "paid_on",
            paid_without_day,
            "有实发工资而无支付日期",
            "请填写最后一笔的支付日期",
        ),
        Check(
            "PAY2",
            "paid_fen",
            more_than_due,
            "实发工资大于应发工资",
            "补发以往月份的，按以往月份另报一行",
        ),
        Check(
            "PAY3", "due_on", due_before_month, "应付日期早于所属月份", "请核对所属月份和应付日期"
        ),
    ),
    sums=("due_fen", "paid_fen"),
)
