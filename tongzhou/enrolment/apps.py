"""The room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class EnrolmentConfig(AppConfig):
    name = "tongzhou.enrolment"
    label = "enrolment"
    verbose_name = "用人单位成批登记"

    def ready(self) -> None:
        """Say how lists are loaded, mount their pages, and let the register of employers offer them to its keepers."""
        from tongzhou.columns import jobs
        from tongzhou.procedure import catalogue
        from tongzhou.registry.registers import KeepersPage, enter_page

        from . import heads, sending
        from .entry import LINE
        from .table import EMPLOYERS

        jobs.loads(EMPLOYERS.name, sending.loader)
        jobs.follows(EMPLOYERS.name, heads.AFTERWARDS)
        catalogue.enter(LINE)
        enter_page("employers", KeepersPage(gettext_lazy("成批登记"), "enrolment:files"))
