"""办理 — one act from a page of the line: by the one door, or put before the second officer; refusals in words."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.inspection.offices import EVERYONE
from tongzhou.procedure import cosign
from tongzhou.procedure.counter import VisitorRequest, opened_to, page
from tongzhou.procedure.declare import Act, Kind, Office
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

P = ParamSpec("P")
Handler = Callable[Concatenate[VisitorRequest, P], HttpResponseBase]


def room(
    *offices: Office,
) -> Callable[[Handler[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a page to those who hold one of these offices today (none named: any of the line)."""
    return opened_to(offices or EVERYONE)


@dataclass
class Group:
    """Part of a page: one subject with what is known of it, and the form about it."""

    title: str
    key: str = ""
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    form: forms.Form | None = None


@dataclass
class Acting:
    """An act on a page of its own: the case, who may do it, what stands in the way."""

    request: VisitorRequest
    case: Case
    view: View
    act: Act[Any]
    refusal: str = ""

    @property
    def data(self) -> Any:
        return self.request.POST if self.request.method == "POST" else None

    @property
    def blocked(self) -> str:
        """Why the act cannot be done now; empty if it can."""
        if not self.request.visitor.acting(self.act, self.view):
            return _("这一事项不由您的职务办理")
        return hindrance(self.view, self.act, on=self.request.visitor.on)

    def seconds(self) -> list[tuple[str, str]]:
        """Return the officers who may do it together with this person."""
        kind = self.act.hands
        return others_of(self.view, kind, str(self.request.visitor.person.pk)) if kind else []

    def does(self, stated: Facts, about: Iterable[str] = ()) -> bool:
        """Do it, or put it before the second officer; say whether that went well, else keep the refusal."""
        visitor = self.request.visitor
        actors = visitor.acting(self.act, self.view)
        if not actors:
            self.refusal = _("这一事项不由您的职务办理")
            return False
        try:
            stated.check()
            if self.act.hands:
                chosen = set(self.request.POST.getlist("with"))
                others = tuple((ref, name) for ref, name in self.seconds() if ref in chosen)
                if not others:
                    raise Refused(_("请选择共同办理的人员"))
                cosign.propose(
                    visitor.door, self.case, self.act.code, by=actors[0], others=others,
                    at=visitor.at, facts=stated, about=tuple(about),
                )  # fmt: skip
                text = _("已提请共同办理：%(act)s")
            else:
                visitor.door.act(
                    self.case, self.act.code, by=actors[0], at=visitor.at, facts=stated,
                    about=tuple(about), request=self.request.POST.get("request") or None,
                    seen=self._seen(),
                )  # fmt: skip
                text = _("已办理：%(act)s")
        except (Refused, ValueError) as refusal:
            self.refusal = str(refusal)
            return False
        messages.success(self.request, text % {"act": self.act.label})
        return True

    def _seen(self) -> int | None:
        seen = self.request.POST.get("seen", "")
        return int(seen) if seen.isdigit() else None

    def done(self) -> HttpResponse:
        return redirect("desk:case", self.case.uid)

    def page(
        self, groups: Iterable[Group], form: forms.Form | None = None, **more: Any
    ) -> HttpResponse:
        """Show the page with its groups and its form."""
        context = {
            "case": self.case,
            "act": self.act,
            "view": self.view,
            "refusal": self.refusal,
            "blocked": self.blocked,
            "groups": list(groups),
            "form": form,
            "seconds": self.seconds(),
            "chosen": self.request.POST.getlist("with"),
            "sent": self.request.POST.get("request") or secrets.token_hex(16),
        }
        status = 422 if self.refusal else 200
        return page(self.request, "inspection/act.html", context | more, status=status)


def others_of(view: View, kind: Kind, ref: str) -> list[tuple[str, str]]:
    """Return the officers of a case besides this one: (number, name)."""
    found = view.of(kind, kind.states[0].code)
    return [(s.ref, s.name or s.ref) for s in found if s.ref != ref]


def opened(request: VisitorRequest, uid: str, procedure: str, act: Act[Any]) -> Acting:
    """Return an act of a case this person may see. Raises Http404, whether the case exists or not."""
    case = request.visitor.case(procedure, uid)
    return Acting(request, case, request.visitor.door.view(case), act)
