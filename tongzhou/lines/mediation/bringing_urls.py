"""Addresses of the counter, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import bringing_in

app_name = "mediation-counter"

urlpatterns: list[URLPattern] = [path("", bringing_in.bring, name="bring")]
