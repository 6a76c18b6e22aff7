"""Addresses of the clerk's pages, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import apply, change, daily, examine

app_name = "arbitration-counter"

urlpatterns: list[URLPattern] = [
    path("", daily.clocks, name="today"),
    path("service/", daily.service, name="service"),
    path("new/", apply.new, name="apply"),
    path("<slug:uid>/examine/", examine.examine, name="examine"),
    path("<slug:uid>/amend/", change.amend, name="amend"),
    path("<slug:uid>/counterclaim/", change.counterclaim, name="counterclaim"),
    path("<slug:uid>/join/", change.join, name="join"),
]
