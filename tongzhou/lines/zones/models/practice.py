"""Columns of the library of practices and of those who copy them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class Practice(models.Model):
    """经验做法. What is published is public: the library reads it without regard to regions."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_practice")
    title = models.CharField(_("标题"), max_length=80)
    zone = models.CharField(_("试验区"), max_length=120, blank=True)
    problem = models.TextField(_("要解决的问题"))
    method = models.TextField(_("主要做法"))
    effect = models.TextField(_("成效"))
    conditions = models.TextField(_("复制条件"))
    state = models.CharField(_("状态"), max_length=20)
    spread = models.CharField(_("推广范围"), max_length=20, blank=True)
    published_on = models.DateField(_("发布日期"), null=True)
    is_published = models.BooleanField(_("已发布"))

    class Meta:
        verbose_name = verbose_name_plural = _("经验做法")
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_practice"),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(published_on__isnull=False),
                name="published_practice_has_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_on"], condition=Q(is_published=True), name="practice_published"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PracticeCopy(models.Model):
    """复制: one row for each place that copies, found by the uid of the practice."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="zone_copy")
    practice = models.CharField(_("所复制的经验"), max_length=16)
    title = models.CharField(_("标题"), max_length=80)
    copied_on = models.DateField(_("开始日期"))
    parameters = models.TextField(_("本地做法和参数"))
    state = models.CharField(_("状态"), max_length=20)
    effect = models.TextField(_("成效"), blank=True)
    effect_as_of = models.DateField(_("数据截至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("经验复制")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_practice_copy")]
        indexes = [models.Index(fields=["practice"], name="copies_of_practice")]

    def __str__(self) -> str:
        return self.title
