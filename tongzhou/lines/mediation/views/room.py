"""调解室 — schedule, messages, proposals, documents; and the mediator's own notes, which nobody else reads."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.mediation.models import MediatorNote
from tongzhou.lines.mediation.offices import CHIEF
from tongzhou.lines.mediation.pages import Room, room_of
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import Sighting

MOST = 4000  # characters of a note
OPEN = timedelta(minutes=10)  # how long what was opened with a reason stays open


@counter
def room(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the room of a case."""
    found = room_of(request.visitor, uid)
    request.visitor.saw("case", found.case, _("调解室"))
    return page(request, "mediation/room.html", _context(request, found))


def _context(request: VisitorRequest, found: Room) -> dict[str, object]:
    return {
        "room": found,
        "case": found.case,
        "may_break": not found.is_mediator and _is_chief(request, found),
        "opened": [],
    }


def _is_chief(request: VisitorRequest, found: Room) -> bool:
    return any(
        a.office == CHIEF.code and found.case.region.startswith(a.region)
        for a in request.visitor.actors
    )


@counter
@require_POST
def note(request: VisitorRequest, uid: str) -> HttpResponse:
    """Keep a private note. For the mediators of the case alone."""
    found = room_of(request.visitor, uid)
    if not found.is_mediator:
        raise Http404(_("私记由承办本案的调解员记录"))
    words = request.POST.get("words", "").strip()[:MOST]
    if words:
        MediatorNote.objects.create(
            case=found.case, person=request.visitor.person, at=request.visitor.at, words=words
        )
        messages.success(request, _("已记下，只有承办本案的调解员能看到"))
    else:
        messages.warning(request, _("没有内容，未保存"))
    return redirect("mediation:room", uid)


@counter
@require_POST
def open_notes(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the notes to the head of the centre who says why; the view is on the list of views."""
    found = room_of(request.visitor, uid)
    if found.is_mediator or not _is_chief(request, found):
        raise Http404(_("您不能查看本案的私记"))
    why = request.POST.get("why", "").strip()[:200]
    context = _context(request, found)
    if not why:
        return page(
            request, "mediation/room.html", context | {"trouble": _("请写明查看的理由")}, status=422
        )
    Sighting.objects.create(
        person=request.visitor.person,
        case=found.case,
        at=request.visitor.at,
        what="sealed",
        detail=_("调解员私记：%(why)s") % {"why": why},
    )
    notes = MediatorNote.objects.filter(case=found.case).select_related("person")
    return page(request, "mediation/room.html", context | {"opened": notes.order_by("-at")})
