"""所陈述事实 of an evaluation: scores, findings, what is to be put right, opinions on acceptance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Answer, Facts, FileRef, Naming, Text, Writing, ask

from .sheets import EvaluationKind, ItemScore, SelfScore, Sheet, points


def item_key(code: str) -> str:
    """Return the key of the subject of an item."""
    return f"item/{code}"


def fix_key(number: str) -> str:
    """Return the key of the subject of a thing to be put right."""
    return f"fix/{number}"


class Opening(Naming, frozen=True, kw_only=True):
    """What the zone hands over: which evaluation, and the score sheet as it was on that day."""

    kind: Annotated[EvaluationKind, ask("评估种类")]
    zone: Annotated[Text, ask("试验区")]
    period_from: Annotated[date, ask("评估期自")]
    period_to: Annotated[date, ask("评估期至")]
    sheet: Sheet
    team: Annotated[tuple[str, ...], ask("评估组成员")] = ()
    words: Annotated[str, ask("要求", long=True)] = ""
    before_acceptance: bool = False
    brought: tuple[SelfScore, ...] = ()  # the zone's own scores, from its self-evaluation

    def called(self) -> dict[str, str]:
        """Return the items of the sheet by their titles."""
        return {item_key(i.code): i.title for i in self.sheet.items}


class SelfScores(Facts, frozen=True, kw_only=True):
    """自评打分: the zone's score of one item or several, with reason and evidence."""

    rows: tuple[SelfScore, ...]

    def check(self) -> None:
        _scored(self.rows)
        for row in self.rows:
            if not row.reason.strip():
                raise ValueError(f"评分项 {row.item} 未写明自评理由")


class Assessment(Facts, frozen=True, kw_only=True):
    """评估打分: one assessor's score of one item or several, with comment."""

    rows: tuple[ItemScore, ...]

    def check(self) -> None:
        _scored(self.rows)


class Findings(Facts, frozen=True, kw_only=True):
    """评估结论: what was found, and the opinion."""

    findings: Annotated[str, ask("主要发现", long=True, min_length=1)]
    words: Annotated[str, ask("结论意见", long=True, min_length=1)]


class Proposal(Writing, frozen=True, kw_only=True):
    """提请签署: the conclusion the four bodies are asked to sign. Changed, it is signed anew."""

    part: Literal["结论意见"] = "结论意见"
    content: str = ""
    findings: Annotated[str, ask("主要发现", long=True, min_length=1)]
    words: Annotated[str, ask("结论意见", long=True, min_length=1)]

    def body(self) -> str:
        """Return what is signed."""
        return f"{self.findings}\n\n{self.words}"


class SelfReport(Facts, frozen=True, kw_only=True):
    """自评报告: what the zone says of itself beside the scores."""

    words: Annotated[str, ask("自评总结", long=True, min_length=1)]
    problems: Annotated[str, ask("存在问题", long=True)] = ""


class Submission(Facts, frozen=True, kw_only=True):
    """提交自评得分."""

    words: Annotated[str, ask("说明", long=True)] = ""


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be put right: what was found, what is required, by when."""

    number: Text
    finding: Text
    requirement: Text
    due: date


class Rectification(Naming, frozen=True, kw_only=True):
    """限期整改: the list of what is to be put right, each with its day."""

    findings: Annotated[str, ask("主要发现", long=True, min_length=1)]
    fixes: tuple[Fix, ...]

    def called(self) -> dict[str, str]:
        """Return what is to be put right, by the requirement."""
        return {fix_key(f.number): f.requirement[:200] for f in self.fixes}

    @property
    def dues(self) -> dict[str, date]:
        """Return the day by which each is to be put right."""
        return {fix_key(f.number): f.due for f in self.fixes}

    def check(self) -> None:
        if not self.fixes:
            raise ValueError("请至少列出一项整改事项")
        _distinct("整改事项", [f.number for f in self.fixes])


class Repair(Facts, frozen=True, kw_only=True):
    """整改报送: what was done, with proof."""

    words: Annotated[str, ask("整改情况", long=True, min_length=1)]
    proofs: Annotated[tuple[FileRef, ...], ask("整改佐证", min_length=1)]

    def check(self) -> None:
        if not self.proofs:
            raise ValueError("报送整改须附佐证材料")


class Verification(Facts, frozen=True, kw_only=True):
    """整改复核."""

    words: Annotated[str, ask("复核意见", long=True)] = ""


class SendBack(Facts, frozen=True, kw_only=True):
    """退回继续整改, with a new day."""

    words: Annotated[str, ask("退回意见", long=True, min_length=1)]
    due: Annotated[date, ask("重新整改期限")]


class Opinion(Answer, frozen=True, kw_only=True):
    """验收意见 of one of the four bodies of the region."""

    result: Annotated[Literal["同意通过验收", "不同意通过验收"], ask("意见")] = "同意通过验收"
    words: Annotated[str, ask("意见内容", long=True)] = ""

    @property
    def agrees(self) -> bool:
        """Say whether this body accepts the zone."""
        return self.result == "同意通过验收"

    def check(self) -> None:
        if not self.agrees and not self.words.strip():
            raise ValueError("不同意通过验收的，须写明理由")


class Acceptance(Facts, frozen=True, kw_only=True):
    """出具验收意见."""

    words: Annotated[str, ask("验收意见", long=True, min_length=1)]


class Refusal(Facts, frozen=True, kw_only=True):
    """评估不通过: what was found, and why the zone does not pass."""

    findings: Annotated[str, ask("主要发现", long=True, min_length=1)]
    words: Annotated[str, ask("不通过的理由", long=True, min_length=1)]


class Halt(Facts, frozen=True, kw_only=True):
    """中止评估: why no conclusion is reached."""

    words: Annotated[str, ask("中止理由", long=True, min_length=1)]


def _scored(rows: tuple[SelfScore, ...] | tuple[ItemScore, ...]) -> None:
    if not rows:
        raise ValueError("没有填写任何得分")
    _distinct("评分项", [r.item for r in rows])
    for row in rows:
        value = points(row.score)
        if value is None or value < 0:
            raise ValueError(f"评分项 {row.item} 的得分“{row.score}”应为不小于 0、至多一位小数的数")


def _distinct(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what}“{value}”重复")
        seen.add(value)
