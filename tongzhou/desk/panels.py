"""Pages that lines bring to the desk, mounted from the catalogue under p/<line>/<panel>/.

Apart from `urls`, so that a panel keeps the names it gave to its own addresses.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tongzhou.procedure import catalogue

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"p/{line.code}/{panel.slug}/", include(panel.urls))
    for line in catalogue.LINES.values()
    for panel in line.panels
    if panel.counter == "desk"
]
