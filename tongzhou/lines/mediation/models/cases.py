"""Columns of a mediation, written with each entry: what lists, loads and figures ask."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class MediationCase(models.Model):
    """调解案件: one row for each case. Money in whole fen."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mediation")
    way = models.CharField(_("调解方式"), max_length=20)
    body = models.BigIntegerField(_("调解组织"), null=True)  # number in the register of bodies
    channel = models.CharField(_("来源"), max_length=10, blank=True)
    language = models.CharField(_("语言"), max_length=10, blank=True)
    cause = models.CharField(_("案由"), max_length=20, blank=True)
    claimants = models.IntegerField(_("申请人数"))
    claimed = models.BigIntegerField(_("请求金额"))
    settled = models.BigIntegerField(_("协议金额"))
    paid = models.BigIntegerField(_("已履行金额"))
    result = models.CharField(_("结果"), max_length=10, blank=True)
    is_performed = models.BooleanField(_("已履行"))
    accepted_on = models.DateField(_("受理日期"), null=True)
    concluded_on = models.DateField(_("调解结束日期"), null=True)
    days = models.IntegerField(_("用时（天）"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("调解案件")
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_mediation_row"),
            models.CheckConstraint(
                condition=Q(settled__gte=0) & Q(paid__gte=0), name="mediation_sums_are_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["concluded_on", "result"], name="mediation_concluded"),
            models.Index(fields=["body", "concluded_on"], name="mediation_body"),
        ]

    def __str__(self) -> str:
        return str(self.case)
