"""劳动用工备案 — contracts as they were filed: exported from the register of declared employment."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import Check, Column, Day, Table, Text

from .parts import USCC, WORKER


def ends_early(c: Any) -> Any:
    """Say where a contract ends before it begins."""
    return c.ends_on < c.starts_on


FILINGS = Table(
    name="filings",
    title="劳动用工备案",
    grain="劳动合同",
    source="本平台劳动用工备案",
    basis="《劳动合同法》第七条；劳动用工备案制度（人社部发〔2006〕46号，未核）",
    purpose="备案率、签订率、试用期、重复短期合同",
    periodic=False,
    columns=(
        Column("contract", "备案号", Text(60), filled=True),
        USCC,
        WORKER,
        Column("starts_on", "起始日期", Day(), filled=True),
        Column("ends_on", "期满日期", Day()),
        Column("ended_on", "解除或者终止日期", Day()),
    ),
    key=("contract",),
    checks=(Check("FIL1", "ends_on", ends_early, "期满日期早于起始日期", "请核对两个日期"),),
)
