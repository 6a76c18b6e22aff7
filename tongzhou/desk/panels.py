"""Pages that lines bring to the desk, mounted from the catalogue under p/<line>/<panel>/.

Apart from `urls`, so that a panel keeps the names it gave to its own addresses. Every view is opened
through the counter: it finds the person signed in as `request.staff`, and nobody else comes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from tongzhou.desk.staff import counter
from tongzhou.procedure import catalogue


def guarded(patterns: Sequence[URLPattern]) -> list[URLPattern]:
    """Return the same addresses, their views opened through the counter."""
    return [URLPattern(p.pattern, counter(p.callback), p.default_args, p.name) for p in patterns]


def mounted(urls: str) -> tuple[list[URLPattern], str | None]:
    """Return the addresses of a panel's module of URLs, and its `app_name` if it has one."""
    module = import_module(urls)
    return guarded(module.urlpatterns), getattr(module, "app_name", None)


def _included(urls: str) -> Any:
    patterns, app = mounted(urls)
    return include((patterns, app)) if app else include(patterns)


urlpatterns: list[URLPattern | URLResolver] = [
    path(f"p/{line.code}/{panel.slug}/", _included(panel.urls))
    for line in catalogue.LINES.values()
    for panel in line.panels
    if panel.counter == "desk"
]
