"""开门 — who opens a page of this line, and how a page does an act by the one door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongzhou.lines.coordinators.leaving import seated
from tongzhou.lines.coordinators.models import CoordinatorRow
from tongzhou.lines.coordinators.offices import EVERYONE
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON_CODE
from tongzhou.procedure.act_page import ActPage
from tongzhou.procedure.counter import Visitor, VisitorRequest, opened_to
from tongzhou.procedure.declare import Office
from tongzhou.procedure.judge import Actor

P = ParamSpec("P")
Handler = Callable[Concatenate[VisitorRequest, P], HttpResponseBase]
MOST = 300


def room(
    *offices: Office, gone: str | Promise = ""
) -> Callable[[Handler[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a page to those who hold one of these offices today (none named: any of the line).

    `gone` is what others are told instead of that there is no such page.
    """
    return opened_to(offices or EVERYONE, otherwise=gone)


def seat(visitor: Visitor, *offices: Office) -> Actor:
    """Return this person in the first of these offices they hold. Raises Http404 where they hold none."""
    for office in offices:
        for actor in visitor.actors:
            if actor.office == office.code:
                return actor
    raise Http404(_("没有这个页面，或不由您的职务查看"))


def coordinators(visitor: Visitor) -> list[tuple[str, str]]:
    """Return the active coordinators this person sees who hold the office today, as choices. One query."""
    rows = CoordinatorRow.objects.filter(
        case__in=visitor.cases(PERSON_CODE).values("pk"), state="active", person__in=seated(visitor.on)
    ).order_by("name", "pk")  # fmt: skip
    return [(str(r.person), f"{r.name}（{r.group}）") for r in rows[:MOST]]


def shown(here: ActPage, forms: Iterable[Any], **more: Any) -> HttpResponse:
    """Show the page of an act with its forms."""
    return here.page("coordinators/act.html", forms=list(forms), **more)
