"""The room, as Django knows it."""

from __future__ import annotations

from functools import partial

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "tongzhou.warehouse.loading"
    label = "feeds"
    verbose_name = "数据源装载"

    def ready(self) -> None:
        """Say how deliveries of feeds are loaded, and enter the data desk among the pages."""
        from tongzhou.columns import jobs
        from tongzhou.procedure import catalogue
        from tongzhou.registry import offices

        from . import named
        from .entry import LINE
        from .offices import KEEPER
        from .tables import FAMILY, loader, names, table_of

        jobs.loads(FAMILY, loader)
        jobs.follows(
            FAMILY,
            jobs.Afterwards(
                begin=lambda delivery: None,  # noqa: ARG005
                check=lambda delivery, at: named.counted(delivery),  # noqa: ARG005
                left=lambda at: (),  # noqa: ARG005
                told=lambda delivery: {},  # noqa: ARG005
            ),
        )
        for name in names():
            jobs.opens(f"{FAMILY}.{name}", partial(table_of, name))
        catalogue.enter(LINE)
        offices.LABELS[KEEPER.code] = KEEPER.label
