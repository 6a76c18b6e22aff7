"""立案、指派、回避 — what opens a case and who carries it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from tongzhou.lines.inspection.rules.items import label
from tongzhou.procedure.certified import Certified
from tongzhou.procedure.claims import ClaimItem, Claims, Matter
from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask
from tongzhou.procedure.view import Subject

from .codes import ViolationCode, key_of

Source = Literal[
    "投诉", "举报", "日常巡查", "专项检查", "书面审查", "双随机", "移送", "预警", "信访"
]


class Filing(Matter, frozen=True, kw_only=True):
    """立案: from which source, against whom, suspected of what. 劳动保障监察条例 14; 若干规定 18.

    `from_report` is the number of the report it follows, `project` that of a construction project in the
    register, `confidential` seals from the employer who complained. Claims may be empty: nobody need have
    complained.
    """

    claims: Annotated[dict[str, tuple[ClaimItem, ...]], ask("请求事项")] = {}
    story: Annotated[str, ask("投诉人陈述", long=True, max_length=8000)] = ""
    source: Annotated[Source, ask("案件来源")]
    violations: Annotated[
        tuple[ViolationCode, ...], ask("涉嫌违法事项", choices="violation_items", min_length=1)
    ]
    words: Annotated[str, ask("案情摘要", long=True, max_length=8000)] = ""
    channel: Annotated[str, ask("接收渠道", max_length=40)] = ""
    confidential: Annotated[
        bool, ask("为投诉、举报人保密", help="用人单位看不到是谁投诉、举报；文书也不写其姓名")
    ] = False
    project: Annotated[str, ask("工程项目编号", max_length=40)] = ""
    site: Annotated[str, ask("事发地点", max_length=200)] = ""
    from_report: Annotated[str, ask("举报投诉编号", max_length=80)] = ""

    def check(self) -> None:
        """Raise ValueError where nothing is told of what happened."""
        super().check()
        if not (self.words.strip() or self.story.strip()):
            raise ValueError("请写明案情摘要")

    def called(self) -> dict[str, str]:
        """Return the parties by their names, and each suspected violation by its own."""
        return self.names | {key_of(code): label(code) for code in self.violations}


class MoreViolations(Naming, frozen=True, kw_only=True):
    """补充违法事项: found in the course of the investigation."""

    violations: Annotated[
        tuple[ViolationCode, ...], ask("违法事项", choices="violation_items", min_length=1)
    ]
    words: Annotated[Text, ask("怎样发现的", long=True, max_length=2000)]

    def called(self) -> dict[str, str]:
        """Return each violation by its name."""
        return {key_of(code): label(code) for code in self.violations}


class MoreWorkers(Claims, frozen=True, kw_only=True):
    """补充劳动者: who also is concerned, with what they claim."""

    claims: Annotated[dict[str, tuple[ClaimItem, ...]], ask("请求事项")] = {}


class Team(Certified, frozen=True, kw_only=True):
    """指派: at least two officers with a valid certificate. 劳动保障监察条例 16; 行政处罚法 42."""

    note: Annotated[str, ask("说明", max_length=300)] = ""

    def sorted_out(self) -> dict[str, str]:
        """Return that each carries the case from now on, who was taken off it before as well."""
        return dict.fromkeys(self.names, "assigned")


class RecusalRequest(Naming, frozen=True, kw_only=True):
    """申请回避: of whom, and why. 劳动保障监察条例 16; 行政处罚法 43."""

    officer: Annotated[str, ask("申请回避的人员", choices="officers", min_length=1)]
    ground: Annotated[Text, ask("理由", long=True, max_length=1000)]


class RecusalDecision(Naming, frozen=True, kw_only=True):
    """决定回避: by the head; until then the investigation does not stop. 行政处罚法 43."""

    request: Annotated[str, ask("回避申请", choices="recusals", min_length=1)]
    officer: Annotated[str, ask("人员", choices="officers", min_length=1)]
    granted: Annotated[bool, ask("准许回避")] = True
    reason: Annotated[str, ask("理由", max_length=500)] = ""

    def sorted_out(self) -> dict[str, str]:
        """Return what becomes of the request."""
        return {self.request: "granted" if self.granted else "denied"}

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Return the officer who leaves, where the request was granted."""
        return {self.officer: "recused"} if self.granted and self.officer in known else {}


class UnionLetter(Facts, frozen=True, kw_only=True):
    """工会劳动法律监督建议书: filed in five working days, ended in ninety days, told in five. 工会监督条例 24."""

    union: Annotated[Text, ask("提出建议的工会", max_length=100)]
    number: Annotated[str, ask("建议书文号", max_length=80)] = ""
    received_on: Annotated[date, ask("收到建议书之日")]
    filed_on: Annotated[date, ask("立案之日")]
    letter: Annotated[tuple[FileRef, ...], ask("建议书")] = ()

    def check(self) -> None:
        """Raise ValueError where it was filed before it came."""
        if self.filed_on < self.received_on:
            raise ValueError("立案日期早于收到建议书的日期，请核对")
