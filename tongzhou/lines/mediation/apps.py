"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "tongzhou.lines.mediation"
    label = "mediation"
    verbose_name = "劳动争议调解"

    def ready(self) -> None:
        """Enter the line into the catalogue, and its registers among those of the desk."""
        from tongzhou.procedure import catalogue
        from tongzhou.registry.registers import REGISTERS

        from .line import LINE
        from .registers import BODIES, MEDIATORS

        catalogue.enter(LINE)
        REGISTERS.update({r.code: r for r in (MEDIATORS, BODIES)})
