"""页面共用 — who opens these pages, how an act is carried out from one, how a case is listed. Asked of the engine alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.offices import EVERYONE
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.procedure import catalogue
from tongzhou.procedure.counter import Visitor, VisitorRequest, names_of, opened_to
from tongzhou.procedure.declare import Act, Office
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import View

P = ParamSpec("P")
Handler = Callable[Concatenate[VisitorRequest, P], HttpResponseBase]


def court(
    *offices: Office,
) -> Callable[[Handler[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a page to those who hold one of these offices of the court today (none named: any of them)."""
    return opened_to(offices or EVERYONE)


def regions_of(visitor: Visitor) -> list[tuple[str, str]]:
    """Return the regions whose disputes this person sees by office: (code, name), for a choice."""
    codes = {reach.code for reach in visitor.sight.reaches if reach.procedure == CODE}
    names = names_of(codes)
    return [(code, names.get(code, code)) for code in sorted(codes)]


def region_asked(visitor: Visitor, asked: str) -> str:
    """Return the region a page is asked for. Raises Http404 where the reader holds no office over it."""
    if asked and not any(asked.startswith(code) for code, _name in regions_of(visitor)):
        raise Http404(_("没有这个地区，或不在您可以查看的范围内"))
    return asked if len(asked) in (2, 4, 6) else ""


def carried_out(
    visitor: Visitor,
    case: Case,
    act: Act[Any],
    view: View,
    stated: Facts,
    *,
    about: tuple[str, ...] = (),
    request: str | None = None,
    seen: int | None = None,
) -> str:
    """Do an act by the one door; return why not, or nothing."""
    acting = visitor.acting(act, view)
    if not acting:
        raise Http404(_("这一事项不由您的职务办理"))
    try:
        visitor.door.act(
            case, act.code, by=acting[0], at=visitor.at, facts=stated, about=about,
            request=request, seen=seen,
        )  # fmt: skip
    except Refused as refusal:
        return str(refusal)
    return ""


def act_url(uid: str, act: str) -> str:
    """Return where an act of a dispute is done: a page of the line, or the general form."""
    own = catalogue.act_page(CODE, act)
    return reverse(own, args=[uid]) if own else reverse("desk:act", args=[uid, act])


@dataclass(frozen=True)
class DisputeLine:
    """A dispute in a list, with its state in words."""

    row: Dispute
    case: Case
    state: str


def lines(found: Iterable[Dispute]) -> list[DisputeLine]:
    """Return disputes as lines of a list; the cases must have been selected along."""
    states = catalogue.newest(CODE).states
    return [DisputeLine(d, d.case, states[d.case.state].staff) for d in found]


def query(**given: object) -> str:
    """Return an address's query of what is given, what is empty left out."""
    data = QueryDict(mutable=True)
    for name, value in given.items():
        if value not in ("", None):
            data[name] = str(value)
    return data.urlencode()
