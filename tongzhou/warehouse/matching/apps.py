"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tongzhou.warehouse.matching"
    label = "matching"
    verbose_name = "单位匹配"

    def ready(self) -> None:
        """Enter the page of names to decide in the catalogue."""
        from tongzhou.procedure import catalogue
        from tongzhou.procedure.catalogue import Line, Panel
        from tongzhou.warehouse.loading.offices import EVERYONE

        catalogue.enter(
            Line(
                "matching",
                "单位匹配",
                "git-compare",
                procedures=(),
                panels=(
                    Panel(
                        "names",
                        "单位匹配",
                        "git-compare",
                        "tongzhou.warehouse.matching.urls",
                        offices=EVERYONE,
                        index="matching:names",
                    ),
                ),
            )
        )
