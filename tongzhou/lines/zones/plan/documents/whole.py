"""建设方案 — the plan in the order and the wording of the template's headings, with its four attachments."""

from __future__ import annotations

from collections.abc import Iterator

from tongzhou.lines.zones.plan.documents.sheets import county_cells, four_cells, sheet
from tongzhou.lines.zones.plan.procedure import league, region
from tongzhou.lines.zones.plan.rules import goals_of, opening_of, tasks_of
from tongzhou.lines.zones.plan.tables import written
from tongzhou.lines.zones.shapes import ATTACHMENTS, HEADINGS, SECTIONS, Goal, Task
from tongzhou.procedure.papers import Annex, Block, Document, Heading, Issue, Paragraph, Table
from tongzhou.procedure.papers import paragraphs as lines_of
from tongzhou.procedure.papers.words import day

UNWRITTEN = Paragraph("（本部分尚未填写）")
UNAPPROVED = ("drafting", "at_county", "at_league", "at_region", "agreed", "returned", "changing")


def plan(issue: Issue) -> Document:
    """Return the whole plan as it stood at the entry."""
    return Document(
        title=f"{county_of(issue)}构建和谐劳动关系综合试验区方案",
        blocks=tuple(_body(issue)),
        annexes=attachments(issue),
        draft=issue.view.state in UNAPPROVED,
    )


def county_of(issue: Issue) -> str:
    """Return the name of the county."""
    opening = opening_of(issue.view)
    return opening.county_name if opening else issue.region


def _body(issue: Issue) -> Iterator[Block]:
    text = issue.text("plan")
    for number, heading in SECTIONS.items():
        yield Heading(heading)
        for part, label in HEADINGS.items():
            if part[0] != number:
                continue
            if part != number:  # section three has no headings below it
                yield Heading(label, level=2)
            yield from lines_of(text.get(part, "")) or (UNWRITTEN,)
            if part == "2.2":
                yield from _aims(issue)


def _aims(issue: Issue) -> Iterator[Block]:
    table = goals_of(issue.view)
    if table is None:
        return
    if table.term_from and table.term_to:
        yield Paragraph(f"{day(table.term_from)}至{day(table.term_to)}。", lead="试验期：")
    if table.innovations:
        yield Paragraph("；".join(table.innovations) + "。", lead="创新点：")
    if table.goals:
        yield Table(
            head=("编号", "目标", "类型", "基期值", "年度目标", "数据来源"),
            rows=tuple(_aim(goal) for goal in table.goals),
            widths=(1, 4, 1.4, 2.2, 4, 3),
            aligns=("centre", "left", "centre", "centre", "left", "left"),
            caption="总体目标表",
        )


def _aim(goal: Goal) -> tuple[str, ...]:
    name = goal.name + (f"（{goal.unit}）" if goal.unit else "")
    base = goal.base + (f"\n（{goal.base_on}）" if goal.base_on else "")
    return (goal.code, name, goal.kind, base, written(goal.targets), goal.source)


def task_table(issue: Issue) -> Table:
    """Return attachment 1: measures, time, overall and stage goals, lead and joining bodies."""
    table = tasks_of(issue.view)
    return Table(
        head=(
            "序号", "任务", "工作措施", "推进时间", "总体目标", "阶段性目标", "牵头负责单位", "参与单位",
        ),
        rows=tuple(_task(task) for task in (table.tasks if table else ())),
        widths=(0.9, 2.2, 4.2, 3.2, 2.8, 4, 2, 2.6),
        aligns=("centre", "left", "left", "centre", "left", "left", "left", "left"),
    )  # fmt: skip


def _task(task: Task) -> tuple[str, ...]:
    time = "\n至\n".join(str(d) for d in (task.starts, task.ends) if d)
    return (
        task.number,
        task.title,
        task.measure,
        time,
        task.goal,
        written(task.stages),
        task.lead,
        "、".join(task.joint),
    )


def attachments(issue: Issue) -> tuple[Annex, ...]:
    """Return the four attachments of the template, in its order and wording."""
    return (
        Annex(ATTACHMENTS[1], (task_table(issue),), landscape=True),
        Annex(ATTACHMENTS[2], (sheet(county_cells(issue)),)),
        Annex(ATTACHMENTS[3], (sheet(four_cells(issue, league)),)),
        Annex(ATTACHMENTS[4], (sheet(four_cells(issue, region)),)),
    )
