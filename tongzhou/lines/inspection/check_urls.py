"""Addresses of the checks, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import checks

app_name = "inspection-checks"

urlpatterns: list[URLPattern] = [
    path("", checks.checks, name="list"),
    path("new/", checks.new, name="new"),
    path("<slug:uid>/change/", checks.change, name="change"),
]
