"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "tongzhou.lines.filing"
    label = "filing"
    verbose_name = "劳动用工备案"

    def ready(self) -> None:
        """Enter the line into the catalogue, and its register among those of the desk."""
        from tongzhou.columns import jobs
        from tongzhou.procedure import catalogue
        from tongzhou.registry.registers import REGISTERS

        from .bulk import sending
        from .bulk.table import FILINGS
        from .crosscheck.telling import AFTERWARDS
        from .line import LINE
        from .registers import EMPLOYMENTS

        catalogue.enter(LINE)
        REGISTERS[EMPLOYMENTS.code] = EMPLOYMENTS
        jobs.loads(FILINGS.name, sending.loader)
        jobs.follows(FILINGS.name, AFTERWARDS)
