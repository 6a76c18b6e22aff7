"""群体性事件 — collective incidents about labour: sent by the keeper of data until a line of our own tells them, without names."""

from __future__ import annotations

from datetime import timedelta

from tongzhou.columns.declare import Column, Table, Text

from .parts import CLOSED, HAPPENED, NUMBER, PEOPLE, USCC, closed_check

INCIDENTS = Table(
    name="incidents",
    title="劳动关系群体性事件",
    grain="事件",
    source="人社部门、信访、公安",
    basis="《保障农民工工资支付条例》第三十八条；《突发事件应对法》",
    purpose="结果（标签）",
    fresh_within=timedelta(days=2),
    columns=(NUMBER, USCC, HAPPENED, PEOPLE, Column("kind", "种类", Text(40), filled=True), CLOSED),
    key=("number",),
    checks=(closed_check("INC1"),),
)
