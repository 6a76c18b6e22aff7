"""Columns of a check: what lists, the portal and the credit file are answered from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class CheckRow(models.Model):
    """检查台账: one row for each check."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="inspection_check")
    source = models.CharField(_("检查方式"), max_length=12)
    employer = models.CharField(max_length=60)
    name = models.CharField(_("用人单位"), max_length=200)
    officers = models.CharField(_("检查人员"), max_length=120, blank=True)
    until = models.DateField(_("完成期限"), null=True)
    visited_on = models.DateField(_("检查日期"), null=True)
    result = models.CharField(_("结果"), max_length=12, blank=True)
    published_on = models.DateField(_("公示日期"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("检查")
        indexes = [
            models.Index(fields=["published_on", "id"], name="check_published"),
            models.Index(fields=["employer", "visited_on"], name="check_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.result}"
