"""定点联系单位的事实 — why chosen, whom to call, how often; and the monthly report. Money is whole fen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.lines.coordinators.person.facts import MONTH
from tongzhou.lines.coordinators.visit.facts import Money
from tongzhou.procedure.facts import Facts, Naming, Text, ask

Cycle = Literal["每月", "每季", "每半年"]
MOST_PEOPLE = 1_000_000


class Chosen(Naming, frozen=True, kw_only=True):
    """确定联系单位: the employer, who keeps contact, why it was chosen."""

    why: Annotated[
        Text, ask("选定理由", help="例如 用工规模大、行业有代表性、曾有欠薪", max_length=200)
    ]
    contact: Annotated[Text, ask("单位联系人", max_length=60)]
    phone: Annotated[str, ask("联系电话", sealed=True)] = ""
    cycle: Annotated[Cycle, ask("走访周期")]
    since: Annotated[date, ask("起始日期")]


class Changed(Facts, frozen=True, kw_only=True):
    """变更联系方式."""

    contact: Annotated[Text, ask("单位联系人", max_length=60)]
    phone: Annotated[str, ask("联系电话", sealed=True)] = ""
    cycle: Annotated[Cycle, ask("走访周期")]


class Ended(Facts, frozen=True, kw_only=True):
    """不再定点联系."""

    reason: Annotated[Text, ask("理由", max_length=300)]


class Monthly(Facts, frozen=True, kw_only=True):
    """月报: what the employer says of one month. Stated again, the later one counts."""

    month: Annotated[str, ask("月份", pattern=MONTH, max_length=7, help="例如 2026-10")]
    headcount: Annotated[int, ask("月末职工人数", ge=0, le=MOST_PEOPLE, unit="人")]
    output: Annotated[Money | None, ask("当月产值或营业收入", unit="元")] = None
    orders: Annotated[Literal["增加", "持平", "减少", "停产"], ask("订单、业务量比上月")]
    pay_day: Annotated[date | None, ask("当月工资发放日", help="还没有发的，不填")] = None
    arrears_people: Annotated[int, ask("被拖欠工资的人数", ge=0, le=MOST_PEOPLE, unit="人")]
    arrears: Annotated[Money | None, ask("拖欠工资金额", unit="元")] = None
    arrears_since: Annotated[date | None, ask("最早拖欠日期", help="最早一笔应付未付的日期")] = None
    insurance: Annotated[Literal["按时足额缴纳", "部分缴纳", "没有缴纳"], ask("社会保险")]
    layoffs: Annotated[int, ask("当月解除、裁减人数", ge=0, le=MOST_PEOPLE, unit="人")]
    planned: Annotated[int, ask("拟裁减人数", ge=0, le=MOST_PEOPLE, unit="人")] = 0
    disputes: Annotated[int, ask("当月新发生的劳动争议", ge=0, le=10_000, unit="件")]
    words: Annotated[str, ask("其他情况", long=True, max_length=500)] = ""

    def check(self) -> None:
        """Raise ValueError where the answers contradict each other."""
        if self.arrears_people and self.arrears is None:
            raise ValueError("有拖欠工资的，请填写拖欠金额")
        if not self.arrears_people and self.arrears:
            raise ValueError("填写了拖欠金额的，请填写被拖欠工资的人数")
        if self.arrears_people and self.arrears_since is None:
            raise ValueError("有拖欠工资的，请填写最早拖欠日期")
        if self.planned > self.headcount:
            raise ValueError("拟裁减人数多于职工人数，请核对")
