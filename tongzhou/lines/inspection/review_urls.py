"""Addresses of the written reviews, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import reviews

app_name = "inspection-reviews"

urlpatterns: list[URLPattern] = [
    path("", reviews.reviews, name="list"),
    path("call/", reviews.call, name="call"),
]
