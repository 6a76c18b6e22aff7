"""Addresses for other systems."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.api import records, views

app_name = "api"

urlpatterns: list[URLPattern] = [
    path("v1/openapi.json", views.openapi, name="document"),
    path("v1/records/<str:code>/", records.records, name="records"),
    path("v1/cases/<str:procedure>/", views.opening, name="open"),
    path("v1/cases/<str:procedure>/<path:number>/", views.asking, name="ask"),
]
