"""看板 — region, league and county: what stands where, each with an address of its own."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.lines.zones.running import board
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.registry.models import Region


@counter
def tiles(request: VisitorRequest) -> HttpResponse:
    """Show the twelve leagues and cities as tiles, and the zones in sight below."""
    visitor = request.visitor
    found = board.leagues(visitor)
    context = {
        "leagues": found,
        "total": board.whole(found),
        "started": sum(bool(t.zones) for t in found),
        "zones": board.zones(visitor),
        "today": visitor.on,
    }
    return page(request, "zones/tiles.html", context)


@counter
def league(request: VisitorRequest, code: str) -> HttpResponse:
    """Show the counties of a league and the zones in them."""
    visitor = request.visitor
    if code not in LEAGUES or code not in board.leagues_in_sight(visitor):
        raise Http404(_("没有这个盟市，或不在您可以查看的范围内"))
    found = board.counties(visitor, code)
    context = {
        "code": code,
        "name": LEAGUES[code],
        "counties": found,
        "total": board.whole(found),
        "zones": board.zones(visitor, league=code),
        "today": visitor.on,
    }
    return page(request, "zones/league.html", context)


@counter
def county(request: VisitorRequest, code: str) -> HttpResponse:
    """Show the zones of a county."""
    visitor = request.visitor
    region = Region.objects.filter(code=code, level=Region.Level.COUNTY).first()
    if region is None or code[:4] not in board.leagues_in_sight(visitor):
        raise Http404(_("没有这个旗县，或不在您可以查看的范围内"))
    here = board.counted(visitor, "county", within=code[:4]).get(code) or board.Tally()
    context = {
        "code": code,
        "name": region.name,
        "league": code[:4],
        "league_name": LEAGUES.get(code[:4], code[:4]),
        "total": here,
        "zones": board.zones(visitor, county=code),
        "today": visitor.on,
    }
    return page(request, "zones/county.html", context)
