"""What the data desk keeps beside deliveries: when this installation last told the lake each feed of its own."""

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
