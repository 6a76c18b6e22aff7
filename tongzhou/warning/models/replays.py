"""回放 — a changed threshold tried on past months before it is switched on. Computed by the worker, never by a page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Person


class Replay(models.Model):
    """A request for a replay, and what came of it.

    `result` lists for each past month how many employers the standing and the proposed bounds would have reached, by
    level, how many could not be told, and how many of them are labelled (what was later confirmed). Its form is told in `replaying`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待计算")
        DONE = "done", _("已完成")
        FAILED = "failed", _("无法计算")

    code = models.CharField(max_length=12)
    area = models.CharField(max_length=12, blank=True)
    bounds = models.JSONField()  # as RuleVersion.levels
    digest = models.CharField(
        max_length=64
    )  # SM3 of the bounds: a change is switched on for the same ones
    asked = models.JSONField(default=dict)  # since, why, basis, on: what was typed with them
    months = models.PositiveSmallIntegerField(default=12)
    as_of = models.DateField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    trouble = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["code", "area", "-id"], name="replays_of_a_rule")]

    def __str__(self) -> str:
        return f"{self.code} {self.area} {self.as_of}"
