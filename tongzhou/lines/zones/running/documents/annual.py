"""年度报告 — generated from tasks and figures; the zone office adds what figures do not say."""

from __future__ import annotations

from tongzhou.lines.zones.running import facts, rules
from tongzhou.lines.zones.running.documents.words import decimal, state_in_words
from tongzhou.lines.zones.running.rules import GoalLine, TaskLine
from tongzhou.lines.zones.shapes import CHAPTERS
from tongzhou.procedure.papers import (
    Annex,
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    Table,
    day,
    paragraphs,
)


def annual(issue: Issue) -> Document:
    """年度报告 of a zone, in the order: overall, tasks, goals, problems, requests, next steps."""
    stated = issue.facts
    assert isinstance(stated, facts.AnnualReport)
    view, year = issue.view, stated.year
    start = rules.start_of(view)
    tasks = [t for t in rules.task_lines(view) if t.state != facts.DROPPED]
    goals = rules.goal_lines(view)
    return Document(
        title=f"{start.name}{year}年度报告",
        blocks=(
            Heading("总体情况"),
            *paragraphs(stated.summary),
            Paragraph(_overall(tasks, issue)),
            Heading("任务推进情况"),
            *_advance(tasks, issue),
            Heading("目标完成情况"),
            _goals(goals, year),
            *(Paragraph(f"{g.goal.name}（定性目标）：{g.targets[year]}") for g in goals
              if g.goal.kind == "定性" and year in g.targets),
            Heading("存在问题"),
            *_problems(stated, tasks, year),
            Heading("提请上级协调事项"),
            *_requests(tasks),
            Heading("下一步打算"),
            *(paragraphs(stated.next_steps) or (Paragraph("按年度任务分解继续推进。"),)),
        ),
        annexes=(
            Annex(f"{year}年度任务推进情况表", (_table(tasks, year, issue),), landscape=True),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )  # fmt: skip


def _overall(tasks: list[TaskLine], issue: Issue) -> str:
    done = sum(t.state == "done" for t in tasks)
    going = sum(t.state == "under_way" for t in tasks)
    late = sum(t.is_late(issue.on) for t in tasks)
    return (
        f"截至{day(issue.on)}，方案确定的{len(tasks)}项任务已完成{done}项，推进中{going}项，"
        f"未启动{len(tasks) - done - going}项；其中超过完成日期尚未办结的{late}项。"
    )


def _advance(tasks: list[TaskLine], issue: Issue) -> list[Heading | Paragraph]:
    """Return, by paragraph of the policy, what was reported last of each task."""
    out: list[Heading | Paragraph] = []
    chapter = ""
    for task in sorted(tasks, key=lambda t: list(CHAPTERS).index(t.task.chapter)):
        if task.task.chapter != chapter:
            chapter = task.task.chapter
            out.append(Heading(task.chapter, level=2))
        told = task.completion.words if task.completion else ""
        told = told or (task.reports[-1][1].words if task.reports else "尚未报送进展。")
        state = state_in_words(task, issue.on)
        lead = f"{task.task.title}（{task.task.lead}，{task.percent}%，{state}）。"
        out.append(Paragraph(told, lead=lead))
    return out


def _goals(goals: list[GoalLine], year: int) -> Table:
    rows = []
    for line in goals:
        if line.goal.kind != "定量":
            continue
        quarters = [q for q in line.figures if q.startswith(str(year))]
        figure = line.figures[max(quarters)] if quarters else None
        rows.append(
            (
                line.goal.name,
                line.goal.unit,
                decimal(line.base),
                line.targets.get(year, ""),
                decimal(line.at_year(year), missing="未填报"),
                decimal(line.gap(year)),
                figure.source if figure else line.goal.source,
                f"{figure.as_of}" if figure else "",
            )
        )
    return Table(
        ("指标", "单位", "基期", "目标", "实际", "差距", "数据来源", "数据截至"),
        tuple(rows),
        widths=(4.4, 1.3, 1.7, 1.7, 2, 1.8, 3.6, 3.4),
        aligns=("left", "centre", "right", "right", "right", "right", "left", "centre"),
        caption=f"{year}年定量目标完成情况",
    )


def _problems(stated: facts.AnnualReport, tasks: list[TaskLine], year: int) -> list[Paragraph]:
    own = list(paragraphs(stated.problems))
    for task in tasks:
        for _told, report in task.reports:
            if report.quarter.startswith(str(year)) and report.problem.strip():
                own.append(Paragraph(report.problem.strip(), lead=f"{task.task.lead}反映："))
    return own or [Paragraph("未反映突出问题。")]


def _requests(tasks: list[TaskLine]) -> list[Paragraph]:
    found = [
        Paragraph(task.request, lead=f"{task.task.lead}（{task.task.title}）：")
        for task in tasks
        if task.request
    ]
    return found or [Paragraph("没有待答复的协调事项。")]


def _table(tasks: list[TaskLine], year: int, issue: Issue) -> Table:
    rows = []
    for task in tasks:
        asked = task.year(year)
        rows.append(
            (
                task.task.number,
                task.task.title,
                task.task.lead,
                asked.goal if asked else "",
                f"{task.percent}%",
                state_in_words(task, issue.on),
                f"{task.task.ends or ''}",
                str(len(task.evidence)),
            )
        )
    return Table(
        ("序号", "任务", "牵头单位", "年度目标", "进度", "状态", "完成日期", "佐证（件）"),
        tuple(rows),
        widths=(1, 4, 3, 4.4, 1.4, 1.8, 3, 1.4),
        aligns=("centre", "left", "left", "left", "right", "centre", "centre", "right"),
    )
