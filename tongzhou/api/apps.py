"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tongzhou.api"
    label = "api"
    verbose_name = "接口"
