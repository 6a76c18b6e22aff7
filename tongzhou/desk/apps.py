"""The room as Django sees it."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tongzhou.desk"
    label = "desk"
    verbose_name = "工作台"
