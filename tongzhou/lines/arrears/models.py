"""列、导入 — the columns of a matter, and the sheets somebody has uploaded and not yet stated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case, new_uid
from tongzhou.registry.models import Person


class MatterRow(models.Model):
    """欠薪案件: one row for each case, written with each entry. Money in whole fen."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="arrears")
    project = models.CharField(_("工程项目"), max_length=40, blank=True)
    employer = models.CharField(_("用人单位"), max_length=200, blank=True)
    workers = models.IntegerField(_("劳动者人数"))
    paid_workers = models.IntegerField(_("已收清人数"))
    claimed = models.BigIntegerField(_("主张金额"))
    found = models.BigIntegerField(_("认定金额"))
    ordered = models.BigIntegerField(_("责令金额"))
    collected = models.BigIntegerField(_("到账金额"))
    advanced = models.BigIntegerField(_("垫付金额"))
    recovered = models.BigIntegerField(_("追回金额"))
    left = models.BigIntegerField(_("尚欠金额"))
    opened_on = models.DateField(_("立案日期"), null=True)
    first_seen = models.DateField(_("首次反映日期"), null=True)
    found_on = models.DateField(_("认定日期"), null=True)
    ordered_on = models.DateField(_("责令日期"), null=True)
    settled_on = models.DateField(_("到账日期"), null=True)
    days = models.IntegerField(_("到账用时（天）"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    conclusion = models.CharField(_("办结结论"), max_length=40, blank=True)
    counts = models.CharField(_("计入"), max_length=12, blank=True)
    reopened = models.IntegerField(_("恢复办理次数"))

    class Meta:
        verbose_name = verbose_name_plural = _("欠薪案件")
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_arrears_row"),
            models.CheckConstraint(
                condition=Q(collected__gte=0) & Q(left__gte=0), name="arrears_sums_stand"
            ),
        ]
        indexes = [
            models.Index(fields=["opened_on", "case"], name="arrears_opened"),
            models.Index(fields=["settled_on", "days"], name="arrears_settled"),
            models.Index(fields=["project", "case"], name="arrears_project"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Sheet(models.Model):
    """待登记的表格: what somebody has uploaded and not yet stated, so that nothing is lost while lines are mended.

    No part of the journal: what it holds counts when an act states it. `sealed` is JSON, sealed, as it holds
    identity numbers; it is emptied when the sheet has been stated or thrown away, and after fourteen days.
    """

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="arrears_sheets")
    purpose = models.CharField(max_length=12)  # ledger, bank
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "case"],
                condition=Q(ended_at__isnull=True),
                name="arrears_pending",
            )
        ]

    def __str__(self) -> str:
        return self.uid
