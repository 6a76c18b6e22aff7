"""Addresses of the head's page, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import manage

app_name = "arbitration-head"

urlpatterns: list[URLPattern] = [path("", manage.head, name="head")]
