"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "tongzhou.lines.mediation"
    label = "mediation"
    verbose_name = "劳动争议调解"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
