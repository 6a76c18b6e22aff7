"""试验区 — the pages of one zone: tasks, chart, years, indicators, evaluations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.zones.evaluation.procedure import EVALUATION
from tongzhou.lines.zones.models import Evaluation
from tongzhou.lines.zones.running import board, charts, figures, pages, rules
from tongzhou.lines.zones.running import procedure as zone
from tongzhou.procedure.counter import VisitorRequest, counter, names_of, page, papers_of
from tongzhou.procedure.models import Case
from tongzhou.procedure.view import View

TABS = (
    ("zone", "任务", "list-checks"),
    ("gantt", "甘特图", "chart-gantt"),
    ("years", "年度分解", "calendar-range"),
    ("indicators", "指标", "trending-up"),
    ("evaluations", "评估验收", "clipboard-check"),
)


def opened(request: VisitorRequest, uid: str, tab: str) -> tuple[Case, View, dict[str, Any]]:
    """Return a zone this person sees, its view, and what every page of it shows. Raises Http404."""
    visitor = request.visitor
    case = visitor.case(zone.ZONE.code, uid)
    view = visitor.door.view(case)
    start = rules.start_of(view)
    first, last = rules.term(view)
    rows = pages.task_rows(view, visitor.on)
    names = names_of({case.county, case.league})
    context = {
        "case": case,
        "view": view,
        "name": start.name,
        "start": start,
        "county": names.get(case.county, case.county),
        "league": names.get(case.league, case.league),
        "first": first,
        "last": last,
        "left": (last - visitor.on).days,
        "gone": (visitor.on - last).days,
        "version": rules.version(view),
        "state": view.procedure.states[view.state],
        "tone": board.TONES.get(view.state, "info"),
        "steps": pages.steps(view),
        "rows": rows,
        "counts": pages.counts(rows),
        "tabs": TABS,
        "tab": tab,
        "today": visitor.on,
    }
    return case, view, context


@counter
def tasks(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the task board by paragraph of the policy."""
    case, view, context = opened(request, uid, "zone")
    visitor = request.visitor
    visitor.saw("case", case)
    wanted = pages.Wanted.of(request.GET)
    rows = context["rows"]
    shown = [r for r in rows if wanted.keeps(r)]
    leads = sorted({r.line.task.lead for r in rows})
    context |= {
        "wanted": wanted,
        "chapters": pages.by_chapter(shown),
        "shown": len(shown),
        "leads": leads,
        "years": rules.years_of(view),
        "standings": pages.STANDINGS.items(),
        "chapter_names": [(code, words) for code, words, _tasks in pages.by_chapter(rows)],
        "innovations": context["start"].innovations,
        "doable": pages.doable(
            visitor,
            case,
            view,
            (zone.decompose, zone.measure, zone.report_year, zone.self_evaluate, zone.write_up),
        ),
    }
    return page(request, "zones/tasks.html", context)


