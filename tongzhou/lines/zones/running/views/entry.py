"""填报 — the forms whose facts are tables: the year, the figures of a quarter, and acts about one task."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import ChoiceField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.zones.running import facts, figures, pages, rules
from tongzhou.lines.zones.running import procedure as zone
from tongzhou.procedure import files
from tongzhou.procedure.catalogue import Measure, Measured, measures_for
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.ui.forms import speak_plainly

from .zone import opened


@counter
def decompose_now(request: VisitorRequest, uid: str) -> HttpResponse:
    """Go to the form of the year that is nearest to today."""
    view = request.visitor.door.view(request.visitor.case(zone.ZONE.code, uid))
    near = min(rules.years_of(view), key=lambda y: abs(y - request.visitor.on.year))
    return redirect("zones-board:decompose-year", uid, near)


@counter
def decompose(request: VisitorRequest, uid: str, year: int) -> HttpResponse:
    """Ask what a year is to bring, task by task, and put it down as one act."""
    case, view, context = opened(request, uid, "years")
    _check_open(request, zone.decompose, view)
    if year not in rules.years_of(view):
        raise Http404(_("该年度不在试验期内"))
    asked = [
        row
        for row in context["rows"]
        if row.line.state != facts.DROPPED and pages.Wanted(year=year).keeps(row)
    ]
    lines = [_year_line(row.line, year) for row in asked]
    refusal = ""
    if request.method == "POST":
        lines = [_year_posted(request.POST, row.line, year) for row in asked]
        rows = tuple(line.row for line in lines if line.row)
        stated = facts.Decomposition(year=year, rows=rows)
        about = tuple(facts.task_key(r.task) for r in rows)
        refusal = _carry_out(request, case, zone.decompose, view, stated, about)
        if not refusal:
            return _done(request, zone.decompose, "zones-board:year", uid, year)
    context |= {
        "year": year,
        "lines": lines,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "seen": view.seq,
    }
    return page(request, "zones/year_form.html", context, status=422 if refusal else 200)


@dataclass(frozen=True)
class YearLine:
    """A line of the form of a year."""

    line: rules.TaskLine
    goal: str
    unit: str
    quarters: tuple[str, str, str, str]
    stage: str

    @property
    def row(self) -> facts.YearTask | None:
        """Return what was filled in; a line without a goal is not part of the year."""
        if not self.goal:
            return None
        return facts.YearTask(
            task=self.line.task.number, goal=self.goal, unit=self.unit, quarters=self.quarters
        )


def _year_line(line: rules.TaskLine, year: int) -> YearLine:
    stage = next((s.goal for s in line.task.stages if s.year == year), "")
    known = line.year(year)
    if known:
        return YearLine(line, known.goal, known.unit, known.quarters, stage)
    return YearLine(line, stage, line.task.lead, ("", "", "", ""), stage)


def _year_posted(data: Any, line: rules.TaskLine, year: int) -> YearLine:
    def given(name: str) -> str:
        return str(data.get(f"{line.task.number}-{name}", "")).strip()

    stage = next((s.goal for s in line.task.stages if s.year == year), "")
    quarters = (given("q1"), given("q2"), given("q3"), given("q4"))
    return YearLine(line, given("goal"), given("unit") or line.task.lead, quarters, stage)


@counter
def measure_now(request: VisitorRequest, uid: str) -> HttpResponse:
    """Go to the form of the quarter that ended last, or of the first one of the term."""
    view = request.visitor.door.view(request.visitor.case(zone.ZONE.code, uid))
    first, last = rules.term(view)
    on = request.visitor.on
    ended = [q for q in figures.quarters(first, last) if figures.quarter_end(q) <= on]
    quarter = ended[-1] if ended else figures.quarter_of(first)
    return redirect("zones-board:measure-quarter", uid, quarter)


@counter
def measure(request: VisitorRequest, uid: str, quarter: str) -> HttpResponse:
    """Ask the figures of a quarter and put them down as one act. What is left empty stays missing."""
    case, view, context = opened(request, uid, "indicators")
    _check_open(request, zone.measure, view)
    known = figures.quarters(context["first"], context["last"])
    if quarter not in known:
        raise Http404(_("该季度不在试验期内"))
    goals = [line for line in rules.goal_lines(view) if line.goal.kind == "定量"]
    lines = [FigureLine.of(line, quarter) for line in goals]
    refusal = ""
    if request.method == "POST":
        lines = [FigureLine.posted(request.POST, line) for line in goals]
        refusal = _measured(request, case, view, quarter, lines)
        if not refusal:
            url = redirect("zones-board:indicators", uid).url + f"?year={quarter[:4]}"
            messages.success(request, _("已填报%(q)s") % {"q": figures.spoken_quarter(quarter)})
            return redirect(url)
    context |= {
        "quarter": quarter,
        "spoken": figures.spoken_quarter(quarter),
        "quarters": [
            (q, figures.spoken_quarter(q))
            for q in known
            if figures.quarter_begin(q) <= context["today"]
        ],
        "lines": lines,
        "offered": _offered(goals, view.region, request.visitor.on),
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "seen": view.seq,
    }
    return page(request, "zones/measure.html", context, status=422 if refusal else 200)


def _offered(
    goals: list[rules.GoalLine], region: str, on: date
) -> list[tuple[str, Measure, Measured]]:
    """Return what other lines can count today for these indicators: indicator, what it is, the figure."""
    return [
        (line.goal.name, one, one.reckon(region, on))
        for line in goals
        for one in measures_for(line.goal.name)
    ]


@dataclass(frozen=True)
class FigureLine:
    """A line of the form of a quarter."""

    line: rules.GoalLine
    value: str
    source: str
    as_of: str
    confirmed_by: str
    note: str
    error: str = ""

    @classmethod
    def of(cls, line: rules.GoalLine, quarter: str) -> FigureLine:
        """Return the line as it stands, or with the source and the last day of the quarter proposed."""
        known = line.figures.get(quarter)
        if known:
            return cls(
                line,
                known.value,
                known.source,
                known.as_of.isoformat(),
                known.confirmed_by,
                known.note,
            )
        latest = line.latest
        source = latest[1].source if latest else line.goal.source
        confirmed = latest[1].confirmed_by if latest else ""
        return cls(line, "", source, figures.quarter_end(quarter).isoformat(), confirmed, "")

    @classmethod
    def posted(cls, data: Any, line: rules.GoalLine) -> FigureLine:
        """Return the line as it was sent."""

        def given(name: str) -> str:
            return str(data.get(f"{line.goal.code}-{name}", "")).strip()

        value = given("value")
        error = ""
        if value and facts.number(value) is None:
            error = _("“%(value)s”不是数字，请填写如 66.5") % {"value": value}
        elif value and not given("source"):
            error = _("请填写数据来源")
        elif value and not _day(given("as_of")):
            error = _("请填写数据截至日期")
        return cls(
            line,
            value,
            given("source"),
            given("as_of"),
            given("confirmed_by"),
            given("note"),
            error,
        )


def _day(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _measured(
    request: VisitorRequest, case: Case, view: View, quarter: str, lines: list[FigureLine]
) -> str:
    if any(line.error for line in lines):
        return _("请按提示改正后再提交")
    rows = tuple(
        facts.Figure(
            goal=line.line.goal.code,
            value=line.value,
            as_of=_day(line.as_of),
            source=line.source,
            confirmed_by=line.confirmed_by,
            note=line.note,
        )
        for line in lines
        if line.value and _changed(line, quarter)
    )
    if not rows:
        return _("没有新的数值。请填写至少一项，或返回指标表。")
    stated = facts.Figures(quarter=quarter, rows=rows)
    about = tuple(facts.goal_key(r.goal) for r in rows)
    return _carry_out(request, case, zone.measure, view, stated, about)


def _changed(line: FigureLine, quarter: str) -> bool:
    return FigureLine.of(line.line, quarter) != line


@counter
def about_task(request: VisitorRequest, uid: str, number: str, code: str) -> HttpResponse:
    """Ask the facts of an act about one task, and carry it out: report, complete, remind, answer."""
    case, view, context = opened(request, uid, "zone")
    row = next((r for r in context["rows"] if r.line.task.number == number), None)
    act = {a.code: a for a in (zone.report, zone.complete, zone.remind, zone.answer)}.get(code)
    if row is None or act is None:
        raise Http404(_("方案中没有这项任务，或没有这一事项"))
    _check_open(request, act, view)
    kind: type[FactsForm] = form_for(act.asks)
    initial = {"quarter": figures.quarter_of(request.visitor.on), "percent": row.line.percent}
    form = kind(request.POST or None, request.FILES or None, initial=initial)
    form.keep_file = partial(files.keep, at=request.visitor.at)
    if "quarter" in form.fields:
        form.fields["quarter"] = _quarters(context)
    speak_plainly(form)
    refusal = hindrance(view, act, on=request.visitor.on)
    if request.method == "POST":
        refusal = _sent(request, case, act, view, form, row.line.key)
        if not refusal and form.is_valid():
            return _done(request, act, "zones-board:task", uid, number)
    context |= {
        "row": row,
        "task": row.line.task,
        "act": act,
        "form": form,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "seen": view.seq,
    }
    bad = request.method == "POST"
    return page(request, "zones/task_act.html", context, status=422 if bad else 200)


def _quarters(context: dict[str, Any]) -> ChoiceField:
    """Return the choice among the quarters of the term that have begun, the latest first."""
    begun = [
        q
        for q in figures.quarters(context["first"], context["last"])
        if figures.quarter_begin(q) <= context["today"]
    ]
    choices = [(q, figures.spoken_quarter(q)) for q in reversed(begun)]
    return ChoiceField(label=_("季度"), choices=choices)


def _sent(
    request: VisitorRequest, case: Case, act: Act[Any], view: View, form: FactsForm, key: str
) -> str:
    """Carry out what a valid form states; return why not, or nothing where the form says it itself."""
    try:
        if not form.is_valid():
            return ""
    except Refused as refusal:  # a file that cannot be taken
        return str(refusal)
    return _carry_out(request, case, act, view, form.facts(), (key,))


def _check_open(request: VisitorRequest, act: Act[Any], view: View) -> None:
    if not request.visitor.acting(act, view):
        raise Http404(_("这一事项不由您的职务办理"))


def _carry_out(
    request: VisitorRequest,
    case: Case,
    act: Act[Any],
    view: View,
    stated: Facts,
    about: tuple[str, ...],
) -> str:
    """Perform the act by the one door; return why it was refused, or nothing."""
    visitor = request.visitor
    actors = visitor.acting(act, view)
    if act.by_owner:  # of several bodies in which the office is held, the one that owns the task
        owners = {view.subjects[key].owner for key in about if key in view.subjects}
        actors = [a for a in actors if a.body in owners] or actors
    seen = request.POST.get("seen", "")
    try:
        visitor.door.act(
            case,
            act.code,
            by=actors[0],
            at=visitor.at,
            facts=stated,
            about=about,
            request=request.POST.get("request") or None,
            seen=int(seen) if seen.isdigit() else None,
        )
    except Refused as refusal:
        return str(refusal)
    return ""


def _done(request: VisitorRequest, act: Act[Any], name: str, *args: Any) -> HttpResponse:
    messages.success(request, _("已办理：%(act)s") % {"act": act.label})
    return redirect(name, *args)
