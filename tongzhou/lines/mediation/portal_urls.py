"""Addresses of the application, and of the agreement as a party reads it, mounted by the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import asking, party

app_name = "mediation-apply"

urlpatterns: list[URLPattern] = [
    path("", asking.start, name="start"),
    path("forget/", asking.forget, name="forget"),
    path("code/", asking.code, name="code"),
    path("done/", asking.done, name="done"),
    path("<slug:step>/", asking.step, name="step"),
    path("<slug:uid>/agreement/", party.agreement, name="agreement"),
]
