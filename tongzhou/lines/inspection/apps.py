"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "tongzhou.lines.inspection"
    label = "inspection"
    verbose_name = "劳动保障监察"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
