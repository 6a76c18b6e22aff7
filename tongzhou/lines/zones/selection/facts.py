"""所陈述事实 of the choice of a county: candidates, score sheets, the proposal, the opinions on it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.lines.zones.plan.facts import ZoneKind, as_json
from tongzhou.procedure.facts import Answer, Facts, FileRef, Naming, Text, Writing, ask

# 四、综合试验区布局: what the policy asks to be weighed. The points are a reading: it gives none.
# code → (criterion, what it means, most points)
CRITERIA: dict[str, tuple[str, str, int]] = {
    "support": ("党委、政府支持", "当地党委、政府是否大力支持，是否列入当地发展规划", 20),
    "will": ("改革的积极性和主动性", "对开展改革试验是否有较高的积极性和主动性", 15),
    "base": ("劳动关系工作基础", "三方机制、劳动合同、集体协商、调解仲裁、监察等工作基础", 15),
    "staff": ("机构队伍", "机构是否健全，人员编制、协调员和调解员队伍", 15),
    "economy": (
        "经济社会发展水平、产业结构、企业类型",
        "发展水平、主导产业、企业所有制和规模构成",
        15,
    ),
    "employment": ("用工集中度", "用工是否较为集中，重点园区、行业职工人数", 10),
    "type": ("类型与代表性", "类型是否不同于其他试点，是否具有代表性", 10),
}
Criterion = Literal["support", "will", "base", "staff", "economy", "employment", "type"]
CHOICE = "choice"  # the part of the text that holds the proposal; the others are sheets, by county


def candidate_key(county: str) -> str:
    """Return the key of the subject of a candidate."""
    return f"candidate/{county}"


class Opening(Facts, frozen=True, kw_only=True):
    """开展选点: under which programme, by when."""

    programme: Annotated[Text, ask("所属批次")]
    year: Annotated[int, ask("年度", ge=2018, le=2099)]
    league_name: Annotated[Text, ask("盟市名称")]
    select_by: Annotated[date, ask("选点截止日期", help="2018年为4月10日")]
    plan_by: Annotated[date, ask("方案报送截止日期", help="2018年为6月15日")]
    launch_by: Annotated[date, ask("启动实施截止日期", help="2018年为8月20日")]

    def check(self) -> None:
        if not self.select_by < self.plan_by < self.launch_by:
            raise ValueError("选点、方案报送、启动实施的日期须依次在后")


class Nomination(Naming, frozen=True, kw_only=True):
    """提名候选旗县."""

    county: Annotated[str, ask("候选旗县（市、区）", choices="counties")]
    name: Annotated[Text, ask("名称")]
    kind: Annotated[ZoneKind, ask("试验区类型")]
    reason: Annotated[str, ask("提名理由", long=True, min_length=1)]

    def called(self) -> dict[str, str]:
        """Return the candidate these facts bring in."""
        return {candidate_key(self.county): self.name}


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One criterion of a sheet: points, reason, evidence."""

    criterion: Criterion
    points: int
    reason: str = ""
    evidence: str = ""
    files: tuple[FileRef, ...] = ()


class Sheet(Writing, frozen=True, kw_only=True):
    """评分表 of one candidate; its part of the text is the code of the county."""

    scores: tuple[Score, ...] = ()

    def body(self) -> str:
        """Return the sheet as JSON: what the digest is taken of."""
        return as_json(self.part, self.scores)

    @property
    def total(self) -> int:
        """Return the sum of the points."""
        return sum(s.points for s in self.scores)

    def score(self, criterion: str) -> Score | None:
        """Return what was given for one criterion."""
        return next((s for s in self.scores if s.criterion == criterion), None)

    def check(self) -> None:
        given = [s.criterion for s in self.scores]
        if len(given) != len(set(given)):
            raise ValueError("同一项标准不能评两次分")
        for s in self.scores:
            label, _, most = CRITERIA[s.criterion]
            if not 0 <= s.points <= most:
                raise ValueError(f"“{label}”的得分须在0至{most}之间")
            if not s.reason.strip():
                raise ValueError(f"请写明“{label}”得分的理由")
        if missing := [label for code, (label, _, _) in CRITERIA.items() if code not in given]:
            raise ValueError(f"请给“{missing[0]}”评分")


class Dropping(Facts, frozen=True, kw_only=True):
    """撤回提名, and why."""

    words: Annotated[str, ask("撤回理由", long=True, min_length=1)]


class Proposal(Writing, frozen=True, kw_only=True):
    """提出拟选名单: at least one county, and why it and not another."""

    part: Literal["choice"] = "choice"
    counties: Annotated[
        tuple[str, ...], ask("拟选旗县（市、区）", choices="candidates", min_length=1)
    ]
    reason: Annotated[str, ask("选定理由", long=True, min_length=1)]

    def body(self) -> str:
        """Return the proposal as JSON: what the digest is taken of."""
        return as_json(self.counties, self.reason)


class Opinion(Answer, frozen=True, kw_only=True):
    """What one body says of the proposal and the sheets it has read."""

    result: Annotated[Literal["同意", "不同意"], ask("意见")] = "同意"
    words: Annotated[str, ask("意见内容", long=True)] = ""

    @property
    def agrees(self) -> bool:
        """Say whether this body chooses the same."""
        return self.result == "同意"

    def check(self) -> None:
        if not self.agrees and not self.words.strip():
            raise ValueError("不同意的，须写明理由")


class Designation(Facts, frozen=True, kw_only=True):
    """确认选定: one county of those chosen; its plan is opened there."""

    county: Annotated[str, ask("选定的旗县（市、区）", choices="chosen")]


class Report(Facts, frozen=True, kw_only=True):
    """报送选点结果."""

    words: Annotated[str, ask("报送说明", long=True)] = ""


class PaperReport(Facts, frozen=True, kw_only=True):
    """登记纸质选点结果: chosen outside the system, reported on paper."""

    counties: Annotated[tuple[str, ...], ask("选定的旗县（市、区）", help="一行一个", min_length=1)]
    number: Annotated[str, ask("选点报告文号")] = ""


class Declining(Facts, frozen=True, kw_only=True):
    """说明未选点理由: this league has no site in this programme, and why."""

    words: Annotated[str, ask("未选点的理由", long=True, min_length=1)]
