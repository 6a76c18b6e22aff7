"""评分表 — scores side by side, the forms of those who score, and the list of what is to be put right."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeGuard, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.zones.evaluation import facts, rules
from tongzhou.lines.zones.evaluation import procedure as evaluation
from tongzhou.lines.zones.models import Evaluation
from tongzhou.procedure import files
from tongzhou.procedure.catalogue import Measure, Measured, measures_on
from tongzhou.procedure.counter import VisitorRequest, counter, page, papers_of
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View
from tongzhou.registry.models import Person
from tongzhou.ui.forms import speak_plainly
from tongzhou.ui.tables import Column, Table, Value, answer

from .sheets import ItemScore, SelfScore, points

CODE = evaluation.EVALUATION.code
FIX_ROWS = 6


@counter
def every(request: VisitorRequest) -> HttpResponse:
    """Show the evaluations in sight, those under way first."""
    seen = request.visitor.cases(CODE)
    rows = (
        Evaluation.objects.filter(case__in=seen.values("pk"))
        .select_related("case")
        .order_by("-case__is_open", "-case__opened_on", "-pk")[:200]
    )
    states = evaluation.EVALUATION.states
    found = [(e, states[e.state].staff) for e in rows]
    return page(request, "zones/evaluation_list.html", {"evaluations": found})


def opened(request: VisitorRequest, uid: str) -> tuple[Case, View, dict[str, Any]]:
    """Return an evaluation this person sees, its view, and what its pages show. Raises Http404."""
    visitor = request.visitor
    case = visitor.case(CODE, uid)
    view = visitor.door.view(case)
    lines = rules.item_lines(view)
    given = rules.opening(view)
    who = rules.assessors(lines)
    context = {
        "case": case,
        "view": view,
        "opening": given,
        "state": view.procedure.states[view.state],
        "lines": lines,
        "parts": _parts(lines),
        "assessors": _names(who),
        "totals": rules.totals(lines),
        "fixes": [_fix_row(f, visitor.on) for f in rules.fix_lines(view)],
        "came_from": case.came_from.select_related("source").first(),
        "today": visitor.on,
        "papers": papers_of(case),
        "may": {a.code for a in view.procedure.acts if visitor.able(a, view)},
    }
    return case, view, context


def _parts(lines: list[rules.ItemLine]) -> list[tuple[str, list[rules.ItemLine]]]:
    found: dict[str, list[rules.ItemLine]] = {}
    for line in lines:
        found.setdefault(line.item.part, []).append(line)
    return list(found.items())


def _names(refs: list[str]) -> list[tuple[str, str]]:
    """Return (number, name) of those who have scored, as they are called now."""
    numbers = [int(r) for r in refs if r.isdigit()]
    known = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return [(r, known.get(int(r), r) if r.isdigit() else r) for r in refs]


def _fix_row(line: rules.FixLine, on: date) -> tuple[rules.FixLine, str, str]:
    """Return what is to be put right with its state in words and tone; lateness is a comparison."""
    state = next(s.staff for s in evaluation.FIX.states if s.code == line.state)
    if line.state == "ordered" and line.due < on:
        return line, _("逾期 %(n)d 天") % {"n": (on - line.due).days}, "over"
    return line, state, {"cleared": "ok", "repaired": "info"}.get(line.state, "warn")


def _offered(
    lines: list[rules.ItemLine], region: str, on: date
) -> dict[str, list[tuple[Measure, Measured]]]:
    """Return what other lines can count today on the paragraph of each item: item → figures. No score follows from it."""
    found = {
        line.item.code: [(m, m.reckon(region, on)) for m in measures_on(line.item.paragraph)]
        for line in lines
        if line.item.paragraph
    }
    return {code: figures for code, figures in found.items() if figures}


@counter
def sheet(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the sheet: item, standard, self score, evidence, each assessor's score, side by side."""
    case, _view, context = opened(request, uid)
    request.visitor.saw("case", case)
    context["offered"] = _offered(context["lines"], case.region, request.visitor.on)
    return page(request, "zones/sheet.html", context)


@dataclass(frozen=True)
class ScoreLine:
    """A line of the form of somebody who scores."""

    line: rules.ItemLine
    score: str
    words: str
    kept: tuple[Any, ...] = ()
    error: str = ""


