"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """登记簿 — places, bodies, people, employers, workers."""

    name = "tongzhou.registry"
    label = "registry"
    verbose_name = _("登记簿")
