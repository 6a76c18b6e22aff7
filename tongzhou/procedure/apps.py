"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def label_of(office: str) -> str:
    """Return what the declarations call an office, or "" if none names it."""
    from . import catalogue

    known = catalogue.office_named(office)
    return known.label if known else ""


class ProcedureConfig(AppConfig):
    """办理引擎 — declarations, journal, door."""

    name = "tongzhou.procedure"
    label = "procedure"
    verbose_name = "办理引擎"

    def ready(self) -> None:
        """Tell the registers what offices are called; have every declaration checked."""
        from tongzhou.registry import offices

        from . import checks, readings  # noqa: F401

        try:
            readings.choose(readings.parse(settings.READINGS))
        except ValueError as wrong:
            raise ImproperlyConfigured(f"TONGZHOU_READINGS：{wrong}") from wrong

        offices.ask(label_of)
