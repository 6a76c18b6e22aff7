"""Addresses for other systems."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.api import files, records, views

app_name = "api"

urlpatterns: list[URLPattern] = [
    path("v1/openapi.json", views.openapi, name="document"),
    path("v1/files/<str:table>/", files.send, name="send-file"),
    path("v1/deliveries/<str:number>/", files.ask, name="ask-delivery"),
    path("v1/records/<str:code>/", records.records, name="records"),
    path("v1/cases/<str:procedure>/", views.opening, name="open"),
    path("v1/cases/<str:procedure>/<path:number>/", views.asking, name="ask"),
]
