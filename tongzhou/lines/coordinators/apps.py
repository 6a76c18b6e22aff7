"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CoordinatorsConfig(AppConfig):
    name = "tongzhou.lines.coordinators"
    label = "coordinators"
    verbose_name = "劳动关系协调员"

    def ready(self) -> None:
        """Enter the line into the catalogue, and its registers among those of the desk."""
        from tongzhou.procedure import catalogue
        from tongzhou.registry.registers import REGISTERS

        from .line import LINE
        from .registers import CONTACTS, COORDINATORS

        catalogue.enter(LINE)
        REGISTERS.update({r.code: r for r in (COORDINATORS, CONTACTS)})
