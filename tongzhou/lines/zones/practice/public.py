"""公开 — zones that were launched and practices that were published, for anybody. Nothing else is shown.

A zone is public with its place, term and state in public words; its tasks, figures and scores are not.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongzhou.lines.zones.models import Practice, PracticeCopy, ZoneCard
from tongzhou.lines.zones.policy import LEAGUES
from tongzhou.lines.zones.running.procedure import ZONE
from tongzhou.procedure.counter import names_of

MOST = 300


@require_safe
def zones(request: HttpRequest) -> HttpResponse:
    """Show the zones by league, and the published practices."""
    cards = list(ZoneCard.objects.select_related("case").order_by("case__county", "pk")[:MOST])
    counties = names_of({c.case.county for c in cards})
    by_league: dict[str, list[tuple[ZoneCard, str, str]]] = {}
    for card in cards:
        place = counties.get(card.case.county, "")
        state = ZONE.states[card.state].public
        by_league.setdefault(card.case.league, []).append((card, place, state))
    practices = Practice.objects.filter(is_published=True).select_related("case")
    context = {
        "leagues": [(LEAGUES[code], by_league[code]) for code in LEAGUES if code in by_league],
        "total": len(cards),
        "practices": practices.order_by("-published_on", "-pk")[:MOST],
    }
    return render(request, "zones/public_zones.html", context)


@require_safe
def practice(request: HttpRequest, uid: str) -> HttpResponse:
    """Show a published practice and where it is copied. Raises Http404 for any other."""
    found = Practice.objects.filter(case__uid=uid, is_published=True).select_related("case").first()
    if found is None:
        raise Http404(_("没有这条经验，或尚未发布"))
    copies = list(PracticeCopy.objects.filter(practice=uid).select_related("case"))
    names = names_of({c.case.county for c in copies})
    context = {
        "practice": found,
        "places": sorted({names.get(c.case.county, "") for c in copies} - {""}),
    }
    return render(request, "zones/public_practice.html", context)
