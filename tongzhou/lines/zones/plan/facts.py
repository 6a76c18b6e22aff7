"""所陈述事实 of the plan: the parts of its text, the tables of goals and tasks, the opinions on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.lines.zones.plan.readings import CONDITIONAL_AGREEMENT_RETURNS
from tongzhou.lines.zones.policy import NUMBER
from tongzhou.lines.zones.shapes import Goal, Task
from tongzhou.procedure.facts import Answer, Facts, Text, Writing, ask

Heading = Literal[
    "1.1", "1.2", "2.1", "2.2", "2.3", "3", "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3"
]  # fmt: skip
ZoneKind = Literal["工业园区型", "城区型", "资源型", "口岸型", "农牧区型", "综合型"]


class Opening(Facts, frozen=True, kw_only=True):
    """启动起草: under which programme, for which county, by when. Comes from the choice of the county."""

    programme: Annotated[Text, ask("所属批次")]
    year: Annotated[int, ask("年度", ge=2018, le=2099)]
    county_name: Annotated[Text, ask("旗县（市、区）名称")]
    kind: Annotated[ZoneKind, ask("试验区类型")] = "综合型"
    plan_by: Annotated[date, ask("方案报送截止日期", help=f"{NUMBER}五(一)：2018年为6月15日")]
    launch_by: Annotated[date, ask("启动实施截止日期", help=f"{NUMBER}五(一)：2018年为8月20日")]

    def check(self) -> None:
        if self.launch_by <= self.plan_by:
            raise ValueError("启动实施的日期须在方案报送之后")


class Part(Writing, frozen=True, kw_only=True):
    """One heading of the template."""

    part: Annotated[Heading, ask("章节")]
    content: Annotated[str, ask("内容", long=True)] = ""

    def check(self) -> None:
        if not self.content.strip():
            raise ValueError("请填写本部分内容；暂不提交的，可先存为草稿")


class GoalTable(Writing, frozen=True, kw_only=True):
    """总体目标 as data: the term, the innovation, and each goal in words or as an indicator."""

    part: Literal["goals"] = "goals"
    term_from: Annotated[date | None, ask("试验期自")] = None
    term_to: Annotated[date | None, ask("试验期至", help="三年左右")] = None
    innovations: Annotated[
        tuple[str, ...],
        ask("创新点", long=True, help="一行一项。不求全面试验，但务必在某个方面有创新。"),
    ] = ()
    goals: tuple[Goal, ...] = ()

    def body(self) -> str:
        """Return the table as JSON: what the digest is taken of."""
        return as_json(self.term_from, self.term_to, self.innovations, self.goals)

    def check(self) -> None:
        distinct("目标编号", (g.code for g in self.goals))


class TaskTable(Writing, frozen=True, kw_only=True):
    """附件1 职责任务分工 as data."""

    part: Literal["tasks"] = "tasks"
    tasks: tuple[Task, ...] = ()

    def body(self) -> str:
        """Return the table as JSON: what the digest is taken of."""
        return as_json(self.tasks)

    def check(self) -> None:
        distinct("任务序号", (t.number for t in self.tasks))


class Submission(Facts, frozen=True, kw_only=True):
    """报旗县人民政府: each submission is a version."""

    words: Annotated[str, ask("报送说明", long=True, help="本次版本的主要修改")] = ""


class CountyOpinion(Answer, frozen=True, kw_only=True):
    """附件2 旗县（市、区）人民政府意见: given on the text that was read. Who does not agree sends back."""

    words: Annotated[str, ask("意见内容", long=True)] = "同意上报。"

    @property
    def agrees(self) -> bool:
        """Say that the county government agrees."""
        return True


class Return(Facts, frozen=True, kw_only=True):
    """退回修改, with what is asked."""

    words: Annotated[str, ask("退回意见", long=True, min_length=1)]


class Opinion(Answer, frozen=True, kw_only=True):
    """附件3、4: what one body says of the text it has read."""

    result: Annotated[Literal["同意", "修改后同意", "不同意"], ask("意见")] = "同意"
    words: Annotated[str, ask("意见内容", long=True)] = ""

    @property
    def agrees(self) -> bool:
        """Say whether the plan passes with this; see readings on 修改后同意."""
        return self.result == "同意" or (
            self.result == "修改后同意" and not CONDITIONAL_AGREEMENT_RETURNS
        )

    def check(self) -> None:
        if self.result != "同意" and not self.words.strip():
            raise ValueError("不同意或修改后同意的，须写明理由与修改建议")


class Invitation(Facts, frozen=True, kw_only=True):
    """邀请审定: what the institute is asked, and by when."""

    reply_by: Annotated[date, ask("请于何日前答复")]
    words: Annotated[str, ask("请审定的事项", long=True)] = "请对综合试验区建设总体设计予以审定。"


class ExpertOpinion(Answer, frozen=True, kw_only=True):
    """审定意见 of the institute, on the text it has read."""

    result: Annotated[Literal["总体设计可行", "完善后可行", "不可行"], ask("审定结论")]
    words: Annotated[str, ask("审定意见", long=True, min_length=1)]

    @property
    def agrees(self) -> bool:
        """Say whether the design may be carried out."""
        return self.result != "不可行"


class Approval(Answer, frozen=True, kw_only=True):
    """批复: on which text, with which demands."""

    words: Annotated[str, ask("批复要求", long=True)] = ""

    @property
    def agrees(self) -> bool:
        """Say that it is approved."""
        return True


class Launch(Facts, frozen=True, kw_only=True):
    """启动实施."""

    name: Annotated[str, ask("试验区名称", help="空白时按旗县名称取名")] = ""
    words: Annotated[str, ask("启动情况", long=True)] = ""


class ChangeRequest(Facts, frozen=True, kw_only=True):
    """方案调整申请: why, and which parts are to change. The others stay frozen."""

    reason: Annotated[str, ask("调整事由", long=True, min_length=1)]
    parts: Annotated[tuple[str, ...], ask("申请调整的部分", choices="plan_parts", min_length=1)]


class Ending(Facts, frozen=True, kw_only=True):
    """终止或归档, and why."""

    words: Annotated[str, ask("理由", long=True, min_length=1)]


def as_json(*things: object) -> str:
    """Return things as canonical JSON: equal content has one digest."""
    return msgspec.json.encode(things).decode()


def distinct(what: str, values: Iterable[str]) -> None:
    """Raise ValueError where a value comes twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what}“{value}”重复，请改成不同的")
        seen.add(value)
