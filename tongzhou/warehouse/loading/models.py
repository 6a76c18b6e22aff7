"""What the data desk keeps beside deliveries: when this installation told the lake each feed of its own, the last time and every time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnTelling(models.Model):
    """自动导出: a feed of our own, when the lake was last told, and how many rows were new or different then."""

    feed = models.CharField(_("数据源"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("导出时间"))
    rows = models.BigIntegerField(_("全部行数"))
    changed = models.BigIntegerField(_("新增或变更"))

    class Meta:
        verbose_name = verbose_name_plural = _("自动导出")

    def __str__(self) -> str:
        return self.feed


class Telling(models.Model):
    """导出记录: one time a feed of our own was told: of all its rows, those that were new or different landed; the others lay there."""

    feed = models.CharField(_("数据源"), max_length=40)
    at = models.DateTimeField(_("导出时间"))
    rows = models.BigIntegerField(_("全部行数"))
    changed = models.BigIntegerField(_("新增或变更"))

    class Meta:
        verbose_name = verbose_name_plural = _("导出记录")
        indexes = [models.Index(fields=["feed", "-at"], name="telling_of_a_feed")]

    def __str__(self) -> str:
        return f"{self.feed} {self.at}"

    @property
    def unchanged(self) -> int:
        """How many rows lay in the lake as they were told."""
        return self.rows - self.changed
