"""抽取厅 — where a batch stands, who has done what; the draw, at once or by the worker; the files."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_tasks import task

from tongzhou.lines.draws import drawing
from tongzhou.lines.draws.doing import actor_for
from tongzhou.lines.draws.models import DrawRun
from tongzhou.lines.draws.pages import Room, room_of
from tongzhou.lines.draws.procedure import draw
from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.door import Door
from tongzhou.procedure.files import served
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import StoredFile
from tongzhou.procedure.refusal import Refused
from tongzhou.registry.models import Person

log = logging.getLogger("tongzhou.draws")
AT_ONCE = 20_000  # objects: a larger roster is drawn by the worker


@counter
def room(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the drawing room of a batch."""
    found = room_of(request.visitor, uid)
    return _shown(request, found, "")


def _shown(request: VisitorRequest, found: Room, trouble: str) -> HttpResponse:
    context = {"room": found, "case": found.case, "trouble": trouble, "today": request.visitor.on}
    return page(request, "draws/room.html", context, status=422 if trouble else 200)


@require_POST
@counter
def perform(request: VisitorRequest, uid: str) -> HttpResponse:
    """Draw: a small roster at once, a large one by the worker."""
    found, visitor = room_of(request.visitor, uid), request.visitor
    try:
        by = actor_for(request, found, draw)
        if found.frozen and found.frozen.objects > AT_ONCE and found.able(draw):
            _order(found, by, visitor.person, total=found.frozen.objects)
            messages.success(request, _("正在抽取，完成后本页自动显示结果。"))
            return redirect("draws:room", uid)
        drawing.perform(found.case, by=by, at=visitor.at, door=visitor.door)
    except Refused as refusal:
        return _shown(request, found, str(refusal))
    messages.success(request, _("已抽取，结果摘要已公布。"))
    return redirect("draws:result", uid)


def _order(found: Room, by: Actor, person: Person, *, total: int) -> None:
    run = found.run
    if run and not run.ended and not run.trouble:
        raise Refused(_("抽取正在进行，请稍候"))
    asked = DrawRun.objects.create(
        case=found.case, by=person, office=by.office, region=by.region, asked_at=now(), total=total
    )
    transaction.on_commit(lambda: run_draw.enqueue(asked.pk))


@task()
def run_draw(pk: int) -> None:
    """Draw in the background, noting how far it is; whatever stops it is told on the page."""
    asked = DrawRun.objects.select_related("case", "by").get(pk=pk)
    if asked.ended:
        return

    def note(done: int) -> None:
        DrawRun.objects.filter(pk=pk).update(done=done)

    trouble = ""
    at = now()
    try:
        held = [
            a
            for a in asked.by.appointments_on(at.date())
            if a.office == asked.office and a.region_id == asked.region
        ]
        if not held:
            raise Refused(_("提出抽取的人已不任该职务，请重新办理"))
        body = held[0].body
        by = Actor(
            str(asked.by_id), asked.by.name, asked.office, asked.region, body.short_name, (), body.document_prefix
        )  # fmt: skip
        drawing.perform(asked.case, by=by, at=at, door=Door(calendar_now()), progress=note)
    except Refused as refusal:
        trouble = str(refusal)
    except Exception:
        log.exception("draw %s failed", pk)
        trouble = _("抽取时出错，已记入系统日志；名录和承诺没有改变，可以重新抽取。")
    DrawRun.objects.filter(pk=pk).update(trouble=trouble[:300], ended=True)


@require_GET
@counter
def progress(request: VisitorRequest, uid: str) -> HttpResponse:
    """Give how far a draw is, for the line that asks again every two seconds."""
    found = room_of(request.visitor, uid)
    return page(request, "draws/progress.html", {"room": found, "case": found.case})


@require_GET
@counter
def file(request: VisitorRequest, uid: str, which: str) -> HttpResponseBase:
    """Give the snapshot or the bundle of a batch, and note who took it."""
    found = room_of(request.visitor, uid)
    ref = found.bundle if which == "bundle" else found.frozen.snapshot if found.frozen else None
    stored = StoredFile.objects.filter(pk=ref.digest).first() if ref else None
    if ref is None or stored is None:
        raise Http404(_("还没有这个文件"))
    request.visitor.saw("file", found.case, detail=ref.name)
    return served(stored, ref.name)
