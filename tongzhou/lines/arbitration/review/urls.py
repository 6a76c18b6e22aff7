"""Addresses of the review of agreements, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

app_name = "arbitration-review"

urlpatterns: list[URLPattern] = [path("new/", views.new, name="new")]
