"""年度任务分解表、季度进展报告、任务推进表 — tables of a zone on paper."""

from __future__ import annotations

from tongzhou.lines.zones.running import facts, figures, rules
from tongzhou.lines.zones.running.documents.words import state_in_words
from tongzhou.procedure.papers import (
    Annex,
    Cell,
    Document,
    Heading,
    Issue,
    Paragraph,
    Sheet,
    SignatureBlock,
    Table,
    day,
    paragraphs,
)


def year_table(issue: Issue) -> Document:
    """年度任务分解表: what each task is to bring in a year, quarter by quarter."""
    stated = issue.facts
    assert isinstance(stated, facts.Decomposition)
    start = rules.start_of(issue.view)
    titles = {t.number: t.title for t in rules.programme(issue.view).tasks}
    rows = tuple(
        (row.task, titles.get(row.task, ""), row.goal, row.unit, *row.quarters)
        for row in stated.rows
    )
    table = Table(
        ("序号", "任务", "年度目标", "责任单位", "一季度", "二季度", "三季度", "四季度"),
        rows,
        widths=(1, 4, 4, 2.6, 3, 3, 3, 3),
        aligns=("centre", *("left",) * 7),
    )
    return Document(
        title=f"{start.name}{stated.year}年度任务分解",
        blocks=(
            Paragraph(
                f"根据批准的建设方案（第{rules.version(issue.view)}版），现将{stated.year}年度"
                f"{len(stated.rows)}项任务分解如下，请各责任单位按季度推进并报送进展。"
            ),
        ),
        annexes=(Annex(f"{stated.year}年度任务分解表", (table,), landscape=True),),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def progress(issue: Issue) -> Document:
    """季度进展报告 of a lead body on one task."""
    stated = issue.facts
    assert isinstance(stated, facts.Progress)
    named = [s for s in issue.subjects if s.kind.code == "task"]
    lines = {line.key: line for line in rules.task_lines(issue.view)}
    line = lines[named[0].key]
    task = line.task
    files = "、".join(f.name for f in stated.evidence) or "无"
    return Document(
        title=f"{figures.spoken_quarter(stated.quarter)}任务进展报告",
        blocks=(
            Sheet(
                (
                    (Cell("任务", label=True), Cell(f"{task.number}. {task.title}", across=3)),
                    (
                        Cell("牵头单位", label=True),
                        Cell(task.lead),
                        Cell("政策章节", label=True),
                        Cell(task.chapter),
                    ),
                    (
                        Cell("完成日期", label=True),
                        Cell(f"{task.ends or '未定'}"),
                        Cell("完成进度", label=True),
                        Cell(f"{stated.percent}%"),
                    ),
                    (Cell("进展情况", label=True), Cell(stated.words, tall=36, across=3)),
                    (Cell("存在问题", label=True), Cell(stated.problem or "无", tall=14, across=3)),
                    (
                        Cell("提请上级协调事项", label=True),
                        Cell(stated.request or "无", tall=14, across=3),
                    ),
                    (Cell("佐证材料", label=True), Cell(files, across=3)),
                ),
                widths=(2, 4, 2, 4),
            ),
        ),
        signature=SignatureBlock((issue.body,), issue.on),
    )


def task_table(issue: Issue) -> Document:
    """任务推进表 as the zone stands now, by paragraph of the policy."""
    start = rules.start_of(issue.view)
    lines = rules.task_lines(issue.view)
    rows = tuple(
        (
            line.task.number,
            line.task.chapter,
            line.task.title,
            line.task.lead,
            f"{line.task.starts or ''}",
            f"{line.task.ends or ''}",
            f"{line.percent}%",
            state_in_words(line, issue.on),
            line.reports[-1][1].words if line.reports else "",
        )
        for line in lines
    )
    table = Table(
        ("序号", "章节", "任务", "牵头单位", "开始", "完成", "进度", "状态", "最近进展"),
        rows,
        widths=(1, 2.6, 4, 2.8, 2.9, 2.9, 1.5, 1.8, 5),
        aligns=("centre", "centre", "left", "left", "centre", "centre", "right", "centre", "left"),
    )
    first, last = rules.term(issue.view)
    return Document(
        title=f"{start.name}任务推进表",
        blocks=(
            Paragraph(f"试验期{day(first)}至{day(last)}，共{len(lines)}项任务。"),
            Heading("创新点", numbered=False),
            *paragraphs("\n".join(start.innovations) or "（方案未列）"),
        ),
        annexes=(Annex("任务推进表", (table,), landscape=True),),
    )
