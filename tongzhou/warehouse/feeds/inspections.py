"""监察检查 — visits and investigations: exported with how an employer came to be chosen, for only what was drawn by lot is unbiased."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, Flag, Table, Whole

from .parts import CLOSED, HAPPENED, NUMBER, USCC, closed_check

INSPECTIONS = Table(
    name="inspections",
    title="劳动保障监察检查",
    grain="检查",
    source="本平台劳动保障监察、双随机抽查",
    basis="《劳动保障监察条例》第十条、第十一条",
    purpose="检查结果（标签）；抽中概率用于校正选择偏差",
    fresh_within=timedelta(days=2),
    columns=(
        NUMBER,
        USCC,
        HAPPENED,
        Column("drawn", "随机抽中", Flag(), filled=True),
        Column("chance_ppm", "抽中概率（百万分之几）", Whole(0, 1_000_000)),
        Column("found", "发现违法", Flag()),
        CLOSED,
    ),
    key=("number",),
    checks=(closed_check("SPE1"),),
)
