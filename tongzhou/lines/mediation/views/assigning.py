"""分派 — the way and the body of a case, then its mediator: a suggestion with reasons, and whoever decides."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.mediation import facts, routing, rules
from tongzhou.lines.mediation.models import MediationBody
from tongzhou.lines.mediation.pages import Room, room_of
from tongzhou.lines.mediation.receipt import assign, join, route
from tongzhou.lines.mediation.ways import WAYS, Code
from tongzhou.procedure.counter import VisitorRequest, counter, page

from .doing import do, to_case


@counter
def assigning(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show who could take the case and why; give it to somebody."""
    room = room_of(request.visitor, uid)
    act = assign if room.view.state == "accepted" else join
    if not request.visitor.acting(act, room.view):
        raise Http404(_("分派由调解中心负责人办理"))
    trouble = ""
    if request.method == "POST":
        chosen = next(
            (s for s in room.suggestions if s.card.person == request.POST.get("mediator")), None
        )
        if chosen is None:
            trouble = _("请选择调解员")
        elif chosen.barred:
            trouble = _("%(name)s不能承办：%(why)s") % {
                "name": chosen.card.name,
                "why": chosen.barred,
            }
        else:
            trouble = _give(request, room, chosen)
            if not trouble:
                return to_case(request, room, act)
    context = {
        "room": room,
        "case": room.case,
        "act": act,
        "able": room.able(act),
        "best": routing.best(room.suggestions),
        "trouble": trouble,
        "why": request.POST.get("why", ""),
        "chosen": request.POST.get("mediator", ""),
    }
    return page(request, "mediation/assign.html", context, status=422 if trouble else 200)


def _give(request: VisitorRequest, room: Room, chosen: routing.Suggestion) -> str:
    first = routing.best(room.suggestions)
    act = assign if room.view.state == "accepted" else join
    stated = facts.Assignment(
        names={chosen.key: chosen.card.name},
        body=chosen.card.body,
        body_name=chosen.card.body_name,
        suggested=first.key if first else "",
        reasons=chosen.reasons,
        why=request.POST.get("why", "").strip()[:500],
    )
    with transaction.atomic():
        return do(request, room, act, stated, about=(chosen.key,))


@counter
def routing_page(request: VisitorRequest, uid: str) -> HttpResponse:
    """Show the bodies of the county with what each may take, and settle way and body."""
    room = room_of(request.visitor, uid)
    if not request.visitor.acting(route, room.view):
        raise Http404(_("确定调解组织由受理员或调解中心负责人办理"))
    bodies = list(
        MediationBody.objects.filter(county=room.case.county, is_active=True)
        .select_related("body", "employer")
        .order_by("way", "body__name")
    )
    trouble = ""
    if request.method == "POST":
        trouble = _route(request, room, bodies)
        if not trouble:
            return to_case(request, room, route)
    context = {
        "room": room,
        "case": room.case,
        "able": room.able(route),
        "bodies": [(b, _note(room, b)) for b in bodies],
        "entrusted": [w for w in WAYS.values() if w.consent == "given"],
        "now": rules.body_of(room.view),
        "trouble": trouble,
    }
    return page(request, "mediation/route.html", context, status=422 if trouble else 200)


def _note(room: Room, body: MediationBody) -> str:
    """Return what speaks for or against a body, in a few words."""
    employers = {s.ref[1:] for s in rules.subjects(room.view, "respondent")}
    if body.employer_id:
        own = str(body.employer_id) in employers
        return _("争议单位自己的调解委员会") if own else _("只调解本企业的争议")
    if body.region_id == room.case.region and len(body.region_id) > 6:
        return _("在争议发生地")
    return _("可受理全旗县的争议") if len(body.region_id) == 6 else _("其他苏木乡镇")


def _route(request: VisitorRequest, room: Room, bodies: list[MediationBody]) -> str:
    chosen = next((b for b in bodies if str(b.body_id) == request.POST.get("body")), None)
    if chosen is None:
        return _("请选择调解组织")
    stated = facts.Routing(
        region=chosen.region_id,
        way=_way(room, chosen),
        body=str(chosen.body_id),
        why=request.POST.get("why", "").strip()[:500],
    )
    return do(request, room, route, stated)


def _way(room: Room, chosen: MediationBody) -> Code:
    """Return the way: that of the body, but an entrusted case stays entrusted whoever takes it."""
    way = rules.way_of(room.view)
    return way.code if way.consent == "given" else WAYS[chosen.way].code
