"""Columns of a plan, of a choice and of a programme; and what people have typed and not yet submitted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case
from tongzhou.registry.models import Person


class ZonePlan(models.Model):
    """试验区建设方案: one row for each plan, for lists, the map and the programme."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_plan")
    programme = models.CharField(_("批次"), max_length=100)
    year = models.IntegerField(_("年度"))
    county_name = models.CharField(_("旗县"), max_length=60)
    kind = models.CharField(_("类型"), max_length=20)
    county = models.CharField(max_length=6)
    league = models.CharField(max_length=4)
    state = models.CharField(_("状态"), max_length=40)
    parts_done = models.IntegerField(_("已写部分"))
    stops = models.IntegerField(_("须更正的问题"))
    version_no = models.IntegerField(_("版本"))
    tasks = models.IntegerField(_("任务"))
    goals = models.IntegerField(_("目标"))
    term_from = models.DateField(_("试验期自"), null=True)
    term_to = models.DateField(_("试验期至"), null=True)
    returns = models.IntegerField(_("退回次数"))
    submitted_on = models.DateField(_("最近报送"), null=True)
    reported_on = models.DateField(_("旗县上报"), null=True)
    approved_on = models.DateField(_("批复"), null=True)
    launched_on = models.DateField(_("启动"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("建设方案")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_zone_plan")]
        indexes = [models.Index(fields=["programme", "league"], name="zone_plan_programme")]

    def __str__(self) -> str:
        return f"{self.county_name} {self.programme}"


class ZoneSelection(models.Model):
    """选点: one row for each league of a programme."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_selection")
    programme = models.CharField(_("批次"), max_length=100)
    year = models.IntegerField(_("年度"))
    league = models.CharField(max_length=4)
    league_name = models.CharField(_("盟市"), max_length=60)
    state = models.CharField(_("状态"), max_length=40)
    candidates = models.IntegerField(_("候选旗县"))
    chosen = models.CharField(_("选定旗县"), max_length=200, blank=True)
    select_by = models.DateField(_("选点截止"))
    reported_on = models.DateField(_("报送日期"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("选点")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_zone_selection")]
        indexes = [models.Index(fields=["programme", "league"], name="zone_select_programme")]

    def __str__(self) -> str:
        return f"{self.league_name} {self.programme}"


class PlanDraft(models.Model):
    """未提交的章节: what a person has typed into a part, and the text they started from.

    Not projected from the journal: it is nobody's statement until it is submitted.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plan_drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plan_drafts")
    part = models.CharField(max_length=20)
    content = models.TextField()
    replaces = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("未提交的章节")
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "part"], name="one_plan_draft")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}"
