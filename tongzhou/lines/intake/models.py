"""Columns of a report, written with each entry: what the inbox filters, the search for duplicates and figures ask."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class IntakeReport(models.Model):
    """举报投诉: one row for each report. Money in whole fen. Nothing here says who reports."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="intake")
    kind = models.CharField(_("类别"), max_length=4)
    channel = models.CharField(_("来源渠道"), max_length=12)
    external = models.CharField(_("来源编号"), max_length=80, blank=True)
    employer = models.BigIntegerField(_("用人单位"), null=True)  # number in the register
    project = models.BigIntegerField(_("工程项目"), null=True)  # number in the register
    site_key = models.CharField(_("地点"), max_length=200, blank=True)
    violation = models.CharField(_("主要违法事项"), max_length=40, blank=True)
    workers = models.IntegerField(_("涉及人数"))
    amount = models.BigIntegerField(_("金额"))
    since = models.DateField(_("违法行为发生之日"), null=True)
    until = models.DateField(_("违法行为终了之日"), null=True)  # null: goes on, or not stated
    first_seen = models.DateField(_("首次反映日期"), null=True)
    answer_by = models.DateField(_("要求反馈之日"), null=True)
    in_time = models.BooleanField(_("在二年以内"), null=True)
    is_ours = models.BooleanField(_("本地区管辖"), null=True)
    handled = models.BooleanField(_("已分派"))
    result = models.CharField(_("结果"), max_length=12, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("举报投诉")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_intake_row")]
        indexes = [
            models.Index(fields=["employer", "case"], name="intake_employer"),
            models.Index(fields=["project", "case"], name="intake_project"),
            models.Index(fields=["site_key", "case"], name="intake_site"),
            models.Index(fields=["external"], name="intake_external"),
            models.Index(fields=["channel", "case"], name="intake_channel"),
        ]

    def __str__(self) -> str:
        return str(self.case)
