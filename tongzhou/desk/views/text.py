"""正文 — a text of a case: its parts as they stand, their versions, and the differences."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.desk import texts
from tongzhou.desk.answers import page
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import StaffRequest, counter
from tongzhou.procedure import catalogue
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Entry
from tongzhou.procedure.view import View


def _writing_acts(view: View, text: str) -> set[str]:
    return {a.code for a in view.procedure.by_code.values() if a.writes == text}


@counter
def text(request: StaffRequest, uid: str, text: str) -> HttpResponse:
    """Show a text as it stands, part by part, with a way to write each where this person may."""
    staff = request.staff
    case = staff.case(uid)
    view = staff.door.view(case)
    if text not in view.procedure.texts:
        raise Http404(_("本程序没有这份文本"))
    if own := catalogue.text_page(case.procedure, text):
        return redirect(own, uid)
    writing = [view.procedure.by_code[c] for c in sorted(_writing_acts(view, text))]
    mine = next((a for a in writing if staff.acting(a, view)), None)
    saw(request, "text", case=case, detail=text)
    context = {
        "case": case,
        "procedure": view.procedure,
        "text": text,
        "parts": texts.whole(view, text),
        "act": mine,
        "why": hindrance(view, mine, on=staff.on) if mine else "",
    }
    return page(request, "desk/text.html", context)


@counter
def part(request: StaffRequest, uid: str, text: str, part: str) -> HttpResponse:
    """Show the versions of a part and how one became another; by default, the last change."""
    staff = request.staff
    case = staff.case(uid)
    view = staff.door.view(case)
    if part not in view.procedure.texts.get(text, ()):
        raise Http404(_("这份文本没有这一部分"))
    entries = Entry.objects.filter(case=case).order_by("seq")
    current = view.texts[text].get(part, "")
    found = texts.versions(entries, _writing_acts(view, text), part, current=current)
    numbers = {v.number: v for v in found}
    new = numbers.get(_number(request.GET.get("to", ""), len(found)))
    old = numbers.get(_number(request.GET.get("from", ""), (new.number if new else 0) - 1))
    stored = texts.contents(v.digest for v in (old, new) if v)
    saw(request, "text", case=case, detail=f"{text}/{part}")
    pieces = texts.difference(
        stored.get(old.digest, "") if old else "", stored.get(new.digest, "") if new else ""
    )
    context = {
        "case": case,
        "procedure": view.procedure,
        "text": text,
        "part": part,
        "versions": found[::-1],
        "old": old,
        "new": new,
        "pieces": pieces,
    }
    return page(request, "desk/part.html", context)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() else otherwise
