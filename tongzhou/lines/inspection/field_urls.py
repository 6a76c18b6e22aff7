"""Addresses of the pages on the phone, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import field

app_name = "inspection-field"

urlpatterns: list[URLPattern] = [
    path("", field.home, name="home"),
    path("<slug:uid>/", field.record, name="record"),
]
