"""Addresses of the report by phone, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import asking, party

app_name = "intake-apply"

urlpatterns: list[URLPattern] = [
    path("", asking.start, name="start"),
    path("forget/", asking.forget, name="forget"),
    path("check/", asking.check, name="check"),
    path("done/", asking.done, name="done"),
    path("tip/", asking.tip, name="tip"),
    path("<slug:step>/", asking.step, name="step"),
    path("<slug:uid>/mates/", party.mates, name="mates"),
    path("<slug:uid>/represent/", party.represent, name="represent"),
]
