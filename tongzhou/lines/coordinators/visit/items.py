"""走访要点、送政策 — what a coordinator looks at on a visit, and which policies are handed over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One line of the checklist: what to ask, in a few words. A code never changes its meaning."""

    code: str
    label: str
    look: str


POINTS: tuple[Point, ...] = (
    Point("V1", "劳动合同", "人数、签订和续签，有无新进未签"),
    Point("V2", "工资支付", "最近一次发薪日，是否足额"),
    Point("V3", "社会保险", "是否按月缴纳，有无停缴"),
    Point("V4", "工时和休假", "加班、轮休、年休假"),
    Point("V5", "规章制度和民主程序", "新订、修改是否经职工讨论、公示"),
    Point("V6", "工会和集体协商", "工会、职代会、集体合同是否在期"),
    Point("V7", "生产经营", "开工、订单、用工变化"),
)
POLICIES: dict[str, str] = {
    "contract": "劳动合同和用工备案",
    "wages": "工资支付和工资保障",
    "insurance": "社会保险",
    "hours": "工时和休息休假",
    "protection": "女职工和未成年工保护",
    "dispute": "调解、仲裁的途径",
    "support": "稳岗、用工补贴",
    "platform": "新就业形态劳动者权益",
}
BY_CODE = {p.code: p for p in POINTS}


def name_of(code: str) -> str:
    """Return what a point is called; its code where it is not known any more."""
    return BY_CODE[code].label if code in BY_CODE else code
