"""工程项目 — what the wage platform says of a building project each month: account, deposit, real names, pay."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, Flag, Table, Text

from .parts import BASIS_WATCH, MONTH, USCC

PROJECTS = Table(
    name="projects",
    title="工程项目工资制度",
    grain="工程项目 × 月",
    source="农民工工资支付监控预警平台",
    basis=f"{BASIS_WATCH}第一款；第二十六条（专用账户）、第二十八条（实名制）、第三十二条（工资保证金）",
    purpose="制度缺项，未按月足额支付",
    fresh_within=timedelta(days=15),
    columns=(
        Column("project", "项目编码", Text(40), filled=True),
        USCC,
        MONTH,
        Column("account", "已开设工资专用账户", Flag()),
        Column("deposit", "已存储工资保证金", Flag()),
        Column("real_name", "已实行实名制", Flag()),
        Column("monthly_pay", "当月足额支付", Flag()),
    ),
    key=("project", "month"),
)
