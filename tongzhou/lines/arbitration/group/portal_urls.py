"""Addresses of the election and of what is offered, for the claimants, mounted by the portal under p/arbitration/vote/."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.lines.arbitration.group import answering, voting

app_name = "arbitration-vote"

urlpatterns: list[URLPattern] = [
    path("<slug:uid>/", voting.vote, name="vote"),
    path("<slug:uid>/offer/", answering.offer, name="offer"),
]
