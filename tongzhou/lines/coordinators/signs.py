"""风险苗头 — what a coordinator may notice, each with the indicator of the warning catalogue it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SignCode = Literal[
    "wages",
    "insurance",
    "output",
    "layoff",
    "owner",
    "equipment",
    "gathering",
    "dispute",
    "accident",
    "other",
]
Urgency = Literal["一般", "较急", "紧急", "正在发生"]
URGENCIES: tuple[str, ...] = ("一般", "较急", "紧急", "正在发生")


@dataclass(frozen=True)
class Sign:
    """One kind of sign, in the words of the form."""

    code: str
    label: str
    look: str  # what it looks like from the outside
    indicator: str  # of the catalogue of warning indicators; "" where it has none


SIGNS: tuple[Sign, ...] = (
    Sign("wages", "拖欠、迟发工资", "过了发薪日未发、只发一部分、打白条", "W1"),
    Sign("insurance", "欠缴、停缴社会保险", "职工反映查不到缴费、单位停缴", "S1"),
    Sign("output", "停产、半停产、关闭", "生产线停工、订单骤减、搬迁", "U1"),
    Sign("layoff", "裁员、集中解除合同", "酝酿裁员、集中放假待岗", "B1"),
    Sign("owner", "负责人失联", "联系不上负责人，家属、合伙人也不知去向", "E1"),
    Sign("equipment", "转移设备", "设备、存货外运，厂房清空", "E1"),
    Sign("gathering", "停工、聚集、上访的苗头", "职工串联、扬言停工或上访", "G1"),
    Sign("dispute", "集体争议", "十人以上、有共同请求的争议", "C1"),
    Sign("accident", "工伤、职业病纠纷", "未认定、未赔付引起的纠纷", ""),
    Sign("other", "其他", "不好归类的，写明情况", ""),
)
BY_CODE = {s.code: s for s in SIGNS}


def name_of(code: str) -> str:
    """Return what a sign is called; its code where it is not known any more."""
    return BY_CODE[code].label if code in BY_CODE else code


def names_of(codes: tuple[str, ...]) -> str:
    """Return several signs in words."""
    return "、".join(name_of(c) for c in codes)


def is_urgent(urgency: str) -> bool:
    """Say whether the chief must look at it within hours."""
    return urgency in ("紧急", "正在发生")
