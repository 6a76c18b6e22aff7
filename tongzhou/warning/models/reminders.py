"""催办 — who was reminded of which clock, once for each: at eighty percent of the time, and when it is over."""

from __future__ import annotations

from django.db import models

from tongzhou.procedure.models import Case


class Reminder(models.Model):
    """A reminder that went out."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="warning_reminders")
    limit = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=40)  # the moment from which the time runs
    kind = models.CharField(max_length=8)  # nearing, over
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "limit", "about", "mark", "kind"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.kind}"
