"""成绩单 — results of `tongzhou warn backtest` as they were published: never changed, each with the digest of its bytes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Person


class Scorecard(models.Model):
    """A scorecard that everybody on the platform may read."""

    name = models.CharField(_("名称"), max_length=120)
    body = models.JSONField()  # scorecard.json, whole
    card = models.TextField(blank=True)  # card.md: the model card
    digest = models.CharField(max_length=64)  # SM3 of the file as it was published
    made_on = models.DateField(_("快照日"), null=True)
    published_at = models.DateTimeField(_("公布时间"))
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("模型成绩单")
        constraints = [models.UniqueConstraint(fields=["digest"], name="a_scorecard_once")]
        indexes = [models.Index(fields=["-published_at", "-id"], name="scorecards")]

    def __str__(self) -> str:
        return self.name
