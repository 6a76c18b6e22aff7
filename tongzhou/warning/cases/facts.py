"""所陈述事实 — what each act of a warning states."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from tongzhou.law.penalties import ITEMS
from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

if TYPE_CHECKING:
    ViolationCode = str
else:
    ViolationCode = Literal[tuple(ITEMS)]

People = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Fen = Annotated[int, msgspec.Meta(ge=0, le=10**14)]
LevelCode = Literal["blue", "yellow", "orange", "red"]
Cause = Literal[
    "资金周转困难", "工程款未到位", "停产、歇业", "订单减少", "搬迁、改制", "经营者失联",
    "管理不规范", "劳资纠纷", "数据或统计原因", "其他",
]  # fmt: skip
FalseCause = Literal[
    "季节性、节假日停产", "检修、停电停水", "数据错误、滞后", "单位名称或代码对应错误", "缴费、申报时间差",
    "已经解决", "其他",
]  # fmt: skip


class HitFact(msgspec.Struct, frozen=True, kw_only=True):
    """规则命中: one rule, its value, the bound it passed, and twelve months before it, as they were known then.

    `value` and `series` are decimal numbers in words, in the `unit` of the indicator; an empty word is a missing month.
    """

    rule: str
    version: int
    label: str
    level: LevelCode
    value: str = ""
    unit: str = ""
    threshold: str = ""
    bound: str = ""  # the bound as a number, in the unit of the series; without it the series is of another indicator
    period: str = ""
    series: tuple[str, ...] = ()
    source: str = ""
    delivery: str = ""
    area: str = ""
    words: str = ""


class Candidate(Naming, frozen=True, kw_only=True):
    """列为预警候选: all signals of one employer together, with the level they make by the rules of combination."""

    hits: tuple[HitFact, ...]
    level: LevelCode
    score: int = 0
    channel: Annotated[
        Literal["规则监测", "网格上报", "投诉反映", "模型名单", "其他"], ask("来源")
    ] = "规则监测"
    words: Annotated[str, ask("情况说明", long=True, max_length=4000)] = ""
    industry: str = ""  # beginning of the industry code: the plan is chosen by it
    computed_on: date | None = None

    def check(self) -> None:
        """Raise ValueError where nothing was hit."""
        if not self.hits:
            raise ValueError("没有任何风险信号，不能列为预警候选")


class MoreHits(Facts, frozen=True, kw_only=True):
    """补充信号: what the rules have said since; the level is not changed by it, a person does that."""

    hits: tuple[HitFact, ...]
    level: LevelCode  # what the rules would now make of all signals
    computed_on: date | None = None


class Graded(Facts, frozen=True, kw_only=True):
    """Facts that set the level from which the clocks run."""

    level: Annotated[LevelCode, ask("预警等级", choices="warning_levels")]

    @property
    def is_red(self) -> bool:
        return self.level == "red"

    @property
    def is_orange(self) -> bool:
        return self.level == "orange"

    @property
    def is_yellow(self) -> bool:
        return self.level == "yellow"

    @property
    def is_blue(self) -> bool:
        return self.level == "blue"


class Confirmation(Graded, frozen=True, kw_only=True):
    """研判为有效."""

    words: Annotated[Text, ask("研判意见", long=True, max_length=2000)]


class FalseAlarm(Facts, frozen=True, kw_only=True):
    """误报登记: why it was none, and which rules were wrong."""

    cause: Annotated[FalseCause, ask("误报原因")]
    rules: Annotated[
        tuple[str, ...],
        ask(
            "误报的规则",
            choices="warning_rules",
            help="不选则为全部命中的规则；只选几条的，预警按其余规则继续办理",
        ),
    ] = ()
    words: Annotated[Text, ask("核对情况", long=True, max_length=2000)]
    advice: Annotated[str, ask("对规则、数据的改进建议", long=True, max_length=1000)] = ""


class RulesJudged(Facts, frozen=True, kw_only=True):
    """逐条认定: of each rule whether what it said was true. A rule named in neither list has no verdict yet."""

    confirmed: Annotated[
        tuple[str, ...],
        ask("属实的规则", choices="warning_rules", help="逐条认定，分别计入各条规则"),
    ] = ()
    wrong: Annotated[
        tuple[str, ...],
        ask("误报的规则", choices="warning_rules", help="两处都不选的，记为还没有结论"),
    ] = ()

    def check(self) -> None:
        """Raise ValueError where a rule is called both true and false."""
        if both := sorted(set(self.confirmed) & set(self.wrong)):
            raise ValueError(f"规则{'、'.join(both)}不能既属实又误报，请只选一处")


class Verdict(RulesJudged, frozen=True, kw_only=True):
    """逐条认定，不改变预警的状态."""

    words: Annotated[Text, ask("认定的依据", long=True, max_length=1000)]

    def check(self) -> None:
        """Raise ValueError where no rule is judged."""
        super().check()
        if not self.confirmed and not self.wrong:
            raise ValueError("请选择属实或误报的规则")


class Duplicate(Facts, frozen=True, kw_only=True):
    """并入已有预警: another warning of the same employer, by its public name; `number` is what it is called."""

    other: Annotated[Text, ask("已有预警", max_length=60)]
    number: str = ""
    words: Annotated[str, ask("说明", max_length=500)] = ""


class Issue(Graded, frozen=True, kw_only=True):
    """签发预警通知单."""

    words: Annotated[Text, ask("工作要求", long=True, max_length=2000)]


class Dispatch(Naming, frozen=True, kw_only=True):
    """派发: to whom it goes, and what is asked of them."""

    to: Annotated[
        Literal["网格协调员", "旗县业务科室", "行业主管部门", "苏木乡镇（街道）"], ask("派发对象")
    ]
    unit: Annotated[str, ask("单位名称", max_length=100)] = ""
    words: Annotated[str, ask("办理要求", long=True, max_length=2000)] = ""
    region: Annotated[str, ask("网格、苏木乡镇代码", max_length=12)] = ""
    coordinators: tuple[
        str, ...
    ] = ()  # who of those named is a coordinator: sent on a visit of their own

    def sorted_out(self) -> dict[str, str]:
        """Return everybody named as carrying it: also who was relieved before and is sent again."""
        return {key: "assigned" for key in self.names if key.startswith("handler/")}


class Letter(Facts, frozen=True, kw_only=True):
    """风险提示函: what was noticed, in plain words, and what the employer is kindly asked."""

    noticed: Annotated[
        Text, ask("注意到的情况", long=True, max_length=2000, help="用平常话写，不下结论")
    ]
    questions: Annotated[tuple[str, ...], ask("想了解的问题", min_length=1, help="每行一个")]
    contact: Annotated[str, ask("联系人、电话", max_length=100)] = ""


class Explanation(Facts, frozen=True, kw_only=True):
    """用人单位说明情况: what happened, what is owed, and what they mean to do."""

    situation: Annotated[
        Literal[
            "没有困难，情况如下", "有暂时困难，正在解决", "有困难，需要帮助", "数据不对，需要更正"
        ],
        ask("总的情况"),
    ]
    words: Annotated[Text, ask("情况说明", long=True, max_length=4000)]
    owed_people: Annotated[People | None, ask("目前未发工资的人数", unit="人")] = None
    pay_by: Annotated[date | None, ask("预计补发日期")] = None
    help_wanted: Annotated[str, ask("需要哪方面的帮助", long=True, max_length=1000)] = ""
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class Call(Facts, frozen=True, kw_only=True):
    """电话提醒."""

    called_on: Annotated[date, ask("通话日期")]
    person: Annotated[Text, ask("对方姓名、职务", max_length=60)]
    words: Annotated[Text, ask("通话内容", long=True, max_length=2000)]


class Interview(Facts, frozen=True, kw_only=True):
    """约谈记录."""

    held_on: Annotated[date, ask("约谈日期")]
    place: Annotated[Text, ask("地点", max_length=100)]
    present: Annotated[
        tuple[str, ...], ask("参加人员", min_length=1, help="每行一人，写明单位、职务")
    ]
    words: Annotated[Text, ask("谈话要点", long=True, max_length=4000)]
    promise: Annotated[str, ask("对方承诺", long=True, max_length=1000)] = ""


class Verification(Facts, frozen=True, kw_only=True):
    """核查反馈: what was found, by whom, where; people and money concerned; what is to come next.

    A coordinator's visit states the same (`coordinators.visit` replies with it). `amount` in whole fen.
    """

    found: Annotated[Literal["属实", "部分属实", "不属实", "无法核实"], ask("核实结果")]
    way: Annotated[Literal["现场走访", "电话核实", "资料核对"], ask("核实方式")]
    visited_on: Annotated[date, ask("核实日期")]
    place: Annotated[str, ask("地点", max_length=200)] = ""
    present: Annotated[str, ask("在场人员", max_length=200)] = ""
    cause: Annotated[Cause, ask("原因")]
    people: Annotated[People | None, ask("涉及人数", unit="人")] = None
    amount: Annotated[Fen | None, ask("涉及金额", unit="元")] = None
    words: Annotated[Text, ask("核实情况", long=True, max_length=4000)]
    plan: Annotated[str, ask("建议采取的措施", long=True, max_length=2000)] = ""
    next_check: Annotated[date | None, ask("下次查看日期")] = None
    visitor: Annotated[str, ask("核实人", max_length=60)] = ""
    photos: Annotated[tuple[FileRef, ...], ask("照片、材料")] = ()

    def check(self) -> None:
        """Raise ValueError where a visit names no place, or the next look lies before this one."""
        if self.way == "现场走访" and not self.place.strip():
            raise ValueError("现场走访的，请填写地点")
        if self.next_check and self.next_check < self.visited_on:
            raise ValueError("下次查看日期不能早于核实日期")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """一项措施: what, by whom, until when; which office owes it, and the body it is asked of (none: the whole office)."""

    what: str
    who: str
    until: date
    office: str = "warning_responder"
    body: str = ""


class Plan(Naming, frozen=True, kw_only=True):
    """处置方案: measures by name (`measure/1` …), chosen from the plan of this level and sector and changed as needed."""

    steps: dict[str, Step]
    template: str = ""
    words: Annotated[str, ask("总体要求", long=True, max_length=2000)] = ""

    @property
    def until(self) -> dict[str, date]:
        """Return the day by which each measure of a responder is due."""
        return self._owed("warning_responder")

    @property
    def until_coordinator(self) -> dict[str, date]:
        """Return the same of each measure of a coordinator."""
        return self._owed("coordinator")

    @property
    def until_analyst(self) -> dict[str, date]:
        """Return the same of each measure of those who watch."""
        return self._owed("warning_analyst")

    def _owed(self, office: str) -> dict[str, date]:
        return {key: step.until for key, step in self.steps.items() if step.office == office}

    def owned(self) -> dict[str, str]:
        """Return the body that each measure is asked of."""
        return {key: step.body for key, step in self.steps.items() if step.body}

    def check(self) -> None:
        """Raise ValueError where a measure lacks what, who or a name in the case."""
        if not self.steps:
            raise ValueError("处置方案至少要有一项措施")
        if any(not s.what.strip() or not s.who.strip() for s in self.steps.values()):
            raise ValueError("每项措施须写明做什么、由谁办")

    def called(self) -> dict[str, str]:
        """Return each measure by what it is, and who helps with one by name."""
        helping = {key: name for key, name in self.names.items() if key.startswith("helper/")}
        return {key: step.what for key, step in self.steps.items()} | helping


class MeasureDone(Facts, frozen=True, kw_only=True):
    """措施落实."""

    words: Annotated[Text, ask("落实情况", long=True, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()


class MeasureDropped(Facts, frozen=True, kw_only=True):
    """不再实施."""

    words: Annotated[Text, ask("理由", long=True, max_length=1000)]


class Progress(Facts, frozen=True, kw_only=True):
    """情况续报: how it stands today."""

    words: Annotated[Text, ask("目前情况", long=True, max_length=2000)]
    people: Annotated[People | None, ask("尚涉及人数", unit="人")] = None
    amount: Annotated[Fen | None, ask("尚欠金额", unit="元")] = None


class Feedback(Facts, frozen=True, kw_only=True):
    """处置反馈."""

    resolved: Annotated[Literal["已化解", "部分化解", "未化解", "不属实"], ask("处置结果")]
    people: Annotated[People | None, ask("解决人数", unit="人")] = None
    amount: Annotated[Fen | None, ask("解决金额", unit="元")] = None
    words: Annotated[Text, ask("处置情况", long=True, max_length=4000)]
    advice: Annotated[Literal["解除预警", "降级观察", "继续处置", "转有关部门"], ask("建议")]


class Closing(RulesJudged, frozen=True, kw_only=True):
    """解除预警."""

    words: Annotated[Text, ask("审核意见", long=True, max_length=2000)]


class SentBack(Facts, frozen=True, kw_only=True):
    """退回继续处置."""

    words: Annotated[Text, ask("还要做什么", long=True, max_length=2000)]


class Regrade(Graded, frozen=True, kw_only=True):
    """调整等级."""

    words: Annotated[Text, ask("理由", long=True, max_length=1000)]


class Downgrade(Regrade, frozen=True, kw_only=True):
    """降级观察."""

    next_check: Annotated[date, ask("下次查看日期")]


class ToInspection(RulesJudged, frozen=True, kw_only=True):
    """移送劳动保障监察: suspected of what. The codes are those of the table of penalties."""

    violations: Annotated[
        tuple[ViolationCode, ...], ask("涉嫌违法事项", choices="warning_violations", min_length=1)
    ]
    words: Annotated[Text, ask("移送的情况", long=True, max_length=4000)]


class ToMediation(RulesJudged, frozen=True, kw_only=True):
    """转调解: the mediation body is asked to offer its help."""

    unit: Annotated[Text, ask("调解组织", max_length=100)]
    people: Annotated[People | None, ask("涉及人数", unit="人")] = None
    words: Annotated[Text, ask("移送的情况", long=True, max_length=4000)]


class ToIncident(RulesJudged, frozen=True, kw_only=True):
    """转突发事件处置: to a person of the platform, who is told and answers for it until it is over."""

    unit: Annotated[Text, ask("接收单位", max_length=100)]
    officer: str = ""  # their number in the register of persons
    officer_name: str = ""
    happening: Annotated[Literal["可能发生", "即将发生", "正在发生"], ask("情形")]
    people: Annotated[People | None, ask("聚集或涉及人数", unit="人")] = None
    words: Annotated[Text, ask("移送的情况", long=True, max_length=4000)]


class IncidentOver(Facts, frozen=True, kw_only=True):
    """突发事件处置结果，自动回告."""

    result: Annotated[str, ask("处置结果")]
    ended_on: Annotated[date, ask("结束日期")]
    words: Annotated[str, ask("处置情况", long=True)] = ""
    people: Annotated[int | None, ask("涉及人数", unit="人")] = None


class Relief(Facts, frozen=True, kw_only=True):
    """调整责任人."""

    words: Annotated[Text, ask("理由", max_length=300)]


class VisitMoved(Facts, frozen=True, kw_only=True):
    """走访任务变动，自动回告: who goes now, or that it waits for somebody, and why."""

    what: Literal["改派", "退回待指派", "取消"]
    to: str = ""  # the name of whoever goes now
    words: str = ""
