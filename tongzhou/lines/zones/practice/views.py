"""经验库 — published practices for everybody at the desk; drafts and copies within what one sees."""

from __future__ import annotations

import secrets
from typing import Any, get_args

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.zones.models import Practice, PracticeCopy
from tongzhou.lines.zones.practice import facts, procedure
from tongzhou.procedure.counter import VisitorRequest, counter, names_of, page
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.refusal import Refused
from tongzhou.ui.forms import speak_plainly

SPREADS: tuple[str, ...] = get_args(facts.Spread)
MOST = 200


@counter
def library(request: VisitorRequest) -> HttpResponse:
    """Show what is published, whoever asks; below it drafts and copies in sight."""
    visitor = request.visitor
    q = request.GET.get("q", "").strip()[:40]
    spread = request.GET.get("spread", "")
    found = Practice.objects.filter(is_published=True).select_related("case")
    if q:
        found = found.filter(
            Q(title__icontains=q) | Q(method__icontains=q) | Q(effect__icontains=q)
        )
    if spread in SPREADS:
        found = found.filter(spread=spread)
    rows = list(found.order_by("-published_on", "-pk")[:MOST])
    copies = dict(
        PracticeCopy.objects.filter(practice__in=[p.case.uid for p in rows])
        .values_list("practice")
        .annotate(n=Count("pk"))
    )
    drafts = (
        Practice.objects.filter(
            is_published=False,
            case__in=visitor.cases(procedure.PRACTICE.code).filter(is_open=True).values("pk"),
        )
        .select_related("case")
        .order_by("-pk")[:MOST]
    )
    mine = (
        PracticeCopy.objects.filter(case__in=visitor.cases(procedure.COPY.code).values("pk"))
        .select_related("case")
        .order_by("-copied_on")[:MOST]
    )
    context = {
        "q": q,
        "spread": spread,
        "spreads": SPREADS,
        "published": [(p, copies.get(p.case.uid, 0)) for p in rows],
        "drafts": [(p, procedure.PRACTICE.states[p.state].staff) for p in drafts],
        "copies": [(c, procedure.COPY.states[c.state].staff) for c in mine],
    }
    return page(request, "zones/library.html", context)


def _readable(request: VisitorRequest, uid: str) -> tuple[Practice, bool]:
    """Return a practice that is published or in sight, and whether its case is. Raises Http404."""
    found = Practice.objects.filter(case__uid=uid).select_related("case").first()
    if found is None:
        raise Http404(_("没有这条经验"))
    in_sight = request.visitor.cases(procedure.PRACTICE.code).filter(uid=uid).exists()
    if not (found.is_published or in_sight):
        raise Http404(_("没有这条经验"))
    return found, in_sight


def _copiers(request: VisitorRequest) -> list[Actor]:
    """Return the offices in which this person may record a copy."""
    wanted = {o.code: o for o in procedure.copy.offices}
    return [
        a
        for a in request.visitor.actors
        if a.office in wanted and len(a.region) == wanted[a.office].level
    ]


@counter
def practice(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show one practice and who copies it, in which way and to what effect."""
    found, in_sight = _readable(request, uid)
    copies = list(
        PracticeCopy.objects.filter(practice=uid).select_related("case").order_by("copied_on")
    )
    names = names_of({c.case.county for c in copies})
    words = procedure.COPY.states
    elsewhere = [a for a in _copiers(request) if a.region != found.case.region]
    context = {
        "practice": found,
        "state": procedure.PRACTICE.states[found.state].staff,
        "in_sight": in_sight,
        "may_copy": found.is_published and bool(elsewhere),
        "papers": _attached(request, found) if in_sight else [],
        "copies": [
            (c, names.get(c.case.county, c.case.county), words[c.state].staff) for c in copies
        ],
    }
    return page(request, "zones/practice.html", context)


def _attached(request: VisitorRequest, found: Practice) -> tuple[FileRef, ...]:
    view = request.visitor.door.view(found.case)
    said = view.said.get("revise") or view.said["draft"]
    return said.files if isinstance(said, facts.Draft) else ()


@counter
def copy(request: VisitorRequest, uid: str) -> HttpResponse:
    """Ask since when and how another place copies a practice, and record it as a case of that place."""
    found, _in_sight = _readable(request, uid)
    actors = [a for a in _copiers(request) if a.region != found.case.region]
    if not (found.is_published and actors):
        raise Http404(_("这条经验不能由您的职务登记复制"))
    form = form_for(_CopyForm)(
        request.POST or None, initial={"copied_on": request.visitor.on.isoformat()}
    )
    speak_plainly(form)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        stated = form.facts()
        assert isinstance(stated, _CopyForm)
        copying = facts.Copying(
            practice=uid,
            title=found.title,
            origin=found.zone,
            copied_on=stated.copied_on,
            parameters=stated.parameters,
        )
        try:
            case = request.visitor.door.open_case(
                procedure.COPY.code,
                by=actors[0],
                at=request.visitor.at,
                region=actors[0].region,
                facts=copying,
                request=request.POST.get("request") or None,
            )
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("已登记复制：%(title)s") % {"title": found.title})
            return redirect("desk:case", case.uid)
    context: dict[str, Any] = {
        "practice": found,
        "form": form,
        "refusal": refusal,
        "sent": request.POST.get("request") or secrets.token_hex(16),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "zones/copy.html", context, status=status)


class _CopyForm(facts.Copying, frozen=True, kw_only=True):
    """What a person is asked of a copy; which practice it is, the page knows."""

    practice: str = ""
    title: str = ""
