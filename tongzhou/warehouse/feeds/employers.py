"""用人单位名册 — who is watched: exported from the register of employers."""

from __future__ import annotations

from tongzhou.columns.declare import Column, RegionCode, Table, Text, Whole

from .parts import USCC

EMPLOYERS = Table(
    name="employers",
    title="用人单位名册",
    grain="用人单位",
    source="本平台用人单位登记",
    basis="《劳动合同法》第七条、本平台登记",
    purpose="指标的范围，地区和行业",
    periodic=False,
    columns=(
        USCC,
        Column("name", "名称", Text(), filled=True),
        Column("county", "所在旗县", RegionCode((6,)), filled=True),
        Column("industry", "行业", Text(8)),
        Column("headcount", "职工人数", Whole(0, 1_000_000, "人")),
    ),
    key=("uscc",),
)
