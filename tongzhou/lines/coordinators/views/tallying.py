"""台账和考核 — the month's log and the year's assessment, both counted from what was recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.coordinators import work
from tongzhou.lines.coordinators.forms.picking import MonthForm
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER
from tongzhou.lines.coordinators.person import facts, procedure, rules
from tongzhou.lines.coordinators.person.procedure import CODE
from tongzhou.lines.coordinators.visit.facts import WORKS
from tongzhou.procedure.act_page import CaseActPage, opened
from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.forms import form_for

from .rooms import room, shown

COLUMNS = (*WORKS, work.REPORTED)


def _about(here: CaseActPage) -> tuple[str, int]:
    subject = rules.person_of(here.view)
    return (subject.key, int(subject.ref)) if subject else ("", 0)


@room(COORDINATOR, MANAGER)
def log(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the log of a month as it stands, and issue it as a paper."""
    here = opened(request, CODE, uid, procedure.log_month)
    key, person = _about(here)
    month = request.GET.get("month", "") or f"{request.visitor.on:%Y-%m}"
    form = MonthForm(here.data, prefix="m", initial={"month": month})
    if here.data is not None:
        if not form.is_valid():
            here.refusal = _("请改好以下各项再提交")
        else:
            month = form.cleaned_data["month"]
            lines = work.lines_of(person, month)
            stated = facts.MonthLog(month=month, counts=work.counted(lines), lines=lines)
            if here.does(stated, (key,)):
                return redirect("desk:case", uid)
    return shown(
        here, (form,), table=rows_of(work.tally(person, request.visitor.on.year)), columns=COLUMNS
    )


@room(MANAGER)
def assess(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the year month by month, ask the grade and its grounds, issue the sheet."""
    here = opened(request, CODE, uid, procedure.assess)
    key, person = _about(here)
    typed = str((here.data or request.GET).get("m-year", ""))
    year = (
        int(typed) if typed.isdecimal() and 2018 <= int(typed) <= 2100 else request.visitor.on.year
    )
    months = work.tally(person, year)
    late, undone = work.late(person, year, on=request.visitor.on)
    given = {
        "months": months,
        "hours": work.hours(here.case.pk, year),
        "late": late,
        "undone": undone,
    }
    form = form_for(facts.Assessment)(here.data, prefix="m", initial={"year": year}, given=given)
    for name in given:
        form.fields.pop(name, None)
    if here.data is not None:
        if not form.is_valid():
            here.refusal = _("请改好以下各项再提交")
        elif here.does(form.facts(), (key,)):
            return redirect("desk:case", uid)
    sums: dict[str, Any] = {n: given[n] for n in ("hours", "late", "undone")} | {"year": year}
    return shown(here, (form,), table=rows_of(months), columns=COLUMNS, sums=sums)


def rows_of(months: dict[str, dict[str, int]]) -> list[tuple[str, list[int], int]]:
    """Return the tally as a table: month, how often each kind, in all; the year last."""
    rows = []
    for month, counts in months.items():
        numbers = [counts.get(k, 0) for k in COLUMNS]
        rows.append((month, numbers, sum(numbers)))
    if rows:
        whole = [sum(r[1][n] for r in rows) for n in range(len(COLUMNS))]
        rows.append((_("全年"), whole, sum(whole)))
    return rows
