"""所陈述事实 of a running zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from tongzhou.lines.zones.evaluation.sheets import EvaluationKind, Result, SelfScore
from tongzhou.lines.zones.shapes import Goal, Task
from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

if TYPE_CHECKING:
    from tongzhou.procedure.view import Subject

QUARTER = r"^20\d\dQ[1-4]$"
Quarter = Annotated[str, msgspec.Meta(pattern=QUARTER)]
DONE = "done"
DROPPED = "dropped"  # the state of a task that an approved change of the plan has given up


def task_key(number: str) -> str:
    """Return the key of the subject of a task."""
    return f"task/{number}"


def goal_key(code: str) -> str:
    """Return the key of the subject of a goal."""
    return f"goal/{code}"


class Programme(Naming, frozen=True, kw_only=True):
    """Tasks and goals of an approved text: what the zone has undertaken."""

    tasks: tuple[Task, ...]
    goals: tuple[Goal, ...] = ()

    def called(self) -> dict[str, str]:
        """Return the subjects these facts bring: tasks and goals, by their titles."""
        return {task_key(t.number): t.title for t in self.tasks} | {
            goal_key(g.code): g.name for g in self.goals
        }

    def owned(self) -> dict[str, str]:
        """Return the body each task belongs to: its lead 牵头负责单位."""
        return {task_key(t.number): t.lead for t in self.tasks}

    @property
    def task_ends(self) -> dict[str, date]:
        """Return the last day of each task that has one."""
        return {task_key(t.number): t.ends for t in self.tasks if t.ends}

    def check(self) -> None:
        _distinct("任务序号", [t.number for t in self.tasks])
        _distinct("目标编号", [g.code for g in self.goals])
        if not self.tasks:
            raise ValueError("试验区至少须有一项任务")


class Start(Programme, frozen=True, kw_only=True):
    """What the plan hands over at launch 启动. `plan` is the uid of the plan case where it is known."""

    name: Annotated[Text, ask("试验区名称")]
    term_from: Annotated[date, ask("试验期自")]
    term_to: Annotated[date, ask("试验期至")]
    plan: str = ""
    plan_version: Annotated[str, ask("方案版本")] = ""
    approval: Annotated[str, ask("批复文号")] = ""
    approved_on: Annotated[date | None, ask("批复日期")] = None
    innovations: Annotated[tuple[str, ...], ask("创新点")] = ()

    def check(self) -> None:
        super().check()
        if self.term_to <= self.term_from:
            raise ValueError("试验期的截止日期须晚于起始日期")


class Adjustment(Programme, frozen=True, kw_only=True):
    """An approved change of the plan 方案调整: the tasks and goals that stand from now on.

    A task that is no longer named is given up; what was reported of it stays on record.
    """

    plan_version: Annotated[Text, ask("调整后的方案版本")]
    approval: Annotated[str, ask("批复文号")] = ""
    approved_on: Annotated[date | None, ask("批复日期")] = None
    term_to: Annotated[date | None, ask("试验期至")] = None
    reason: Annotated[str, ask("调整事由", long=True)] = ""

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Give up the tasks that the new text leaves out, unless done; take up again what it names anew."""
        kept = {task_key(t.number) for t in self.tasks}
        moved: dict[str, str] = {}
        for key, subject in known.items():
            if key in kept and subject.state == DROPPED:
                moved[key] = subject.kind.states[0].code
            elif key.startswith(task_key("")) and key not in kept and subject.state != DONE:
                moved[key] = DROPPED
        return moved


