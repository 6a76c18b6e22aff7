"""办理 — one act from a page of the line, by the one door, with the refusal in words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.mediation.pages import Room
from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.refusal import NotTheirOffice, Refused


def do(
    request: VisitorRequest,
    room: Room,
    act: Act[Any],
    stated: Facts,
    *,
    about: tuple[str, ...] = (),
) -> str:
    """Do an act in the office of this person that may do it; return why it was refused, or nothing."""
    actors = request.visitor.acting(act, room.view)
    if not actors:
        return str(NotTheirOffice(_("这一事项不由您的职务办理")))
    seen = request.POST.get("seen", "")
    try:
        request.visitor.door.act(
            room.case,
            act.code,
            by=actors[0],
            at=request.visitor.at,
            facts=stated,
            about=about,
            request=request.POST.get("request") or None,
            seen=int(seen) if seen.isdigit() else None,
        )
    except Refused as refusal:
        return str(refusal)
    return ""


def to_case(request: VisitorRequest, room: Room, act: Act[Any]) -> HttpResponse:
    """Say that it was done, and go back to the case."""
    messages.success(request, _("已办理：%(act)s") % {"act": act.label})
    return redirect("desk:case", room.case.uid)
