"""Addresses of the choice, mounted by the desk under p/zones/selection/."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.lines.zones.selection import views

app_name = "zones-selection"

urlpatterns: list[URLPattern] = [
    path("", views.choices, name="list"),
    path("<slug:uid>/", views.compare, name="compare"),
    path("<slug:uid>/nominate/", views.nominate_, name="nominate"),
    path("<slug:uid>/score/<slug:county>/", views.score_, name="score"),
    path("<slug:uid>/propose/", views.propose_, name="propose"),
    path("<slug:uid>/designate/<slug:county>/", views.designate_, name="designate"),
]
