"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ArbitrationConfig(AppConfig):
    name = "tongzhou.lines.arbitration"
    label = "arbitration"
    verbose_name = "劳动人事争议仲裁"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
