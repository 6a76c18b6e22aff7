"""编写 — the editor of one part: draft, submit, and what to do when somebody else was faster."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.zones.plan import store
from tongzhou.lines.zones.plan.facts import Part
from tongzhou.lines.zones.plan.guidance import GUIDANCE
from tongzhou.lines.zones.plan.merging import merged
from tongzhou.lines.zones.plan.pages import LABELS, Plan, plan_of
from tongzhou.lines.zones.shapes import HEADINGS, PARTS
from tongzhou.procedure.compare import difference
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.refusal import Refused

AT_WORK = timedelta(minutes=30)  # who typed within this time is shown as writing now
MOST = 100_000  # characters


@counter
def start(request: VisitorRequest, uid: str) -> HttpResponse:
    """Go to the first part that is not yet written, or to the first."""
    plan = plan_of(request.visitor, uid)
    first = next((p for p in HEADINGS if p not in plan.digests), "1.1")
    return redirect("zones-plan:part", uid, first)


@counter
def part(request: VisitorRequest, uid: str, part: str) -> HttpResponse:
    """Show a part in the editor, or submit it."""
    if part not in HEADINGS:
        raise Http404
    plan = plan_of(request.visitor, uid)
    if request.method == "POST":
        return _submit(request, plan, part)
    draft = plan.drafts.get(part) if part in plan.open_parts else None
    content = draft.content if draft else plan.contents.get(part, "")
    replaces = draft.replaces if draft else plan.digests.get(part, "")
    return _editor(request, plan, part, content, replaces, draft=draft)


def _submit(request: VisitorRequest, plan: Plan, part: str) -> HttpResponse:
    content = _normal(request.POST.get("content", ""))[:MOST]
    replaces = request.POST.get("replaces", "")[:64]
    visitor = request.visitor
    if plan.writer is None:
        raise Http404(_("由本旗县的方案起草人编写"))
    if request.POST.get("do") == "draft":
        store.keep_draft(
            plan.case, visitor.person, part, content=content, replaces=replaces, at=visitor.at
        )
        messages.success(request, _("草稿已保存，尚未提交"))
        return HttpResponseRedirect(request.path)
    # Kept before the door is asked: whatever it answers, nothing that was typed is lost.
    store.keep_draft(
        plan.case, visitor.person, part, content=content, replaces=replaces, at=visitor.at
    )
    if content == plan.contents.get(part) and replaces == plan.digests.get(part):
        store.forget_draft(plan.case, visitor.person, part)
        messages.info(request, _("内容没有变化"))
        return HttpResponseRedirect(request.path)
    try:
        visitor.door.act(
            plan.case,
            "write",
            by=plan.writer,
            at=visitor.at,
            facts=Part(part=part, content=content, replaces=replaces),  # type: ignore[arg-type]
            request=request.POST.get("request", "")[:64] or None,
        )
    except Refused as refusal:
        fresh = Plan(plan.case, visitor)
        if replaces != fresh.digests.get(part, "") and part in fresh.open_parts:
            return _clash(request, fresh, part, content, replaces)
        return _editor(request, fresh, part, content, replaces, refusal=str(refusal), status=422)
    store.forget_draft(plan.case, visitor.person, part)
    messages.success(request, _("已提交：%(part)s") % {"part": f"{part} {LABELS[part]}"})
    if request.POST.get("do") == "next":
        following = [p for p in HEADINGS if p > part]
        where = following[0] if following else part
        return HttpResponseRedirect(reverse("zones-plan:part", args=[plan.case.uid, where]))
    return HttpResponseRedirect(request.path)


def _normal(text: str) -> str:
    """Return the text with the line ends of the house and no blanks at line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _clash(
    request: VisitorRequest, plan: Plan, part: str, mine: str, replaces: str
) -> HttpResponse:
    """Show both versions, what each changed, and a box with both where they do not touch."""
    base = store.contents_of([replaces]).get(replaces, "")
    theirs = plan.contents.get(part, "")
    both = merged(base, mine, theirs)
    last = next((i for _n, _h, items in plan.outline() for i in items if i.part == part), None)
    more = {
        "part": part,
        "label": LABELS[part],
        "by": last.who if last else "",
        "theirs": difference(base, theirs),
        "mine": difference(base, mine),
        "between": difference(theirs, mine),
        "content": both.text,
        "clean": both.clean,
        "replaces": plan.digests.get(part, ""),
    }
    return page(request, "zones/plan/clash.html", plan.context("edit", **more), status=409)


def _editor(
    request: VisitorRequest,
    plan: Plan,
    part: str,
    content: str,
    replaces: str,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    place = PARTS.index(part)
    order = list(HEADINGS)
    at = order.index(part)
    since = request.visitor.at - AT_WORK
    context = plan.context(
        "edit",
        part=part,
        label=LABELS[part],
        place=place,
        outline=plan.outline(part),
        content=content,
        replaces=replaces,
        guidance=GUIDANCE[part],
        part_findings=plan.of_part(part),
        why=plan.why_closed(part),
        behind=bool(replaces != plan.digests.get(part, "")),
        others=store.others_at_work(plan.case, request.visitor.person, part, since=since),
        previous=order[at - 1] if at else "",
        following=order[at + 1] if at + 1 < len(order) else "",
        **more,
    )
    return page(request, "zones/plan/edit.html", context, status=status)


@require_POST
@counter
def autosave(request: VisitorRequest, uid: str, part: str) -> HttpResponse:
    """Keep what has been typed so far; answers with a line for the page."""
    plan = plan_of(request.visitor, uid)
    if part not in HEADINGS or plan.writer is None:
        raise Http404
    content, replaces = _normal(request.POST.get("content", "")), request.POST.get("replaces", "")
    store.keep_draft(
        plan.case,
        request.visitor.person,
        part,
        content=content[:MOST],
        replaces=replaces[:64],
        at=request.visitor.at,
    )
    at = f"{localtime(request.visitor.at):%H:%M:%S}"
    text = _("草稿已于 %(at)s 自动保存，共 %(n)s 字；尚未提交") % {"at": at, "n": len(content)}
    if replaces != plan.digests.get(part, ""):
        text += _("。他人已提交新的文本，提交时请合并")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_POST
@counter
def discard(request: VisitorRequest, uid: str, part: str) -> HttpResponse:
    """Drop the draft of a part."""
    plan = plan_of(request.visitor, uid)
    store.forget_draft(plan.case, request.visitor.person, part)
    messages.success(request, _("草稿已丢弃"))
    return redirect("zones-plan:part", uid, part)
