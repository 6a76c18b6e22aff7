"""The shapes that the annexed template fixes: chapters of the policy, headings of the plan, tasks, goals.

Source: 内人社发〔2018〕11号, part 三 (chapters) and the annex (headings). Pure; used by all procedures of
the line.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Text, ask

# 三、主要任务: the eleven paragraphs a task can belong to.
CHAPTERS = {
    "三(一)1": "工作领导体制机制创新",
    "三(一)2": "协商协调机制创新",
    "三(一)3": "社会信用体系建设",
    "三(一)4": "用工单位构建和谐劳动关系机制创新",
    "三(一)5": "专业工作队伍建设",
    "三(二)1": "劳动关系双方自主协调机制",
    "三(二)2": "矛盾纠纷预防和调处机制",
    "三(二)3": "劳动保障监察制度机制",
    "三(三)1": "对用工单位和职工的指导、服务",
    "三(三)2": "劳动用工监管方式",
    "三(三)3": "劳动关系外部环境",
}
Chapter = Literal[
    "三(一)1", "三(一)2", "三(一)3", "三(一)4", "三(一)5", "三(二)1",
    "三(二)2", "三(二)3", "三(三)1", "三(三)2", "三(三)3",
]  # fmt: skip

# The headings of the template, in its order and wording. Key → (heading, what the template asks).
SECTIONS = {
    "1": "构建和谐劳动关系综合试验区的基本条件",
    "2": "构建和谐劳动关系综合试验区的总体思路",
    "3": "构建和谐劳动关系综合试验区的重点内容",
    "4": "构建和谐劳动关系综合试验区的组织实施",
    "5": "构建和谐劳动关系综合试验区的工作步骤",
}
HEADINGS = {
    "1.1": "建设试验区的优势条件",
    "1.2": "建设试验区要解决的主要问题",
    "2.1": "指导思想",
    "2.2": "总体目标",
    "2.3": "基本原则",
    "3": "重点内容",
    "4.1": "组织保障",
    "4.2": "宣传保障",
    "4.3": "经费保障",
    "4.4": "其他保障措施",
    "5.1": "启动阶段",
    "5.2": "实施阶段",
    "5.3": "评估、验收阶段",
}
# Parts of the text that are signed: the headings, the table of goals, and attachment 1 (the sixth part).
PARTS = (*HEADINGS, "goals", "tasks")
ATTACHMENTS = {
    1: "构建和谐劳动关系综合试验区职责任务分工",
    2: "旗县（市、区）人民政府意见",
    3: "盟市人社、发改委、工会、工商联签署意见",
    4: "自治区人社、发改委、总工会、工商联批复意见",
}


class Stage(msgspec.Struct, frozen=True):
    """阶段性目标: what is to be reached by the end of a year."""

    year: int
    goal: Text


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One row of attachment 1: measure, time, overall and stage goals, lead and joining bodies."""

    number: Annotated[str, ask("序号")]
    chapter: Annotated[Chapter, ask("政策章节")]
    title: Annotated[Text, ask("任务")]
    measure: Annotated[str, ask("工作措施", long=True)]
    lead: Annotated[str, ask("牵头负责单位", choices="county_bodies")]
    joint: Annotated[tuple[str, ...], ask("参与单位", choices="county_bodies")] = ()
    starts: Annotated[date | None, ask("开始日期")] = None
    ends: Annotated[date | None, ask("完成日期")] = None
    goal: Annotated[str, ask("总体目标", long=True)] = ""
    stages: Annotated[tuple[Stage, ...], ask("阶段性目标")] = ()
    deliverable: Annotated[str, ask("交付成果")] = ""
    weight: Annotated[int, ask("权重", ge=1, le=100)] = 10


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """总体目标, one line: qualitative in words, or an indicator with base and yearly targets."""

    code: str
    name: Annotated[Text, ask("目标")]
    kind: Annotated[Literal["定量", "定性"], ask("类型")]
    unit: Annotated[str, ask("单位")] = ""
    formula: Annotated[str, ask("口径", long=True)] = ""
    base: Annotated[str, ask("基期值")] = ""  # decimal in text: exact
    base_on: Annotated[date | None, ask("基期日期")] = None
    targets: Annotated[tuple[Stage, ...], ask("年度目标")] = ()
    source: Annotated[str, ask("数据来源")] = ""
    better: Annotated[Literal["higher", "lower"], ask("方向")] = "higher"
