"""Addresses at the portal: what is shown to anybody, and the form an employer fills in."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import public

app_name = "inspection-public"

urlpatterns: list[URLPattern] = [
    path("", public.shown, name="list"),
    path("<slug:uid>/form/", public.submit, name="submit"),
]
