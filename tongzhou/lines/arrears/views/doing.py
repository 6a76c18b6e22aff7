"""办理 — one act from a page of the line: the form made from its facts, the door, the refusal in words."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.arrears.procedure import MATTER
from tongzhou.procedure import catalogue, files
from tongzhou.procedure.counter import Visitor, VisitorRequest, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import NotTheirOffice, Refused
from tongzhou.procedure.view import View
from tongzhou.ui.forms import speak_plainly


@dataclass
class Matter:
    """A matter as the person at the desk sees it."""

    case: Case
    visitor: Visitor

    @cached_property
    def view(self) -> View:
        return self.visitor.door.view(self.case)

    def able(self, act: Act[Any]) -> bool:
        """Say whether this person may do an act and the case allows it now."""
        return self.visitor.able(act, self.view)

    def why_not(self, act: Act[Any]) -> str:
        """Return why the act cannot be done now, in words; empty if it can. 404 to whom it is none of theirs."""
        if not self.visitor.acting(act, self.view):
            raise Http404(_("这一事项不由您的职务办理"))
        return hindrance(self.view, act, on=self.visitor.on)


def matter(request: VisitorRequest, uid: str) -> Matter:
    """Return a matter this person can see. Raises Http404, whether it exists or not."""
    return Matter(request.visitor.case(MATTER.code, uid), request.visitor)


def form_of(
    request: VisitorRequest, at: Matter, act: Act[Any], *, given: dict[str, Any] | None = None, drop: tuple[str, ...] = (), initial: dict[str, Any] | None = None,
) -> FactsForm:  # fmt: skip
    """Return the form of an act without what the page itself asks (`drop`) and states (`given`)."""
    made = form_for(act.asks, choices=lambda source: catalogue.choices_of(at.view, source))
    for name in drop:
        made.base_fields.pop(name, None)
    posted = request.method == "POST"
    form = made(
        request.POST if posted else None,
        request.FILES if posted else None,
        given=given,
        initial=initial,
    )
    form.keep_file = lambda upload: files.keep(upload, at.visitor.at)
    speak_plainly(form)
    return form


def do(
    request: VisitorRequest,
    at: Matter,
    act: Act[Any],
    stated: Facts,
    *,
    about: tuple[str, ...] = (),
) -> str:
    """Do an act in the office of this person that may do it; return why it was refused, or nothing."""
    actors = at.visitor.acting(act, at.view)
    if not actors:
        return str(NotTheirOffice(_("这一事项不由您的职务办理")))
    seen = request.POST.get("seen", "")
    try:
        at.visitor.door.act(
            at.case,
            act.code,
            by=actors[0],
            at=at.visitor.at,
            facts=stated,
            about=about,
            request=request.POST.get("request") or None,
            seen=int(seen) if seen.isdigit() else None,
        )
    except Refused as refusal:
        return str(refusal)
    return ""


def done(request: VisitorRequest, at: Matter, act: Act[Any]) -> HttpResponse:
    """Say that it was done, and go back to the case."""
    messages.success(request, _("已办理：%(act)s") % {"act": act.label})
    return redirect("desk:case", at.case.uid)


def shown(
    request: VisitorRequest, at: Matter, template: str, act: Act[Any], **more: Any
) -> HttpResponse:
    """Draw the page of an act; 422 where what was sent was not taken."""
    context = {
        "matter": at,
        "case": at.case,
        "act": act,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "seq": at.view.seq,
        "trouble": "",
        **more,
    }
    bad = request.method == "POST" and not more.get("trying")
    return page(request, template, context, status=422 if bad else 200)
