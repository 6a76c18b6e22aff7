"""导出 — the table of tasks and the indicators."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.zones.running import facts, figures, pages, rules
from tongzhou.lines.zones.running import procedure as zone
from tongzhou.procedure.counter import VisitorRequest, counter
from tongzhou.procedure.view import View
from tongzhou.ui.tables import TYPES, Column, Table, Value, answer

TASKS = (
    Column("序号", 7),
    Column("政策章节", 11),
    Column("任务", 28),
    Column("工作措施", 36),
    Column("牵头负责单位", 18),
    Column("参与单位", 20),
    Column("开始日期", 12),
    Column("完成日期", 12),
    Column("总体目标", 28),
    Column("完成进度（%）", 9),
    Column("状态", 14),
    Column("佐证材料（件）", 9),
    Column("最近进展", 34),
    Column("提请协调事项", 24),
)
INDICATORS = (
    Column("编号", 8),
    Column("目标", 26),
    Column("单位", 8),
    Column("口径", 30),
    Column("基期值", 10),
    Column("基期日期", 12),
    Column("年度", 8),
    Column("目标值", 12),
    Column("季度", 10),
    Column("实际值", 12),
    Column("差距", 10),
    Column("数据来源", 20),
    Column("数据截至", 12),
    Column("确认人", 12),
    Column("说明", 24),
)


@counter
def tasks(request: VisitorRequest, uid: str) -> HttpResponse:
    """Give the tasks of a zone as a workbook: what the board shows, with the filters of its address."""
    visitor = request.visitor
    case = visitor.case(zone.ZONE.code, uid)
    view = visitor.door.view(case)
    wanted = pages.Wanted.of(request.GET)
    rows = [r for r in pages.task_rows(view, visitor.on) if wanted.keeps(r)]
    visitor.saw("export", case, detail=f"任务表 {len(rows)}项")
    name = rules.start_of(view).name
    table = Table(
        _("%(zone)s任务推进表") % {"zone": name},
        TASKS,
        [_task(row) for row in rows],
        (_("数据截至%(day)s。滞后以方案确定的完成日期与该日比较得出。") % {"day": visitor.on},),
    )
    return answer(table, "xlsx", f"{name}任务推进表-{visitor.on}")


def _task(row: pages.TaskRow) -> list[Value]:
    line, task = row.line, row.line.task
    return [
        task.number,
        task.chapter,
        task.title,
        task.measure,
        task.lead,
        "、".join(task.joint),
        task.starts,
        task.ends,
        task.goal,
        line.percent,
        row.word,
        len(line.evidence),
        line.reports[-1][1].words if line.reports else "",
        line.request,
    ]


@counter
def indicators(request: VisitorRequest, uid: str, kind: str) -> HttpResponse:
    """Give the indicators of a zone, one row for each figure; a goal nobody measured has one too."""
    if kind not in TYPES:
        raise Http404(_("只提供 xlsx 和 csv 两种格式"))
    visitor = request.visitor
    case = visitor.case(zone.ZONE.code, uid)
    view = visitor.door.view(case)
    rows = _figures(view)
    visitor.saw("export", case, detail=f"指标表 {len(rows)}行")
    name = rules.start_of(view).name
    table = Table(
        _("%(zone)s指标表") % {"zone": name},
        INDICATORS,
        rows,
        (_("空白为未填报，不作零计。差距为负表示尚未达到当年目标。"),),
    )
    return answer(table, kind, f"{name}指标表-{visitor.on}")


def _figures(view: View) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for line in rules.goal_lines(view):
        goal = line.goal
        first: list[Value] = [
            goal.code,
            goal.name,
            goal.unit,
            goal.formula,
            line.base,
            goal.base_on,
        ]
        for quarter, figure in sorted(line.figures.items()):
            year = int(quarter[:4])
            actual = facts.number(figure.value)
            target = line.target(year)
            rows.append(
                [
                    *first,
                    year,
                    line.targets.get(year, ""),
                    figures.spoken_quarter(quarter),
                    actual,
                    figures.gap(actual, target, better=goal.better),
                    figure.source,
                    figure.as_of,
                    figure.confirmed_by,
                    figure.note,
                ]
            )
        if not line.figures:
            year = rules.term(view)[1].year
            blank: list[Value] = [None, None, goal.source, None, None, _("未填报")]
            rows.append([*first, year, line.targets.get(year, ""), None, *blank])
    return rows
