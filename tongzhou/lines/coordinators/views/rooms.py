"""开门 — who opens a page of this line, and how a page does an act by the one door."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from tongzhou.lines.coordinators.models import CoordinatorRow
from tongzhou.lines.coordinators.offices import EVERYONE
from tongzhou.lines.coordinators.person.procedure import CODE as PERSON_CODE
from tongzhou.procedure.counter import Visitor, VisitorRequest, opened_to, page
from tongzhou.procedure.declare import Act, Office
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor, hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

P = ParamSpec("P")
Handler = Callable[Concatenate[VisitorRequest, P], HttpResponseBase]
MOST = 300


def room(
    *offices: Office,
) -> Callable[[Handler[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a page to those who hold one of these offices today (none named: any of the line)."""
    return opened_to(offices or EVERYONE)


def seat(visitor: Visitor, *offices: Office) -> Actor:
    """Return this person in the first of these offices they hold. Raises Http404 where they hold none."""
    for office in offices:
        for actor in visitor.actors:
            if actor.office == office.code:
                return actor
    raise Http404(_("没有这个页面，或不由您的职务查看"))


def coordinators(visitor: Visitor) -> list[tuple[str, str]]:
    """Return the active coordinators this person sees, as choices. One query."""
    rows = CoordinatorRow.objects.filter(
        case__in=visitor.cases(PERSON_CODE).values("pk"), state="active", person__isnull=False
    ).order_by("name", "pk")
    return [(str(r.person), f"{r.name}（{r.group}）") for r in rows[:MOST]]


@dataclass
class Doing:
    """An act on a page of its own: done by the one door, together with what belongs to it, or not at all."""

    request: VisitorRequest
    act: Act[Any]
    case: Case | None = None
    view: View | None = None
    refusal: str = ""

    @property
    def data(self) -> Any:
        return self.request.POST if self.request.method == "POST" else None

    @property
    def sent(self) -> str:
        """The request key: the same form sent twice is done once."""
        return self.request.POST.get("request") or secrets.token_hex(16)

    @property
    def blocked(self) -> str:
        """Why the act cannot be done now; empty if it can."""
        if self.view is None:
            return ""
        if not self.request.visitor.acting(self.act, self.view):
            return _("这一事项不由您的职务办理")
        return hindrance(self.view, self.act, on=self.request.visitor.on)

    def does(
        self,
        stated: Facts,
        about: Iterable[str] = (),
        *,
        besides: Callable[[Actor], None] = lambda _actor: None,
    ) -> bool:
        """Do it in the case, and what belongs to it beside; say whether that went well, else keep the refusal."""
        assert self.case is not None
        assert self.view is not None
        actors = self.request.visitor.acting(self.act, self.view)
        if not actors:
            self.refusal = _("这一事项不由您的职务办理")
            return False
        return self._try(lambda: self._act(actors[0], stated, tuple(about), besides))

    def _act(
        self, actor: Actor, stated: Facts, about: tuple[str, ...], besides: Callable[[Actor], None]
    ) -> None:
        visitor = self.request.visitor
        assert self.case is not None
        besides(actor)
        visitor.door.act(
            self.case, self.act.code, by=actor, at=visitor.at, facts=stated, about=about,
            request=self.request.POST.get("request") or None,
        )  # fmt: skip

    def opens(self, code: str, actor: Actor, make: Callable[[], Facts]) -> Case | None:
        """Open a case with what `make` states; None where it was refused, with the reason kept."""
        visitor, found = self.request.visitor, []

        def open_() -> None:
            stated = make()
            stated.check()
            found.append(
                visitor.door.open_case(
                    code, by=actor, at=visitor.at, region=actor.region, facts=stated,
                    request=self.request.POST.get("request") or None,
                )
            )  # fmt: skip

        return found[0] if self._try(open_) else None

    def _try(self, work: Callable[[], None]) -> bool:
        try:
            with transaction.atomic():
                work()
        except ValidationError as error:
            self.refusal = "；".join(error.messages)
            return False
        except (Refused, ValueError) as refusal:
            self.refusal = str(refusal)
            return False
        messages.success(self.request, _("已办理：%(act)s") % {"act": self.act.label})
        return True

    def page(self, forms: Iterable[Any], **more: Any) -> HttpResponse:
        """Show the page with its forms."""
        context = {
            "case": self.case, "act": self.act, "forms": list(forms), "refusal": self.refusal,
            "blocked": self.blocked, "sent": self.sent,
        }  # fmt: skip
        status = 422 if self.refusal else 200
        return page(self.request, "coordinators/act.html", context | more, status=status)


def doing(request: VisitorRequest, procedure: str, uid: str, act: Act[Any]) -> Doing:
    """Return an act of a case this person may see. Raises Http404, whether the case exists or not."""
    case = request.visitor.case(procedure, uid)
    return Doing(request, act, case, request.visitor.door.view(case))
