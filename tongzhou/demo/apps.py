"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    name = "tongzhou.demo"
    label = "demo"
    verbose_name = "演示数据"

    def ready(self) -> None:
        """Enter the example procedures, where an installation asks for them to be measured with."""
        if settings.EXAMPLES:
            from tongzhou.procedure import catalogue
            from tongzhou.procedure.examples.line import EXAMPLES

            catalogue.enter(EXAMPLES)
