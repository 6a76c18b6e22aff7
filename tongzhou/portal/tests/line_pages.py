"""A page of a line for the parties of its cases: what a line may use without knowing the portal."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path

from tongzhou.procedure.examples import dispute
from tongzhou.procedure.partying import PartyRequest, for_party

app_name = "line"


@for_party
def elect(request: PartyRequest, uid: str) -> HttpResponseBase:
    """Let a claimant stand for the others."""
    party = request.party
    if not party.may(dispute.represent):
        return HttpResponse(party.why_not(dispute.represent), status=409)
    refs = [key.partition("/")[2] for key in party.keys]
    party.does(dispute.represent, about=tuple(f"representative/{ref}" for ref in refs))
    return redirect("portal:case", uid)


urlpatterns = [
    path("line/", include(([path("<slug:uid>/elect/", elect, name="elect")], "line"))),
    path("", include("tongzhou.config.urls")),
]
