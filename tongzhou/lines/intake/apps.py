"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "tongzhou.lines.intake"
    label = "intake"
    verbose_name = "举报投诉"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
