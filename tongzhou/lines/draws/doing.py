"""办理 — one act from a page of the line, by the one door, with the refusal in words."""

from __future__ import annotations

from typing import Any

from tongzhou.procedure.counter import VisitorRequest
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.refusal import NotTheirOffice, Refused

from .pages import Room


def actor_for(request: VisitorRequest, room: Room, act: Act[Any], *, body: str = "") -> Actor:
    """Return in which office this person does an act, of a body if one is named. Raises NotTheirOffice."""
    able = [a for a in request.visitor.acting(act, room.view) if not body or a.body == body]
    if not able:
        raise NotTheirOffice("这一事项不由您的职务办理")
    return able[0]


def do(
    request: VisitorRequest,
    room: Room,
    act: Act[Any],
    stated: Facts,
    *,
    about: tuple[str, ...] = (),
    body: str = "",
) -> str:
    """Do an act; return why it was refused, or nothing."""
    seen = request.POST.get("seen", "")
    try:
        request.visitor.door.act(
            room.case,
            act.code,
            by=actor_for(request, room, act, body=body),
            at=request.visitor.at,
            facts=stated,
            about=about,
            request=request.POST.get("request") or None,
            seen=int(seen) if seen.isdigit() else None,
        )
    except Refused as refusal:
        return str(refusal)
    return ""
