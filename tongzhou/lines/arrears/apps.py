"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ArrearsConfig(AppConfig):
    name = "tongzhou.lines.arrears"
    label = "arrears"
    verbose_name = "欠薪治理"

    def ready(self) -> None:
        """Enter the line into the catalogue."""
        from tongzhou.procedure import catalogue

        from .line import LINE

        catalogue.enter(LINE)
