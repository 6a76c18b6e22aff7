"""总体目标表、任务表 — the tables of a plan: their rows, the import and the export."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.zones.plan import store
from tongzhou.lines.zones.plan.facts import GoalTable
from tongzhou.lines.zones.plan.forms import HeadForm, ImportForm
from tongzhou.lines.zones.plan.guidance import GUIDANCE
from tongzhou.lines.zones.plan.pages import Plan, plan_of
from tongzhou.lines.zones.plan.rows import (
    GOALS,
    KINDS,
    Clash,
    Kind,
    imported,
    put,
    table_now,
    with_row,
    without,
)
from tongzhou.lines.zones.plan.rules import goals_of
from tongzhou.lines.zones.plan.tables import Read, Rejected, cells_of
from tongzhou.lines.zones.plan.versions import in_words
from tongzhou.lines.zones.plan.workbook import read_file, rejects, table
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.workbook import attachment


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _there(plan: Plan, kind: Kind) -> str:
    return reverse(f"zones-plan:{kind.part}", args=[plan.case.uid])


def _frame(plan: Plan, kind: Kind, **more: Any) -> dict[str, Any]:
    return plan.context(
        kind.part,
        kind=kind,
        outline=plan.outline(kind.part),
        guidance=GUIDANCE[kind.part],
        part_findings=plan.of_part(kind.part),
        why=plan.why_closed(kind.part),
        replaces=plan.digests.get(kind.part, ""),
        there=_there(plan, kind),
        **more,
    )


@counter
def goals(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the goals, with the term and the innovations above them."""
    plan = plan_of(request.visitor, uid)
    table_ = goals_of(plan.view) or GoalTable()
    head = HeadForm(
        initial={
            "term_from": table_.term_from,
            "term_to": table_.term_to,
            "innovations": "\n".join(table_.innovations),
        }
    )
    marked = {f.row: f for f in plan.of_part("goals") if f.row and f.blocks}
    context = _frame(plan, GOALS, head=head, table=table_, rows=table_.goals, marked=marked)
    return page(request, "zones/plan/goals.html", context)


