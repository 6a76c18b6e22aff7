"""The room as Django sees it."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tongzhou.ui"
    verbose_name = "外观"
