"""所陈述事实 of good practice, of those who copy it, and of the nomination to the national level."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.procedure.facts import Answer, Facts, FileRef, Text, Writing, ask

Spread = Literal["区内推广", "全区推广", "全国交流"]


class Draft(Facts, frozen=True, kw_only=True):
    """经验做法: problem, method, effect with figures, conditions for copying."""

    title: Annotated[str, ask("标题", min_length=1, max_length=80)]
    problem: Annotated[str, ask("要解决的问题", long=True, min_length=1)]
    method: Annotated[str, ask("主要做法", long=True, min_length=1)]
    effect: Annotated[
        str, ask("成效", long=True, min_length=1, help="须有数据，如“调解成功率由58%提高到76%”")
    ]
    conditions: Annotated[str, ask("复制条件", long=True, min_length=1)]
    files: Annotated[tuple[FileRef, ...], ask("附件")] = ()

    def check(self) -> None:
        if not any(c.isdigit() for c in self.effect):
            raise ValueError("成效中没有数据；请写明变化前后的数字")


class Opening(Draft, frozen=True, kw_only=True):
    """A practice as the running zone hands it over."""

    zone: Annotated[str, ask("试验区")] = ""


class Opinion(Facts, frozen=True, kw_only=True):
    """审核意见."""

    words: Annotated[str, ask("审核意见", long=True)] = ""


class Return(Facts, frozen=True, kw_only=True):
    """退回修改, with what is asked."""

    words: Annotated[str, ask("退回意见", long=True, min_length=1)]


class Publication(Facts, frozen=True, kw_only=True):
    """发布: how far the practice is to spread."""

    spread: Annotated[Spread, ask("推广范围")] = "区内推广"
    words: Annotated[str, ask("推荐语", long=True)] = ""


class Withdrawal(Facts, frozen=True, kw_only=True):
    """撤下: why the practice is no longer recommended."""

    words: Annotated[str, ask("撤下理由", long=True, min_length=1)]


class Copying(Facts, frozen=True, kw_only=True):
    """复制: another place takes the practice over, with its own parameters."""

    practice: str  # uid of the published practice
    title: Text
    origin: str = ""  # where it comes from, in words
    copied_on: Annotated[date, ask("开始复制日期")]
    parameters: Annotated[str, ask("本地做法和参数", long=True, min_length=1)]


class Effect(Facts, frozen=True, kw_only=True):
    """复制成效, with figures and the day they are of."""

    as_of: Annotated[date, ask("数据截至")]
    words: Annotated[str, ask("复制成效", long=True, min_length=1, help="须有数据")]

    def check(self) -> None:
        if not any(c.isdigit() for c in self.words):
            raise ValueError("成效中没有数据；请写明变化前后的数字")


class Ending(Facts, frozen=True, kw_only=True):
    """停止复制: why it did not take here."""

    words: Annotated[str, ask("停止原因", long=True, min_length=1)]


class Recommended(Writing, frozen=True, kw_only=True):
    """The words the four bodies sign. Changed, they are signed anew."""

    part: Literal["推荐材料"] = "推荐材料"
    content: str = ""
    grounds: Annotated[str, ask("推荐理由", long=True, min_length=1)]
    highlights: Annotated[str, ask("创新与成效", long=True, min_length=1)]

    def body(self) -> str:
        """Return what is signed."""
        return f"{self.grounds}\n\n{self.highlights}"


class Recommendation(Recommended, frozen=True, kw_only=True):
    """推荐国家级共建试点: what the nomination rests on."""

    zone: Annotated[Text, ask("试验区")]
    term: Annotated[str, ask("试验期")] = ""
    tasks: Annotated[str, ask("任务完成情况")] = ""
    result: Annotated[str, ask("评估验收结果")] = ""


class Revision(Recommended, frozen=True, kw_only=True):
    """The grounds and the highlights, written anew."""


class Signing(Answer, frozen=True, kw_only=True):
    """四部门意见."""

    result: Annotated[Literal["同意", "修改后同意", "不同意"], ask("意见")] = "同意"
    words: Annotated[str, ask("意见内容", long=True)] = ""

    @property
    def agrees(self) -> bool:
        """Say whether the nomination passes with this."""
        return self.result == "同意"

    def check(self) -> None:
        if self.result != "同意" and not self.words.strip():
            raise ValueError("不同意或修改后同意的，须写明理由与建议")


class MinistryAnswer(Facts, frozen=True, kw_only=True):
    """人力资源社会保障部的答复."""

    answered_on: Annotated[date, ask("答复日期")]
    number: Annotated[str, ask("文号")] = ""
    words: Annotated[str, ask("说明", long=True)] = ""
