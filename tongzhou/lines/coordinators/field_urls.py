"""Addresses of the pages on the phone, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import field

app_name = "coordinators-field"

urlpatterns: list[URLPattern] = [
    path("", field.home, name="home"),
    path("risk/", field.risk, name="risk"),
    path("risk/<int:employer>/", field.risk, name="risk"),
    path("new/<int:employer>/", field.record, name="record"),
    path("<slug:uid>/", field.visit, name="visit"),
]