@require_POST
@counter
def head(request: VisitorRequest, uid: str) -> HttpResponse:
    """Save the term and the innovations."""
    plan = plan_of(request.visitor, uid)
    form = HeadForm(request.POST)
    table_ = table_now(plan, GOALS)
    if form.is_valid():
        lines = tuple(x.strip() for x in form.cleaned_data["innovations"].splitlines())
        given = {
            "term_from": form.cleaned_data["term_from"],
            "term_to": form.cleaned_data["term_to"],
            "innovations": tuple(x for x in lines if x),
        }
        try:
            put(
                plan,
                request.visitor,
                GOALS,
                lambda rows: rows,
                replaces=request.POST.get("replaces", ""),
                head=given,
            )
        except Clash as clash:
            now = "；".join(in_words(v) or _("空白") for v in clash.theirs.values())
            form.add_error(
                None, _("他人刚改了同一项，现为：%(now)s。请核对后再提交") % {"now": now}
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已提交试验期和创新点"))
            return HttpResponseRedirect(_there(plan, GOALS))
    plan = plan_of(request.visitor, uid)
    rows = getattr(table_, "goals", ())
    context = _frame(plan, GOALS, head=form, table=table_, rows=rows, marked={})
    return page(request, "zones/plan/goals.html", context, status=422)


@counter
def tasks(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the tasks and who does them."""
    plan = plan_of(request.visitor, uid)
    kind = KINDS["tasks"]
    table_ = table_now(plan, kind)
    rows = tuple(kind.rows(table_).values())
    marked = {f.row: f for f in plan.of_part("tasks") if f.row and f.blocks}
    total = sum(t.weight for t in rows)
    context = _frame(plan, kind, rows=rows, marked=marked, total=total)
    return page(request, "zones/plan/tasks.html", context)


@counter
def row(request: VisitorRequest, uid: str, part: str, key: str = "") -> HttpResponse:
    """Show a row in a form, and save or remove it."""
    plan, kind = plan_of(request.visitor, uid), _kind(part)
    now = table_now(plan, kind)
    found = kind.rows(now).get(key)
    if key and found is None and request.method != "POST":
        raise Http404(_("没有这一行，可能已被他人删去"))
    units = store.units_of(plan.case.region)
    if request.method == "POST":
        return _save(request, plan, kind, key, found, units)
    form = kind.form(row=found, units=units, initial=_fresh(kind, now) if found is None else None)
    return _row_page(request, plan, kind, key, form)


def _fresh(kind: Kind, now: Any) -> dict[str, Any]:
    """Return what a new row starts with: the next number."""
    known = kind.rows(now)
    prefix = "" if kind.part == "tasks" else "G"
    n = next(n for n in range(1, 1000) if f"{prefix}{n}" not in known)
    return {kind.key: f"{prefix}{n}"}


def _row_page(
    request: VisitorRequest, plan: Plan, kind: Kind, key: str, form: Any, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    context = _frame(plan, kind, form=form, key=key, request_id=secrets.token_hex(16))
    return page(request, "zones/plan/row.html", context | more, status=status)


def _save(
    request: VisitorRequest, plan: Plan, kind: Kind, key: str, found: Any, units: list[str]
) -> HttpResponse:
    replaces = request.POST.get("replaces", "")
    form = kind.form(request.POST, row=found, units=units)
    removing = request.POST.get("do") == "remove"
    if not removing and not form.is_valid():
        return _row_page(request, plan, kind, key, form, replaces=replaces, status=422)
    change = without(key) if removing else with_row(key, form.row(), kind)
    token = request.POST.get("request", "")[:64]
    try:
        put(plan, request.visitor, kind, change, replaces=replaces, request=token)
    except Clash as clash:
        theirs = clash.theirs.get(clash.keys[0])
        shown = [] if theirs is None else _shown(kind, theirs)
        more = {"theirs": shown, "clashed": True, "gone": theirs is None}
        return _row_page(request, plan, kind, key, form, status=409, **more)
    except Refused as refusal:
        more = {"refusal": str(refusal), "replaces": replaces}
        return _row_page(request, plan, kind, key, form, status=422, **more)
    done = _("已删去") if removing else _("已提交")
    messages.success(request, _("%(done)s：%(kind)s") % {"done": done, "kind": kind.row_label})
    if request.POST.get("do") == "another":
        return HttpResponseRedirect(reverse("zones-plan:new-row", args=[plan.case.uid, kind.part]))
    return HttpResponseRedirect(_there(plan, kind))


def _shown(kind: Kind, found: Any) -> list[tuple[str, str]]:
    cells = cells_of(found)
    return [(label, cells[field]) for label, field in kind.columns.items() if cells[field]]


@counter
def export(request: VisitorRequest, uid: str, part: str) -> HttpResponse:
    """Return the table as a workbook."""
    plan, kind = plan_of(request.visitor, uid), _kind(part)
    request.visitor.saw("export", plan.case, kind.label)
    content = table(kind.label, kind.columns, kind.rows(table_now(plan, kind)).values())
    return attachment(content, f"{plan.case.title}-{kind.label}.xlsx")


@counter
def import_(request: VisitorRequest, uid: str, part: str) -> HttpResponse:
    """Take rows from a file; the lines that cannot be taken come back with their reasons."""
    plan, kind = plan_of(request.visitor, uid), _kind(part)
    if plan.writer is None:
        raise Http404(_("由本旗县的方案起草人编写"))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return page(request, "zones/plan/import.html", _frame(plan, kind, form=form), status=status)
    upload = form.cleaned_data["file"]
    try:
        found = read_file(upload.name, upload.read(), kind.columns)
        if found.rows:
            new = {str(getattr(r, kind.key)): r for r in found.rows}
            change = imported(new, replace=form.cleaned_data["replace"])
            replaces = plan.digests.get(kind.part, "")
            put(plan, request.visitor, kind, change, replaces=replaces)
    except (ValueError, Refused, Clash) as error:
        form.add_error("file", str(error))
        return page(request, "zones/plan/import.html", _frame(plan, kind, form=form), status=422)
    if not found.rejected:
        messages.success(request, _("已导入 %(n)s 行") % {"n": len(found.rows)})
        return HttpResponseRedirect(_there(plan, kind))
    context = _frame(plan_of(request.visitor, uid), kind, found=found, packed=_packed(found))
    return page(request, "zones/plan/imported.html", context)


def _packed(found: Read) -> str:
    lines = [{"line": r.line, "cells": r.cells, "why": r.why} for r in found.rejected]
    return signing.dumps(lines, salt="zones.plan.rejected", compress=True)


@require_POST
@counter
def rejected(request: VisitorRequest, uid: str, part: str) -> HttpResponse:
    """Return the lines that were not taken, as a workbook to put right and import again."""
    plan, kind = plan_of(request.visitor, uid), _kind(part)
    try:
        lines = signing.loads(
            request.POST.get("lines", ""), salt="zones.plan.rejected", max_age=24 * 3600
        )
    except signing.BadSignature:
        raise Http404(_("内容已过期，请重新导入")) from None
    content = rejects(kind.columns, [Rejected(**line) for line in lines])
    return attachment(content, f"{plan.case.title}-{kind.label}-未导入.xlsx")
