"""方案检查 — what is still missing in a plan, or does not fit together: place, what, and what to do.

Pure. 内人社发〔2018〕11号 五(一) asks for aims, content, organisation and money, a road map and timetable,
a list of tasks with their division and a yearly decomposition; the annex for aims both in words and in
figures. What blocks, blocks the submission; the rest is pointed out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tongzhou.lines.zones.plan.facts import GoalTable, TaskTable
from tongzhou.lines.zones.plan.readings import TERM_LEAST_DAYS, TERM_MOST_DAYS
from tongzhou.lines.zones.running.facts import number
from tongzhou.lines.zones.shapes import HEADINGS, PARTS, Goal, Task

YEAR = re.compile(r"(20\d\d)\s*年")
SHORT = 40  # characters under which a part can hardly say what the template asks


@dataclass(frozen=True)
class Finding:
    """One thing to put right. `row` names the goal or task; `blocks` says that it stops submission."""

    code: str
    part: str
    says: str
    remedy: str
    row: str = ""
    blocks: bool = True

    @property
    def place(self) -> str:
        """Return where it is, in the words of the template."""
        return part_label(self.part)


def part_label(part: str) -> str:
    """Return how a part is called on the screen: 1.1 建设试验区的优势条件."""
    if part == "goals":
        return "总体目标表"
    if part == "tasks":
        return "附件1 职责任务分工"
    return f"{part} {HEADINGS[part]}"


def findings(
    digests: Mapping[str, str],
    goals: GoalTable | None,
    tasks: TaskTable | None,
    contents: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Return what is to be put right, blocking ones first within each part, in the order of the plan.

    `digests` are the parts that stand; `contents` their text, where it is at hand: without it, what
    can only be read from the text is not looked at (it never blocks).
    """
    found = [*_missing(digests)]
    if goals is not None:
        found += [*_term(goals), *_goals(goals)]
    if tasks is not None:
        found += [*_tasks(tasks, goals)]
    if contents is not None:
        found += [*_texts(contents, goals)]
    order = {part: i for i, part in enumerate(PARTS)}
    return sorted(found, key=lambda f: (order[f.part], not f.blocks))


def blocking(found: list[Finding]) -> list[Finding]:
    """Return those that stop the submission."""
    return [f for f in found if f.blocks]


def _missing(digests: Mapping[str, str]) -> Iterator[Finding]:
    for part in PARTS:
        if not digests.get(part):
            yield Finding("missing", part, "本部分尚未填写", "按模板要求编写并提交本部分")


def _term(table: GoalTable) -> Iterator[Finding]:
    a, b = table.term_from, table.term_to
    if a is None or b is None:
        yield Finding("term_missing", "goals", "没有写明试验期", "填写试验期的起止日期，三年左右")
    elif b <= a:
        yield Finding("term_reversed", "goals", "试验期止日不晚于起日", "核对试验期的起止日期")
    elif not TERM_LEAST_DAYS <= (b - a).days <= TERM_MOST_DAYS:
        yield Finding(
            "term_unusual",
            "goals",
            f"试验期共{(b - a).days}日，与“三年左右”相差较大",
            "核对试验期；确需如此的，在总体目标中说明理由",
            blocks=False,
        )
    if not any(line.strip() for line in table.innovations):
        yield Finding(
            "no_innovation",
            "goals",
            "没有写明创新点",
            "写明至少一项创新：综合试验区不求全面试验，但务必在某个方面有创新",
        )


def _goals(table: GoalTable) -> Iterator[Finding]:
    kinds = Counter(g.kind for g in table.goals)
    if not kinds["定量"]:
        yield Finding(
            "no_quantity",
            "goals",
            "没有定量目标",
            "增加有基期值和年度目标的指标：目标设定采取定性与定量相结合的方式",
        )
    if not kinds["定性"]:
        yield Finding(
            "no_quality",
            "goals",
            "没有定性目标",
            "增加以文字表述的目标：目标设定采取定性与定量相结合的方式",
        )
    for goal in table.goals:
        if goal.kind == "定量":
            yield from _quantity(goal, table)


def _quantity(goal: Goal, table: GoalTable) -> Iterator[Finding]:
    def finding(code: str, says: str, remedy: str, *, blocks: bool = True) -> Finding:
        return Finding(code, "goals", f"“{goal.name}”{says}", remedy, goal.code, blocks)

    base = number(goal.base)
    if base is None or goal.base_on is None:
        yield finding("goal_base", "缺少基期值或基期日期", "填写基期值（数字）和基期日期")
    if not goal.unit:
        yield finding("goal_unit", "没有单位", "填写单位，如 %、人、件")
    if not goal.targets:
        yield finding("goal_targets", "没有年度目标", "逐年填写目标值")
    years = [t.year for t in goal.targets]
    if len(years) != len(set(years)):
        yield finding("goal_years_twice", "同一年度有两个目标", "每年只留一个目标值")
    if wrong := [t for t in goal.targets if number(t.goal) is None]:
        yield finding(
            "goal_not_number", f"{wrong[0].year}年目标“{wrong[0].goal}”不是数字", "填数字"
        )
    if outside := _outside(years, table.term_from, table.term_to):
        yield finding("goal_year_outside", f"{outside}年不在试验期内", "删去该年或核对试验期")
    if not goal.source:
        yield finding("goal_source", "没有数据来源", "写明由哪个单位、哪个系统提供")
    if not goal.formula:
        yield finding("goal_formula", "没有口径", "写明分子、分母及不计入的情形", blocks=False)
    last = number(goal.targets[-1].goal) if goal.targets else None
    if (
        base is not None
        and last is not None
        and (last < base if goal.better == "higher" else last > base)
    ):
        yield finding("goal_worse", "末年目标不如基期值", "核对目标值或“方向”", blocks=False)


