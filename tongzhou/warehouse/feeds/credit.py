"""信用处理 — listing and grading decisions about an employer: sent by the keeper of data until a line of our own tells them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tongzhou.columns.declare import Check, Column, Day, Table, Text

from .parts import HAPPENED, NUMBER, USCC


def ends_before(c: Any) -> Any:
    """Say where a decision ends before it was made."""
    return c.until < c.happened_on


CREDIT = Table(
    name="credit",
    title="信用处理",
    grain="决定",
    source="人社部门（劳动保障监察）、发展改革部门",
    basis="《保障农民工工资支付条例》第四十八条",
    purpose="失信联合惩戒名单、守法诚信等级",
    fresh_within=timedelta(days=2),
    columns=(
        NUMBER,
        USCC,
        HAPPENED,
        Column("kind", "种类", Text(40), filled=True),
        Column("until", "有效期至", Day()),
    ),
    key=("number",),
    checks=(Check("CRE1", "until", ends_before, "有效期早于决定日期", "请核对两个日期"),),
)
