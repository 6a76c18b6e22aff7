"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WarningConfig(AppConfig):
    name = "tongzhou.warning"
    label = "warning"
    verbose_name = "监测预警"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
