"""新就业形态情形判断 — from facts stated to one of three situations, with reasons. 人社部发〔2021〕56号; 人社厅发〔2023〕6号.

The papers name the three situations and no arithmetic; what weighs how much here is the house's reading and marked
as unverified. The outcome is a proposal: whether a labour relation exists is decided by arbitration or court.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tongzhou.law import Amount
from tongzhou.lines.filing.instruments import PART_TIME_PAY, PLATFORM

LABOUR_FROM, MANAGED_FROM = 6, 2


@dataclass(frozen=True)
class Asked:
    """One question about the facts: what it is, what yes adds, what it shows."""

    code: str
    question: str
    points: int
    shows: str


QUESTIONS: tuple[Asked, ...] = (
    Asked("attendance", "是否必须按企业安排的时间、地点上线或到岗，迟到缺勤要受处罚", 3, "工作时间地点由企业支配"),
    Asked("no_refusal", "派单是否不能拒绝，拒单会被扣款、降级或停派", 2, "没有拒绝派单的自由"),
    Asked("discipline", "企业是否用规章制度、考核奖惩管理劳动过程", 2, "接受企业劳动管理"),
    Asked("price", "单价、抽成是否由企业单方面定", 1, "报酬由企业单方确定"),
    Asked("dependence", "收入是否主要来自这家企业", 1, "经济上依赖企业"),
    Asked("pay_cycle", "报酬是否由企业按固定周期发放", 1, "报酬由企业定期发放"),
    Asked("business", "所做的是否是这家企业的主要业务", 1, "劳动是企业业务的组成部分"),
    Asked("exclusive", "是否不许同时为其他平台工作", 2, "不能为他人工作"),
)  # fmt: skip
LABELS = {
    "labour": "确立劳动关系情形：应当订立劳动合同",
    "managed": "不完全符合确立劳动关系情形：应当订立书面协议，适用劳动基准指引",
    "civil": "个人依托平台自主经营：按照民事法律调整",
}


@dataclass(frozen=True)
class Outcome:
    """The proposed situation, its points, and the reasons: what spoke for management and what against."""

    code: str
    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def label(self) -> str:
        return LABELS[self.code]


def classify(answers: dict[str, bool]) -> Outcome:
    """Return the situation the facts point to. Every question must be answered; raises KeyError otherwise."""
    points = sum(q.points for q in QUESTIONS if answers[q.code])
    code = "labour" if points >= LABOUR_FROM else "managed" if points >= MANAGED_FROM else "civil"
    # Without any say of the firm over time, orders or conduct there is no labour relation, however dependent.
    if code == "labour" and not any(answers[c] for c in ("attendance", "no_refusal", "discipline")):
        code = "managed"
    reasons = tuple(f"{q.shows}（{q.points}分）" for q in QUESTIONS if answers[q.code])
    against = tuple(f"否：{q.question}" for q in QUESTIONS if not answers[q.code])
    return Outcome(code, points, reasons, against)


@dataclass(frozen=True)
class HourlyFloor:
    """What is earned in an hour of work against the hourly minimum wage. Money in yuan."""

    earned: Decimal
    floor: Amount
    holds: bool

    def lines(self) -> tuple[str, ...]:
        """Return the comparison in words, the source last."""
        word = "不低于" if self.holds else "低于"
        note = "" if self.floor.verified else "，该标准尚未与公报核对"
        return (
            f"每小时 {self.earned} 元，{word}{self.floor.label} {self.floor.value} {self.floor.unit}",
            f"{self.floor.source}{note}；{PLATFORM}、{PART_TIME_PAY}",
        )


def against_floor(*, income: Decimal, hours: Decimal, floor: Amount) -> HourlyFloor:
    """Hold income for hours of work (orders and allowance 宽放时间, overlaps counted once) against the floor.

    Raises ValueError where there are no hours.
    """
    if hours <= 0:
        raise ValueError("请填写工作时长（接单到完成的时间加宽放时间，重叠的只算一次）")
    earned = (income / hours).quantize(Decimal("0.01"))
    return HourlyFloor(earned, floor, earned >= floor.value)
