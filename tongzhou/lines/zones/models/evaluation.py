"""Columns of an evaluation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class Evaluation(models.Model):
    """评估: one row for each evaluation. A total is null while a score is missing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_evaluation")
    zone = models.CharField(_("试验区"), max_length=120)
    kind = models.CharField(_("评估种类"), max_length=10)
    period_from = models.DateField(_("评估期自"))
    period_to = models.DateField(_("评估期至"))
    sheet = models.CharField(_("评分表"), max_length=60)
    state = models.CharField(_("状态"), max_length=40)
    own = models.DecimalField(_("自评总分"), max_digits=6, decimal_places=2, null=True)
    average = models.DecimalField(_("评估总分"), max_digits=6, decimal_places=2, null=True)
    points = models.IntegerField(_("满分"))
    assessors = models.IntegerField(_("评估人数"))
    fixes = models.IntegerField(_("整改事项"))
    fixes_cleared = models.IntegerField(_("已销号"))

    class Meta:
        verbose_name = verbose_name_plural = _("评估验收")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_zone_evaluation")]

    def __str__(self) -> str:
        return f"{self.zone} {self.kind}"
