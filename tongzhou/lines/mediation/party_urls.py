"""Addresses of the pages for parties, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import party

app_name = "mediation-party"

urlpatterns: list[URLPattern] = [path("<slug:uid>/agreement/", party.agreement, name="agreement")]
