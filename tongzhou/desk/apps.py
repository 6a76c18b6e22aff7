"""The room as Django sees it."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tongzhou.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Be told of every entry, so that those whose turn it is are told."""
        from tongzhou.procedure.door import TELLERS

        from .telling import tell

        if tell not in TELLERS:
            TELLERS.append(tell)