class YearTask(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the yearly decomposition: stage goal, unit, and what each quarter is to bring."""

    task: str
    goal: Text
    unit: str
    quarters: tuple[str, str, str, str] = ("", "", "", "")


class Decomposition(Facts, frozen=True, kw_only=True):
    """年度任务分解: the tasks of one year, whole; a later one for the same year takes its place."""

    year: Annotated[int, ask("年度", ge=2018, le=2099)]
    rows: tuple[YearTask, ...]

    def check(self) -> None:
        _distinct("任务", [r.task for r in self.rows])
        if not self.rows:
            raise ValueError("请至少填写一项任务的年度目标")

    def row(self, number: str) -> YearTask | None:
        """Return what this year asks of a task."""
        return next((r for r in self.rows if r.task == number), None)


class Progress(Facts, frozen=True, kw_only=True):
    """季度进展: what the lead body reports of its task."""

    quarter: Annotated[str, ask("季度", help="如 2019Q2", pattern=QUARTER)]
    percent: Annotated[int, ask("完成进度", ge=0, le=100, unit="%")]
    words: Annotated[str, ask("进展情况", long=True, min_length=1)]
    problem: Annotated[str, ask("存在问题", long=True)] = ""
    request: Annotated[str, ask("提请上级协调事项", long=True)] = ""
    evidence: Annotated[tuple[FileRef, ...], ask("佐证材料")] = ()


class Completion(Facts, frozen=True, kw_only=True):
    """完成任务: what was delivered, with the evidence. Without evidence nothing is complete."""

    words: Annotated[str, ask("完成情况", long=True, min_length=1)]
    evidence: Annotated[tuple[FileRef, ...], ask("佐证材料", min_length=1)]

    def check(self) -> None:
        if not self.evidence:
            raise ValueError("任务办结须附佐证材料")


class Reminder(Facts, frozen=True, kw_only=True):
    """催办: what is asked of the lead body, and by when."""

    words: Annotated[str, ask("催办要求", long=True, min_length=1)]
    reply_by: Annotated[date, ask("请于何日前报送")]


class Reply(Facts, frozen=True, kw_only=True):
    """答复: what the upper level answers to a request."""

    words: Annotated[str, ask("答复意见", long=True, min_length=1)]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One actual value of a goal for a quarter. Decimal in text: exact. Empty: not reported."""

    goal: str
    value: str
    as_of: date
    source: Text
    confirmed_by: str = ""
    note: str = ""


class Figures(Facts, frozen=True, kw_only=True):
    """指标季度值: what was measured in a quarter, from which source, as of which day."""

    quarter: Annotated[str, ask("季度", pattern=QUARTER)]
    rows: tuple[Figure, ...]

    def check(self) -> None:
        _distinct("指标", [r.goal for r in self.rows])
        if not self.rows:
            raise ValueError("没有填写任何指标的数值")
        for row in self.rows:
            if number(row.value) is None:
                raise ValueError(f"指标“{row.goal}”的数值“{row.value}”不是数字")

    def row(self, code: str) -> Figure | None:
        """Return the figure of one goal."""
        return next((r for r in self.rows if r.goal == code), None)


class AnnualReport(Facts, frozen=True, kw_only=True):
    """年度报告: what the zone office adds to the figures and tasks of the year."""

    year: Annotated[int, ask("年度", ge=2018, le=2099)]
    summary: Annotated[str, ask("总体情况", long=True, min_length=1)]
    problems: Annotated[str, ask("存在问题", long=True)] = ""
    next_steps: Annotated[str, ask("下一步打算", long=True)] = ""


class Order(Facts, frozen=True, kw_only=True):
    """组织评估: which evaluation, of which period, with whom."""

    kind: EvaluationKind
    period_from: Annotated[date, ask("评估期自")]
    period_to: Annotated[date, ask("评估期至")]
    team: Annotated[tuple[str, ...], ask("评估组成员", help="一行一人，写明单位")] = ()
    words: Annotated[str, ask("要求", long=True)] = ""
    sheet: str = ""  # code of the score sheet; empty: the one in use

    def check(self) -> None:
        if self.period_to < self.period_from:
            raise ValueError("评估期的截止日期不能早于起始日期")


class SelfOrder(Order, frozen=True, kw_only=True):
    """开展自评: the zone evaluates itself, each year or before acceptance."""

    kind: Annotated[Literal["自评"], ask("评估种类")] = "自评"
    before_acceptance: Annotated[bool, ask("为申请验收所作的自评")] = False


class MidOrder(Order, frozen=True, kw_only=True):
    """组织中期或第三方评估."""

    kind: Annotated[Literal["中期评估", "第三方评估"], ask("评估种类")] = "中期评估"


class FinalOrder(Order, frozen=True, kw_only=True):
    """组织期末评估、验收."""

    kind: Annotated[Literal["期末评估"], ask("评估种类")] = "期末评估"


class Outcome(Facts, frozen=True, kw_only=True):
    """评估结果, as it comes back from the evaluation."""

    kind: EvaluationKind
    result: Result
    score: str = ""
    out_of: str = ""
    before_acceptance: bool = False
    evaluation: str = ""
    number: str = ""
    words: str = ""
    rectify_by: date | None = None
    scores: tuple[SelfScore, ...] = ()  # what the zone gave itself, to be assessed later


class Termination(Facts, frozen=True, kw_only=True):
    """终止试验: on which ground, and that the four bodies of the region have conferred."""

    ground: Annotated[
        Literal[
            "评估验收不通过", "整改期满仍不合格", "试验条件发生重大变化", "旗县申请终止", "其他"
        ],
        ask("终止情形"),
    ]
    conferred_on: Annotated[date, ask("四部门会商日期")]
    words: Annotated[str, ask("理由", long=True, min_length=1)]


class Nomination(Facts, frozen=True, kw_only=True):
    """推荐理由: why this zone should become a national one."""

    grounds: Annotated[str, ask("推荐理由", long=True, min_length=1)]
    highlights: Annotated[str, ask("创新与成效", long=True, help="写明数据", min_length=1)]


class Nominated(Facts, frozen=True, kw_only=True):
    """The four bodies of the region have signed the nomination."""

    number: str = ""
    nomination: str = ""


class Note(Facts, frozen=True, kw_only=True):
    """A decision in words."""

    words: Annotated[str, ask("说明", long=True)] = ""


def number(text: str) -> Decimal | None:
    """Return a value written by a person as an exact number, or None where it is none."""
    try:
        value = Decimal(text.strip().rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _distinct(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what}“{value}”重复")
        seen.add(value)
