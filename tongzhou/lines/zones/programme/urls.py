"""Addresses of programmes, mounted by the desk under p/zones/programme/."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.lines.zones.programme import views

app_name = "zones-programme"

urlpatterns: list[URLPattern] = [
    path("", views.programmes, name="list"),
    path("<slug:uid>/", views.matrix, name="matrix"),
]
