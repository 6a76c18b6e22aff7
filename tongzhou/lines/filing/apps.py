"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "tongzhou.lines.filing"
    label = "filing"
    verbose_name = "劳动用工备案"
