"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ColumnsConfig(AppConfig):
    name = "tongzhou.columns"
    label = "columns"
    verbose_name = "成批数据"
