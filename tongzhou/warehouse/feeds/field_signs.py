"""现场迹象 — what somebody saw: an owner who cannot be reached, machines that are taken away, people who talk of stopping work."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, OneOf, Table

from .parts import BASIS_WATCH, HAPPENED, NUMBER, USCC

SIGNS = OneOf(
    (
        ("负责人失联", "owner_unreachable"),
        ("转移设备", "equipment_moved"),
        ("议论停工", "strike_talk"),
        ("计划停工", "strike_planned"),
        ("正在停工聚集", "strike_happening"),
        ("核实不属实", "unfounded"),  # the same number told again: what was seen there was nothing
    )
)

FIELD_SIGNS = Table(
    name="field_signs",
    title="现场迹象",
    grain="迹象",
    source="网格员、劳动关系协调员",
    basis=BASIS_WATCH,
    purpose="负责人失联、转移设备、停工聚集苗头；只记用人单位，不记个人",
    fresh_within=timedelta(days=10),
    columns=(NUMBER, USCC, HAPPENED, Column("sign", "迹象", SIGNS, filled=True)),
    key=("number",),
)
