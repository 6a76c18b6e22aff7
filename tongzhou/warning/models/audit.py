"""随机组 — employers drawn at random beside the list of the model: their probabilities are kept for ever."""

from __future__ import annotations

from django.db import models

from tongzhou.registry.models import Person


class AuditList(models.Model):
    """每月随机核查名单: the frame, the seed and who was drawn, so that anybody can draw it again."""

    month = models.CharField(max_length=7)
    region = models.CharField(max_length=12)
    frame = models.PositiveIntegerField()  # how many could have been drawn
    size = models.PositiveIntegerField()
    seed = models.CharField(max_length=128)
    roster = models.CharField(max_length=64)  # SM3 of the frame, one credit code a line
    drawn = models.JSONField()  # [{employer, uscc, name, probability, on_list}]
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "region"], name="one_audit_list")]

    def __str__(self) -> str:
        return f"{self.month} {self.region}"
