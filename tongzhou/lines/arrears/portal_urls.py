"""Addresses of the public figures and of what a worker does, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import portal

app_name = "arrears-portal"

urlpatterns: list[URLPattern] = [
    path("", portal.published, name="published"),
    path("<slug:uid>/confirm/", portal.confirm, name="confirm"),
    path("<slug:uid>/sign/", portal.sign, name="sign"),
]
