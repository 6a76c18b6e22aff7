"""Addresses of a trial for its parties, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import party

app_name = "arbitration-party"
CASE = "<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path(f"{CASE}elements/", party.elements, name="elements"),
    path(f"{CASE}evidence/", party.hand_in, name="hand_in"),
    path(f"{CASE}examine/", party.examine, name="examine"),
    path(f"{CASE}file/<slug:digest>/", party.exhibit, name="file"),
]
