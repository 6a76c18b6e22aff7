"""Addresses of the returns and the lists behind numbers, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import manage

app_name = "arbitration-manage"

urlpatterns: list[URLPattern] = [
    path("", manage.figures, name="returns"),
    path("list/", manage.listed, name="list"),
]
