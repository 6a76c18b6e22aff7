"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "tongzhou.lines.zones"
    label = "zones"
    verbose_name = "综合试验区"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
