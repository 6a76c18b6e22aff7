"""办理 — one act from a page of the line: by the one door, or put before the second officer; refusals in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tongzhou.lines.inspection.offices import EVERYONE
from tongzhou.procedure.act_page import CaseActPage
from tongzhou.procedure.counter import VisitorRequest, opened_to
from tongzhou.procedure.declare import Act, Office

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
class Acting(CaseActPage):
    """An act on a page of its own, in groups: each of what it is about, with its form."""

    def show(
        self, groups: Iterable[Group], form: forms.Form | None = None, **more: Any
    ) -> HttpResponse:
        """Show the page with its groups and its form."""
        return self.page("inspection/act.html", groups=list(groups), form=form, **more)


def opened(request: VisitorRequest, uid: str, procedure: str, act: Act[Any]) -> Acting:
    """Return an act of a case this person may see. Raises Http404, whether the case exists or not."""
    case = request.visitor.case(procedure, uid)
    return Acting(request, act, case, request.visitor.door.view(case))
