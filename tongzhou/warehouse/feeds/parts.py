"""Columns and checks that several feeds have."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import (
    Check,
    Column,
    CreditCode,
    Day,
    IdNumber,
    Money,
    Month,
    Text,
    Whole,
)

USCC = Column(
    "uscc", "统一社会信用代码", CreditCode(), filled=True, aliases=("信用代码", "社会信用代码")
)
WORKER = Column(
    "worker", "公民身份号码", IdNumber(), filled=True, aliases=("身份证号", "身份证号码"), note="入库前换成假名，数据湖中没有号码"
)  # fmt: skip
MONTH = Column("month", "所属月份", Month(), filled=True, aliases=("月份", "费款所属期"))
DUE = Column("due_fen", "应缴金额", Money(), filled=True, aliases=("应缴",))
PAID = Column("paid_fen", "实缴金额", Money(), filled=True, aliases=("实缴",))
NUMBER = Column("number", "编号", Text(60), filled=True, aliases=("案号", "案件编号"))
HAPPENED = Column(
    "happened_on", "发生日期", Day(), filled=True, aliases=("立案日期", "收到日期"), past=True
)
CLOSED = Column("closed_on", "办结日期", Day(), past=True)
PEOPLE = Column("people", "涉及人数", Whole(0, 100_000, "人"), filled=True, aliases=("人数",))
BASIS_WATCH = "《保障农民工工资支付条例》第三十八条"
BASIS_SHARE = "《政务数据共享条例》第十四条（有条件共享，须与提供单位约定用途）"


def paid_above_due(c: Any) -> Any:
    """Say where more was paid than was due."""
    return c.paid_fen > c.due_fen


def closed_before(c: Any) -> Any:
    """Say where something ended before it began."""
    return c.closed_on < c.happened_on


def paid_check(code: str) -> Check:
    """Return the check that no more was paid than was due."""
    return Check(
        code,
        "paid_fen",
        paid_above_due,
        "实缴金额大于应缴金额",
        "请核对两列是否颠倒；补缴以往月份的，按以往月份另报一行",
    )


def closed_check(code: str) -> Check:
    """Return the check that nothing ended before it began."""
    return Check(code, "closed_on", closed_before, "办结日期早于发生日期", "请核对两个日期")