@counter
def own(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the zone's own scores; those filled in are put down as one act."""
    case, view, context = opened(request, uid)
    act = evaluation.score_self
    _check_open(request, act, view)
    lines = [
        ScoreLine(
            x, x.own.score if x.own else "", x.own.reason if x.own else "",
            x.own.evidence if x.own else (),
        )
        for x in context["lines"]
    ]  # fmt: skip
    refusal = hindrance(view, act, on=request.visitor.on)
    if request.method == "POST":
        posted = [_posted(request, x, lines[n].kept) for n, x in enumerate(context["lines"])]
        changed = [new for new, old in zip(posted, lines, strict=True) if new != old and new.score]
        rows = tuple(
            SelfScore(item=x.line.item.code, score=x.score, reason=x.words, evidence=x.kept)
            for x in changed
        )
        lines = posted
        refusal = _score(request, case, act, view, lines, facts.SelfScores(rows=rows))
        if not refusal:
            return _done(request, act, "zones-evaluation:sheet", uid)
    context |= _form(request, view, lines, refusal)
    context |= {"act": act, "is_own": True}
    return page(request, "zones/score.html", context, status=422 if refusal else 200)


@counter
def assess(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask one assessor's scores; the others' are not shown in the form, so that each scores alone."""
    case, view, context = opened(request, uid)
    act = evaluation.assess
    _check_open(request, act, view)
    mine = str(request.visitor.person.pk)
    known = [x.given.get(mine) for x in context["lines"]]
    lines = [
        ScoreLine(x, s.score if s else "", s.comment if s else "")
        for x, s in zip(context["lines"], known, strict=True)
    ]
    refusal = hindrance(view, act, on=request.visitor.on)
    if request.method == "POST":
        posted = [_posted(request, x, ()) for x in context["lines"]]
        changed = [new for new, old in zip(posted, lines, strict=True) if new != old and new.score]
        rows = tuple(
            ItemScore(item=x.line.item.code, score=x.score, comment=x.words) for x in changed
        )
        lines = posted
        refusal = _score(request, case, act, view, lines, facts.Assessment(rows=rows))
        if not refusal:
            return _done(request, act, "zones-evaluation:sheet", uid)
    context |= _form(request, view, lines, refusal)
    context |= {"act": act, "is_own": False}
    return page(request, "zones/score.html", context, status=422 if refusal else 200)


def _posted(request: VisitorRequest, line: rules.ItemLine, kept: tuple[Any, ...]) -> ScoreLine:
    code = line.item.code
    score = str(request.POST.get(f"{code}-score", "")).strip()
    words = str(request.POST.get(f"{code}-words", "")).strip()
    error = ""
    value = points(score) if score else None
    if score and (value is None or value < 0 or value > line.item.points):
        error = _("请填 0 至 %(most)d 之间、至多一位小数的得分") % {"most": line.item.points}
    new: list[Any] = []
    for upload in request.FILES.getlist(f"{code}-files"):
        try:
            new.append(files.keep(cast(files.Upload, upload), at=request.visitor.at))
        except Refused as refusal:
            error = str(refusal)
    return ScoreLine(line, score, words, (*kept, *new), error)


def _score(
    request: VisitorRequest,
    case: Case,
    act: Act[Any],
    view: View,
    lines: list[ScoreLine],
    stated: facts.SelfScores | facts.Assessment,
) -> str:
    if any(x.error for x in lines):
        return _("请按提示改正后再提交")
    if not stated.rows:
        return _("没有新的得分。请填写至少一项，或返回评分表。")
    about = tuple(facts.item_key(r.item) for r in stated.rows)
    return _carry_out(request, case, act, view, stated, about)


@counter
def order(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask what is to be put right, each with its day, and order it."""
    case, view, context = opened(request, uid)
    act = evaluation.order
    _check_open(request, act, view)
    findings = str(request.POST.get("findings", "")).strip()
    lines: list[dict[str, str]] = [{} for _n in range(FIX_ROWS)]
    refusal = hindrance(view, act, on=request.visitor.on)
    if request.method == "POST":
        names = ("finding", "requirement", "due")
        lines = [
            {name: str(request.POST.get(f"{n}-{name}", "")).strip() for name in names}
            for n in range(1, FIX_ROWS + 1)
        ]
        refusal = _ordered(request, case, view, findings, lines)
        if not refusal:
            return _done(request, act, "zones-evaluation:sheet", uid)
    context |= _form(request, view, [], refusal)
    context |= {"act": act, "findings": findings, "rows": list(enumerate(lines, start=1))}
    return page(request, "zones/order.html", context, status=422 if refusal else 200)


def _ordered(
    request: VisitorRequest, case: Case, view: View, findings: str, lines: list[dict[str, str]]
) -> str:
    if not findings:
        return _("请填写“主要发现”")
    fixes: list[facts.Fix] = []
    for n, line in enumerate(lines, start=1):
        if not any(line.values()):
            continue
        if not all(line.values()):
            return _("第 %(n)d 项请写明发现的问题、整改要求和期限") % {"n": n}
        try:
            due = date.fromisoformat(line["due"])
        except ValueError:
            return _("第 %(n)d 项的期限请按 2021-10-31 的样子填写") % {"n": n}
        number = str(len(fixes) + 1)
        fixes.append(
            facts.Fix(
                number=number, finding=line["finding"], requirement=line["requirement"], due=due
            )
        )
    stated = facts.Rectification(findings=findings, fixes=tuple(fixes))
    about = tuple(stated.called())
    return _carry_out(request, case, evaluation.order, view, stated, about)


@counter
def propose(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask the conclusion that the four bodies of the region are to sign, and put it before them."""
    case, view, context = opened(request, uid)
    act = evaluation.propose
    _check_open(request, act, view)
    said = view.said.get(act.code)
    initial = {"findings": said.findings, "words": said.words} if _is_proposal(said) else {}
    form = form_for(facts.Proposal)(request.POST or None, initial=initial)
    speak_plainly(form)
    refusal = hindrance(view, act, on=request.visitor.on)
    if request.method == "POST" and form.is_valid():
        refusal = _carry_out(request, case, act, view, form.facts(), ())
        if not refusal:
            return _done(request, act, "zones-evaluation:sheet", uid)
    context |= _form(request, view, [], refusal)
    context |= {"act": act, "form": form}
    bad = request.method == "POST"
    return page(request, "zones/propose.html", context, status=422 if bad else 200)


def _is_proposal(said: Facts | None) -> TypeGuard[facts.Proposal]:
    return isinstance(said, facts.Proposal)


def _form(
    request: VisitorRequest, view: View, lines: list[ScoreLine], refusal: str
) -> dict[str, Any]:
    parts: dict[str, list[ScoreLine]] = {}
    for line in lines:
        parts.setdefault(line.line.item.part, []).append(line)
    return {
        "form_parts": list(parts.items()),
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "seen": view.seq,
    }


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
    visitor = request.visitor
    perform = partial(
        visitor.door.act,
        case,
        act.code,
        by=visitor.acting(act, view)[0],
        at=visitor.at,
        facts=stated,
        about=about,
        request=request.POST.get("request") or None,
    )
    try:
        perform()
    except Refused as refusal:
        return str(refusal)
    return ""


def _done(request: VisitorRequest, act: Act[Any], name: str, uid: str) -> HttpResponse:
    messages.success(request, _("已办理：%(act)s") % {"act": act.label})
    return redirect(name, uid)


@counter
def workbook(request: VisitorRequest, uid: str) -> HttpResponse:
    """Give the sheet as a workbook, the assessors side by side as on the screen."""
    case, _view, context = opened(request, uid)
    request.visitor.saw("export", case, detail="评分表")
    given: facts.Opening = context["opening"]
    who = context["assessors"]
    columns = [
        Column("部分", 12),
        Column("编号", 7),
        Column("评分项", 18),
        Column("评分标准", 40),
        Column("分值", 7),
        Column("自评得分", 9),
        Column("自评理由", 28),
        *(Column(name, 12) for _ref, name in who),
        Column("评估得分", 9),
        Column("评语", 34),
    ]
    rows = [_sheet_row(line, [ref for ref, _name in who]) for line in context["lines"]]
    totals: rules.Totals = context["totals"]
    rows.append(
        [
            "合计",
            "",
            "",
            "",
            totals.points,
            totals.own,
            "",
            *(totals.by.get(ref) for ref, _name in who),
            totals.average,
            "",
        ]
    )
    title = f"{given.zone}{given.kind}评分表"
    notes = [f"{given.sheet.title}（{given.sheet.status}，版本{given.sheet.version}）"]
    if given.sheet.source:
        notes.append(given.sheet.source)
    notes.append("评估得分为各评估组成员得分的平均值，保留两位小数；有缺项的不计合计。")
    table = Table(title, columns, rows, notes)
    return answer(table, "xlsx", f"{title}-{request.visitor.on}")


def _sheet_row(line: rules.ItemLine, refs: list[str]) -> list[Value]:
    comments = [s.comment for s in line.given.values() if s.comment]
    return [
        line.item.part,
        line.item.code,
        line.item.title,
        line.item.standard,
        line.item.points,
        line.own_points,
        line.own.reason if line.own else "",
        *(points(line.given[ref].score) if ref in line.given else None for ref in refs),
        line.average,
        "；".join(comments),
    ]
