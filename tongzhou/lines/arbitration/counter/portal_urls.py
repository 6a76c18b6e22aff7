"""Addresses of the application at the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import portal

app_name = "arbitration-apply"

urlpatterns: list[URLPattern] = [
    path("", portal.begin, name="begin"),
    path("worker/", portal.worker, name="worker"),
    path("code/", portal.code, name="code"),
    path("employer/", portal.employer, name="employer"),
]
