"""The pages that lines publish, each under its own address: /p/<line>/<slug>/."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from tongzhou.procedure import catalogue

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"p/{line.code}/{panel.slug}/", include(import_module(panel.urls)))
    for line in catalogue.LINES.values()
    for panel in line.panels
    if panel.counter == "portal"
]