@counter
def chart(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the tasks against the calendar, for the whole term or one year."""
    _case, view, context = opened(request, uid, "gantt")
    wanted = pages.Wanted.of(request.GET)
    first, last = context["first"], context["last"]
    if wanted.year:
        first, last = first.replace(wanted.year, 1, 1), last.replace(wanted.year, 12, 31)
    else:
        ends = [r.line.task.ends for r in context["rows"] if r.line.task.ends]
        begins = [r.line.task.starts for r in context["rows"] if r.line.task.starts]
        first, last = min([first, *begins]), max([last, *ends])
    rows = [r for r in context["rows"] if wanted.keeps(r) and r.line.state != "dropped"]
    context |= {
        "wanted": wanted,
        "years": rules.years_of(view),
        "gantt": charts.gantt([r.line for r in rows], first=first, last=last, on=context["today"]),
        "shown": rows,
        "undated": [r for r in rows if not (r.line.task.starts and r.line.task.ends)],
    }
    return page(request, "zones/gantt.html", context)


@counter
def this_year(request: VisitorRequest, uid: str) -> HttpResponse:
    """Go to the decomposition of this year, or of the year of the term that is nearest to it."""
    view = request.visitor.door.view(request.visitor.case(zone.ZONE.code, uid))
    years = rules.years_of(view)
    near = min(years, key=lambda y: abs(y - request.visitor.on.year))
    return redirect("zones-board:year", uid, near)


@counter
def year(request: VisitorRequest, uid: str, year: int) -> HttpResponse:
    """Show the decomposition of a year."""
    case, view, context = opened(request, uid, "years")
    if year not in rules.years_of(view):
        raise Http404(_("该年度不在试验期内"))
    lines = [
        (
            row,
            row.line.year(year),
            next((s.goal for s in row.line.task.stages if s.year == year), ""),
        )
        for row in context["rows"]
        if pages.Wanted(year=year).keeps(row) or row.line.year(year)
    ]
    context |= {
        "year": year,
        "years": rules.years_of(view),
        "lines": lines,
        "decomposed": any(row for _task, row, _stage in lines),
        "may_edit": request.visitor.able(zone.decompose, view),
        "doable": pages.doable(request.visitor, case, view, (zone.report_year,)),
        "papers": papers_of(case, zone.ANNUAL_PAPER.code, zone.YEAR_TABLE.code),
    }
    return page(request, "zones/year.html", context)


@counter
def indicators(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the goals of a year: base, target, actual, gap, source, trend."""
    _case, view, context = opened(request, uid, "indicators")
    years = rules.years_of(view)
    wanted = pages.Wanted.of(request.GET)
    shown = (
        wanted.year
        if wanted.year in years
        else min(years, key=lambda y: abs(y - context["today"].year))
    )
    rows = [pages.GoalRow(line, shown) for line in rules.goal_lines(view)]
    quarters = [
        (q, figures.spoken_quarter(q))
        for q in figures.quarters(context["first"], context["last"])
        if q.startswith(str(shown)) and figures.quarter_begin(q) <= context["today"]
    ]
    context |= {
        "year": shown,
        "years": years,
        "numbers": [r for r in rows if r.line.goal.kind == "定量"],
        "words": [r for r in rows if r.line.goal.kind == "定性"],
        "quarters": quarters,
        "may_measure": request.visitor.able(zone.measure, view),
        "missing": sum(r.actual is None for r in rows if r.line.goal.kind == "定量"),
    }
    return page(request, "zones/indicators.html", context)


@counter
def evaluations(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the evaluations of a zone, and what was ordered to be put right."""
    case, view, context = opened(request, uid, "evaluations")
    visitor = request.visitor
    seen = visitor.cases("zones.evaluation").filter(came_from__source=case)
    rows = list(
        Evaluation.objects.filter(case__in=seen.values("pk"))
        .select_related("case")
        .order_by("-case__opened_on", "-pk")
    )
    words = EVALUATION.states
    context |= {
        "evaluations": [(e, words[e.state].staff) for e in rows],
        "doable": pages.doable(
            visitor,
            case,
            view,
            (zone.self_evaluate, zone.evaluate, zone.evaluate_finally, zone.nominate, zone.promote),
        ),
    }
    return page(request, "zones/evaluations.html", context)


@counter
def task(request: VisitorRequest, uid: str, number: str) -> HttpResponse:
    """Show one task: what the plan asks, what was reported, with which evidence."""
    case, view, context = opened(request, uid, "zone")
    row = next((r for r in context["rows"] if r.line.task.number == number), None)
    if row is None:
        raise Http404(_("方案中没有这项任务"))
    request.visitor.saw("case", case, detail=f"任务{number}")
    subject = view.subjects.get(row.line.key)
    clock = view.clock(zone.task_end, row.line.key)
    context |= {
        "row": row,
        "task": row.line.task,
        "told": list(reversed(subject.told)) if subject else [],
        "kinds": _kinds(subject.told if subject else []),
        "planned": rules.planned_percent(
            row.line.task.starts, row.line.task.ends, on=context["today"]
        )
        if row.line.task.starts and row.line.task.ends
        else None,
        "clock_why": clock.why() if clock and clock.reckoning else [],
        "acts": pages.task_acts(request.visitor, case, view, row.line),
    }
    return page(request, "zones/task.html", context)


def _kinds(told: list[Any]) -> dict[str, str]:
    """Return what each act is called, for the record of a task."""
    return {t.act: zone.ZONE.by_code[t.act].label for t in told}
