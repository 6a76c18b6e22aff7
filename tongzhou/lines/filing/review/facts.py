"""审查的事实 — why an employer was looked at, what it is to mend, what is handed over."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

Breach = Literal[
    "不依法订立劳动合同",
    "违法约定试用期",
    "支付的工资低于当地最低工资标准",
    "未建立职工名册",
    "未参加工伤保险",
    "违反劳务派遣规定",
]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that was hit: its code and name, how many rows, what it adds, the reason in words."""

    rule: str
    label: str
    count: int
    points: int
    words: str


class TakenUp(Naming, frozen=True, kw_only=True):
    """列入审查: the employer, its score that day and every rule hit, as the ranking showed them."""

    uscc: str
    score: Annotated[int, ask("风险分", ge=0)]
    rows: Annotated[int, ask("在用备案", ge=0, unit="条")] = 0
    hits: tuple[Hit, ...] = ()
    words: Annotated[str, ask("说明", max_length=500)] = ""


class ToMend(Facts, frozen=True, kw_only=True):
    """要求改正."""

    items: Annotated[tuple[Text, ...], ask("需要改正的内容", help="一行一项", min_length=1)]
    until: Annotated[date, ask("改正期限")]


class Mended(Facts, frozen=True, kw_only=True):
    """单位报告改正情况."""

    words: Annotated[Text, ask("改正情况", long=True, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("证明材料")] = ()


class Passed(Facts, frozen=True, kw_only=True):
    """审查通过."""

    words: Annotated[str, ask("审查意见", long=True, max_length=1000)] = ""


class HandedOver(Facts, frozen=True, kw_only=True):
    """移交监察: suspected of what, and what the review found."""

    breaches: Annotated[
        tuple[Breach, ...], ask("涉嫌违法事项", choices="filing_breaches", min_length=1)
    ]
    words: Annotated[Text, ask("审查发现的情况", long=True, max_length=2000)]
