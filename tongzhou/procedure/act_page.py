"""办理页 — an act on a page of its own: the case, who may do it, what stands in the way; done by the one door, refused in words.

The desk carries out any act from its form. A line whose act is more than its form (a question for each of five hundred workers, two
officers, a row of a register besides) makes a page for it and does it with this.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.procedure import cosign
from tongzhou.procedure.counter import VisitorRequest, page
from tongzhou.procedure.declare import Act, Kind
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import Actor, hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

Besides = Callable[[Actor], None]


@dataclass
class ActPage:
    """An act that is asked for on a page of its own, before there is a case."""

    request: VisitorRequest
    act: Act[Any]
    refusal: str = field(default="", kw_only=True)

    @property
    def data(self) -> Any:
        """What was sent; None while the page is only looked at."""
        return self.request.POST if self.request.method == "POST" else None

    @property
    def sent(self) -> str:
        """The key of the request: the same form sent twice is done once."""
        return self.request.POST.get("request") or secrets.token_hex(16)

    @property
    def seen(self) -> int | None:
        """The last entry the person had before them, where the form says it."""
        seen = self.request.POST.get("seen", "")
        return int(seen) if seen.isdigit() else None

    def opens(self, code: str, actor: Actor, make: Callable[[], Facts]) -> Case | None:
        """Open a case with what `make` states; None where it was refused, with the reason kept."""
        visitor, found = self.request.visitor, []

        def work() -> None:
            stated = make()
            stated.check()
            found.append(
                visitor.door.open_case(
                    code, by=actor, at=visitor.at, region=actor.region, facts=stated,
                    request=self.request.POST.get("request") or None,
                )
            )  # fmt: skip

        return found[0] if self._tried(work, _("已办理：%(act)s")) else None

    def _tried(self, work: Callable[[], None], text: str) -> bool:
        try:
            with transaction.atomic():
                work()
        except ValidationError as error:
            self.refusal = "；".join(error.messages)
            return False
        except (Refused, ValueError) as refusal:
            self.refusal = str(refusal)
            return False
        messages.success(self.request, text % {"act": self.act.label})
        return True

    def told(self) -> dict[str, Any]:
        """Return what the page shows of the act."""
        return {
            "case": None,
            "act": self.act,
            "refusal": self.refusal,
            "blocked": "",
            "sent": self.sent,
        }

    def page(self, template: str, /, **more: Any) -> HttpResponse:
        """Show the page; 422 where something was refused."""
        status = 422 if self.refusal else 200
        return page(self.request, template, self.told() | more, status=status)


@dataclass
class CaseActPage(ActPage):
    """An act of a case on a page of its own."""

    case: Case
    view: View

    @property
    def blocked(self) -> str:
        """Why the act cannot be done now; empty if it can."""
        if not self.request.visitor.acting(self.act, self.view):
            return _("这一事项不由您的职务办理")
        return hindrance(self.view, self.act, on=self.request.visitor.on)

    def seconds(self) -> list[tuple[str, str]]:
        """Return the officers who may do it together with this person; none where one is enough."""
        if self.act.hands is None:
            return []
        return others_of(self.view, self.act.hands, str(self.request.visitor.person.pk))

    def does(
        self, stated: Facts, about: Iterable[str] = (), *, besides: Besides = lambda _: None
    ) -> bool:
        """Do it in the case, or put it before the second officer; say whether that went well, else keep the refusal.

        `besides` does what belongs to it outside the case, in the same transaction: both or neither.
        """
        actors = self.request.visitor.acting(self.act, self.view)
        if not actors:
            self.refusal = _("这一事项不由您的职务办理")
            return False
        two = bool(self.act.hands)

        def work() -> None:
            stated.check()
            besides(actors[0])
            if two:
                self._propose(actors[0], stated, tuple(about))
            else:
                self._carry_out(actors[0], stated, tuple(about))

        return self._tried(work, _("已提请共同办理：%(act)s") if two else _("已办理：%(act)s"))

    def _carry_out(self, actor: Actor, stated: Facts, about: tuple[str, ...]) -> None:
        visitor = self.request.visitor
        visitor.door.act(
            self.case, self.act.code, by=actor, at=visitor.at, facts=stated, about=about,
            request=self.request.POST.get("request") or None, seen=self.seen,
        )  # fmt: skip

    def _propose(self, actor: Actor, stated: Facts, about: tuple[str, ...]) -> None:
        visitor, chosen = self.request.visitor, set(self.request.POST.getlist("with"))
        others = tuple((ref, name) for ref, name in self.seconds() if ref in chosen)
        if not others:
            raise Refused(_("请选择共同办理的人员"))
        cosign.propose(
            visitor.door, self.case, self.act.code, by=actor, others=others,
            at=visitor.at, facts=stated, about=about,
        )  # fmt: skip

    def done(self) -> HttpResponse:
        """Return to the case."""
        return redirect("desk:case", self.case.uid)

    def told(self) -> dict[str, Any]:
        """Return what the page shows of the act and its case."""
        return super().told() | {
            "case": self.case, "view": self.view, "blocked": self.blocked,
            "seconds": self.seconds(), "chosen": self.request.POST.getlist("with"),
        }  # fmt: skip


def opened(request: VisitorRequest, procedure: str, uid: str, act: Act[Any]) -> CaseActPage:
    """Return an act of a case this person may see. Raises Http404, whether the case exists or not."""
    case = request.visitor.case(procedure, uid)
    return CaseActPage(request, act, case, request.visitor.door.view(case))


def others_of(view: View, kind: Kind, ref: str) -> list[tuple[str, str]]:
    """Return the officers of a case besides this one: (number, name)."""
    found = view.of(kind, kind.states[0].code)
    return [(s.ref, s.name or s.ref) for s in found if s.ref != ref]
