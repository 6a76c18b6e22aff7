"""窗口收件 — an application at the counter: by a worker or by an employer, in writing or orally."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.law import article
from tongzhou.lines.arbitration.acts import bringing as acts
from tongzhou.lines.arbitration.counter.bringing import Asks, Intake
from tongzhou.lines.arbitration.counter.forms import counties
from tongzhou.lines.arbitration.counter.pages import court, regions_of
from tongzhou.lines.arbitration.facts.bringing import Application
from tongzhou.lines.arbitration.offices import CLERK
from tongzhou.lines.arbitration.rules import examining
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.refusal import Refused

ORAL = "口头申请笔录"
ORALLY = article("劳动争议调解仲裁法", 28)


@court(CLERK)
def new(request: VisitorRequest) -> HttpResponse:
    """Ask for an application; where all is there, register it and go on to examining it."""
    visitor = request.visitor
    by = _clerk(request)
    by_employer = request.GET.get("by") == "employer"
    asks = Asks(by_employer=by_employer, without=("mediated",) if by_employer else ())
    posted = request.method == "POST"
    regions = counties()
    intake = Intake(
        request.POST if posted else None,
        request.FILES if posted else None,
        asks=asks,
        at=visitor.at,
        regions=regions,
        initial={"place": by.region, "seat": by.region, "channel": "窗口"},
    )
    refusal = ""
    if posted and not request.POST.get("add"):
        refusal = _bring(request, intake, by)
        if not refusal and not intake.errors:
            messages.success(request, _("已登记申请，请审查是否受理"))
            return redirect("arbitration-counter:examine", intake.case.uid)
    context: dict[str, Any] = {
        "intake": intake,
        "by_employer": by_employer,
        "refusal": refusal,
        "act": acts.apply,
        "orally": ORALLY,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "place": dict(regions_of(visitor)).get(by.region, by.region),
    }
    bad = posted and not request.POST.get("add")
    return page(request, "arbitration/counter_apply.html", context, status=422 if bad else 200)


def _clerk(request: VisitorRequest) -> Actor:
    """Return the clerk acting. Raises Http404 where there is none."""
    for actor in request.visitor.actors:
        if actor.office == CLERK.code:
            return actor
    raise Http404(_("这一事项不由您的职务办理"))


def _bring(request: VisitorRequest, intake: Intake, by: Actor) -> str:
    """Bring the dispute; return why not, or nothing. Faults of single fields stand beside them."""
    if not intake.is_valid():
        return intake.refusal or _("请改好以下各项再提交")
    stated = intake.matter.facts()
    assert isinstance(stated, Application)
    if stated.channel == ORAL and not stated.evidence:
        return _("口头申请的，请把笔录读给申请人听、由其签名后，在“证据材料”上传（%(law)s）") % {
            "law": ORALLY
        }
    told = examining.jurisdiction(stated.place, stated.seat, by.region)
    if told.standing == "stop" and "elsewhere" not in request.POST:
        return _("%(words)s 申请人坚持在本委提交的，请勾选“仍在本委提交”后再登记，由审查决定。") % {
            "words": told.words
        }
    visitor = request.visitor
    try:
        intake.bring(
            visitor.door,
            by=by,
            person=visitor.person,
            region=by.region,
            request=request.POST.get("request") or secrets.token_hex(16),
        )
    except ValidationError as error:
        return "；".join(error.messages)
    except Refused as refusal:
        return str(refusal)
    return ""
