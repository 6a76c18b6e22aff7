"""Addresses of the transfers to the police, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import transfers

app_name = "inspection-transfers"

urlpatterns: list[URLPattern] = [
    path("", transfers.transfers, name="list"),
    path("<slug:uid>/report/", transfers.report, name="report"),
    path("<slug:uid>/pack/", transfers.pack, name="pack"),
]
