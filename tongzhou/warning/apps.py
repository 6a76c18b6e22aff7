"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WarningConfig(AppConfig):
    name = "tongzhou.warning"
    label = "warning"
    verbose_name = "监测预警"

    def ready(self) -> None:
        """Enter the line into the catalogue, and answer for the levels of employers."""
        from tongzhou.procedure import alarms, catalogue

        from .levelling import levels
        from .line import LINE

        catalogue.enter(LINE)
        alarms.enter(levels)
