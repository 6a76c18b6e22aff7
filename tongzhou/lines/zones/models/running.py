"""Columns of a running zone. Lateness is no column: it is a comparison of `ends` with a day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case

OVER = ("done", "dropped")


class ZoneCard(models.Model):
    """试验区: one row for each zone, for the board and the tiles."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_card")
    name = models.CharField(_("试验区"), max_length=120)
    state = models.CharField(_("状态"), max_length=40)
    since = models.DateField(_("进入该状态的日期"), null=True)
    term_from = models.DateField(_("试验期自"))
    term_to = models.DateField(_("试验期至"))
    plan_version = models.CharField(_("方案版本"), max_length=40, blank=True)
    tasks = models.IntegerField(_("任务"))
    tasks_done = models.IntegerField(_("已完成任务"))
    goals = models.IntegerField(_("目标"))
    goals_reported = models.IntegerField(_("已有数据的目标"))
    requests = models.IntegerField(_("待答复的协调事项"))

    class Meta:
        verbose_name = verbose_name_plural = _("试验区")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_zone_card")]

    def __str__(self) -> str:
        return self.name


class ZoneTaskQuerySet(models.QuerySet["ZoneTask"]):
    """Tasks."""

    def late(self, on: date) -> ZoneTaskQuerySet:
        """Return the tasks whose day has passed and that are not over."""
        return self.filter(ends__lt=on).exclude(state__in=OVER)


class ZoneTask(models.Model):
    """试验任务: one row for each task, for the board, filters and counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_tasks")
    number = models.CharField(_("序号"), max_length=20)
    place = models.IntegerField()  # its place in the plan
    title = models.CharField(_("任务"), max_length=200)
    chapter = models.CharField(_("政策章节"), max_length=10)
    lead = models.CharField(_("牵头单位"), max_length=100)
    starts = models.DateField(_("开始日期"), null=True)
    ends = models.DateField(_("完成日期"), null=True)
    percent = models.IntegerField(_("完成进度"))
    state = models.CharField(_("状态"), max_length=20)
    evidence = models.IntegerField(_("佐证材料"))
    last_report_on = models.DateField(_("最近报送"), null=True)
    request_open = models.BooleanField(_("有待答复事项"))

    objects = ZoneTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("试验任务")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_zone_task"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="zone_task_percent"
            ),
        ]
        indexes = [
            models.Index(fields=["ends"], condition=~Q(state__in=OVER), name="zone_task_open")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ZoneIndicator(models.Model):
    """试验目标: one row for each goal. No value is null, never nought."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_indicators")
    code = models.CharField(_("编号"), max_length=40)
    place = models.IntegerField()
    name = models.CharField(_("目标"), max_length=200)
    kind = models.CharField(_("类型"), max_length=10)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    better = models.CharField(_("方向"), max_length=10)
    base = models.DecimalField(_("基期值"), max_digits=18, decimal_places=4, null=True)
    target = models.DecimalField(_("目标值"), max_digits=18, decimal_places=4, null=True)
    target_year = models.IntegerField(_("目标年度"))
    quarter = models.CharField(_("最近季度"), max_length=6, blank=True)
    actual = models.DecimalField(_("实际值"), max_digits=18, decimal_places=4, null=True)
    gap = models.DecimalField(_("差距"), max_digits=18, decimal_places=4, null=True)
    source = models.CharField(_("数据来源"), max_length=100, blank=True)
    as_of = models.DateField(_("数据截至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("试验目标")
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="one_zone_indicator")]

    def __str__(self) -> str:
        return self.name
