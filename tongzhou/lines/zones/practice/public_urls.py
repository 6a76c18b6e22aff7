"""Addresses of what the line publishes, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import public

app_name = "zones-public"

urlpatterns: list[URLPattern] = [
    path("", public.zones, name="zones"),
    path("practice/<slug:uid>/", public.practice, name="practice"),
]
