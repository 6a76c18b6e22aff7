"""Columns of a case, written with each entry. Money in whole fen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class InspectionCase(models.Model):
    """监察案件: one row for each case."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="inspection")
    source = models.CharField(_("来源"), max_length=12)
    employer = models.CharField(_("用人单位"), max_length=60, blank=True)  # key, as in SubjectRow
    officers = models.CharField(_("承办"), max_length=120, blank=True)
    workers = models.PositiveIntegerField(_("劳动者人数"))
    fined = models.BigIntegerField(_("罚款"))
    added = models.BigIntegerField(_("加处罚款"))
    paid = models.BigIntegerField(_("已缴"))
    pays = models.BigIntegerField(_("责令支付"))
    filed_on = models.DateField(_("立案日期"), null=True)
    concluded_on = models.DateField(_("调查终结日期"), null=True)
    decided_on = models.DateField(_("处理日期"), null=True)
    closed_on = models.DateField(_("结案日期"), null=True)
    was_late = models.BooleanField(_("曾经逾期"))

    class Meta:
        verbose_name = verbose_name_plural = _("监察案件")
        indexes = [
            models.Index(fields=["decided_on"], name="inspection_decided"),
            models.Index(fields=["employer", "filed_on"], name="inspection_employer"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class ViolationRow(models.Model):
    """违法事项台账: one violation of a case, what was found and what came of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="violation_rows")
    line = models.CharField(max_length=60)
    code = models.CharField(_("事项"), max_length=40)
    state = models.CharField(_("结果"), max_length=12)
    workers = models.PositiveIntegerField(_("人数"))
    amount = models.BigIntegerField(_("金额"))
    fined = models.BigIntegerField(_("罚款"))
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    grade = models.PositiveSmallIntegerField(_("裁量档次"), default=0)
    per = models.CharField(max_length=12, blank=True)
    departs = models.BooleanField(_("偏离基准"))
    officers = models.CharField(_("承办"), max_length=120, blank=True)
    employer = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(_("处理日期"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("违法事项")
        constraints = [models.UniqueConstraint(fields=["case", "line"], name="one_violation_row")]
        indexes = [
            models.Index(fields=["code", "decided_on"], name="violation_decided"),
            models.Index(fields=["employer", "code", "decided_on"], name="violation_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"
