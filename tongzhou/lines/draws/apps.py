"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "tongzhou.lines.draws"
    label = "draws"
    verbose_name = "双随机抽查"

    def ready(self) -> None:
        """Enter the line into the catalogue, and its registers among those of the desk."""
        from tongzhou.procedure import catalogue
        from tongzhou.registry.registers import REGISTERS

        from .line import LINE
        from .registers import ITEMS, OBJECTS, OFFICERS

        catalogue.enter(LINE)
        REGISTERS.update({r.code: r for r in (ITEMS, OBJECTS, OFFICERS)})
