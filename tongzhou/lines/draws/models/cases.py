"""Columns of a batch, written with each entry: what lists, caps, loads and the portal ask; and draws on their way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case
from tongzhou.registry.models import Person


class DrawBatch(models.Model):
    """抽查批次: one row for each."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="draw_batch")
    title = models.CharField(_("批次名称"), max_length=80)
    year = models.IntegerField(_("年度"))
    items = models.JSONField(_("抽查事项"), default=list)  # codes of the item list
    root = models.CharField(_("名录根值"), max_length=64, blank=True)
    digest = models.CharField(_("结果摘要"), max_length=64, blank=True)
    objects_count = models.IntegerField(_("检查对象"))
    officers_count = models.IntegerField(_("检查人员"))
    drawn = models.IntegerField(_("抽中"))
    checked = models.IntegerField(_("已检查"))
    found = models.IntegerField(_("发现问题"))

    class Meta:
        verbose_name = verbose_name_plural = _("抽查批次")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_draw_batch_row")]

    def __str__(self) -> str:
        return self.title


class Drawn(models.Model):
    """抽中对象: one employer in one batch, its chance, its officers, what was found."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drawn")
    key = models.CharField(max_length=80)
    employer = models.BigIntegerField(_("用人单位"))
    state = models.CharField(_("状态"), max_length=40)
    stratum = models.CharField(_("分层"), max_length=64)
    drawn = models.IntegerField(_("该层抽中数"))
    size = models.IntegerField(_("该层总数"))
    officers = models.JSONField(_("检查人员"))  # numbers in the register of persons
    drawn_on = models.DateField(_("抽取日期"), null=True)
    outcome = models.CharField(_("检查结果"), max_length=10, blank=True)
    checked_on = models.DateField(_("检查日期"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("抽中对象")
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_drawn_row")]
        indexes = [
            models.Index(fields=["employer", "drawn_on"], name="drawn_employer"),
            models.Index(fields=["state", "case"], name="drawn_state"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.key}"


class DrawRun(models.Model):
    """抽取任务: a draw over a large roster, made by the worker, with how far it is."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="draw_runs")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    office = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    ended = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("抽取任务")
        indexes = [models.Index(fields=["case", "-asked_at"], name="draw_run_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def share(self) -> int:
        """How far it is, of a hundred."""
        return min(100, 100 * self.done // self.total) if self.total else 0