def _tasks(table: TaskTable, goals: GoalTable | None) -> Iterator[Finding]:
    if not table.tasks:
        yield Finding("no_tasks", "tasks", "没有任务", "列出任务清单、分工和时间表")
        return
    for task in table.tasks:
        yield from _one_task(task)
        if goals is not None:
            yield from _in_term(task, goals.term_from, goals.term_to)
    titles = Counter(t.title for t in table.tasks)
    for title, times in titles.items():
        if times > 1:
            yield Finding(
                "task_twice", "tasks", f"任务“{title}”出现{times}次", "合并或改名", blocks=False
            )
    if (total := sum(t.weight for t in table.tasks)) != 100:
        yield Finding(
            "weights",
            "tasks",
            f"各任务权重合计{total}，不是100",
            "调整权重，使合计为100，便于计算总体进度",
            blocks=False,
        )


# field → what is missing, what to write. 附件1: 工作措施、推进时间、总体目标和阶段性目标、牵头和参与单位.
ASKED = {
    "measure": ("没有工作措施", "写明具体措施"),
    "starts": ("没有开始日期", "填写推进时间的起日"),
    "ends": ("没有完成日期", "填写推进时间的止日"),
    "lead": ("没有牵头负责单位", "确定一个牵头负责单位"),
    "joint": ("没有参与单位", "列出参与单位"),
    "goal": ("没有总体目标", "写明任务完成时达到的目标"),
    "stages": ("没有阶段性目标", "逐年写明阶段性目标"),
}


def _one_task(task: Task) -> Iterator[Finding]:
    def finding(code: str, says: str, remedy: str, *, blocks: bool = True) -> Finding:
        name = f"任务{task.number}“{task.title}”"
        return Finding(code, "tasks", name + says, remedy, task.number, blocks)

    for field, (says, remedy) in ASKED.items():
        if not getattr(task, field):
            yield finding(f"task_{field}", says, remedy)
    if task.lead and task.lead in task.joint:
        yield finding("task_lead_joint", "的牵头单位又列为参与单位", "从参与单位中删去牵头单位")
    years = [s.year for s in task.stages]
    if len(years) != len(set(years)):
        yield finding("task_stage_twice", "同一年度有两个阶段性目标", "每年合并为一个")
    if task.starts and task.ends:
        if task.ends < task.starts:
            yield finding("task_reversed", "的完成日期早于开始日期", "核对推进时间")
        elif outside := _outside(years, task.starts, task.ends):
            yield finding(
                "task_stage_outside",
                f"的阶段性目标年度{outside}不在推进时间内",
                "核对阶段性目标的年度或推进时间",
            )
        elif years and (gap := set(range(task.starts.year, task.ends.year + 1)) - set(years)):
            yield finding(
                "task_stage_gap",
                f"缺{'、'.join(map(str, sorted(gap)))}年的阶段性目标",
                "补齐各年度的阶段性目标，便于年度分解",
                blocks=False,
            )
    if not task.deliverable:
        yield finding(
            "task_deliverable", "没有交付成果", "写明文件、平台、数据等成果", blocks=False
        )


def _in_term(task: Task, a: date | None, b: date | None) -> Iterator[Finding]:
    if not (a and b):
        return
    early, late = task.starts and task.starts < a, task.ends and task.ends > b
    if early or late:
        yield Finding(
            "task_outside_term",
            "tasks",
            f"任务{task.number}“{task.title}”的推进时间超出试验期（{a}至{b}）",
            "调整推进时间或试验期",
            task.number,
        )


def _outside(years: list[int], a: date | None, b: date | None) -> str:
    if a is None or b is None:
        return ""
    return "、".join(str(y) for y in years if not a.year <= y <= b.year)


def _texts(contents: Mapping[str, str], goals: GoalTable | None) -> Iterator[Finding]:
    def finding(code: str, part: str, says: str, remedy: str) -> Finding:
        return Finding(code, part, says, remedy, blocks=False)

    for part, text in contents.items():
        if part not in HEADINGS or not text.strip():
            continue
        if len(text.strip()) < SHORT:
            yield finding("short", part, f"只有{len(text.strip())}字，过于简略", "补充具体内容")
        if part.startswith("2.") and "试验区" not in text:
            yield finding(
                "not_the_zone",
                part,
                "通篇没有提到“试验区”",
                "总体思路应写建设综合试验区的思路，而不是构建和谐劳动关系的一般思路",
            )
        if part == "3" and not re.search("创新|突破", text):
            yield finding(
                "no_breakthrough", part, "没有写明创新或突破", "写明重点创新、突破与整体推进的关系"
            )
        if part.startswith("5."):
            yield from _step(part, text, goals)


def _step(part: str, text: str, goals: GoalTable | None) -> Iterator[Finding]:
    if not re.search(r"\d\s*[年月日]|季度|上半年|下半年", text):
        yield Finding(
            "no_time", part, "没有时间安排", "写明本阶段的时间安排和工作措施", blocks=False
        )
    if goals and goals.term_from and goals.term_to:
        inside = range(goals.term_from.year, goals.term_to.year + 1)
        if wrong := sorted({y for y in YEAR.findall(text) if int(y) not in inside}):
            yield Finding(
                "step_year_outside",
                part,
                f"提到的{'、'.join(wrong)}年不在试验期内",
                "核对本阶段的时间安排与试验期",
                blocks=False,
            )
