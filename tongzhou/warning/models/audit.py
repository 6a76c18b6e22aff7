"""随机核查组 — which list of a model was marked in the object register of random inspection, so that the rest is drawn apart."""

from __future__ import annotations

from django.db import models


class AuditList(models.Model):
    """A month's list as it was marked. Who is drawn, and with which probability, is kept by the draw itself."""

    month = models.CharField(max_length=7)
    region = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)  # SM3 of list.json as it came
    model = models.CharField(max_length=40)
    listed = models.PositiveIntegerField()  # names on the list
    marked = models.PositiveIntegerField()  # of them objects of random inspection in the region
    elsewhere = models.PositiveIntegerField()  # of other regions, or in no register
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "region"], name="one_audit_list")]
        indexes = [models.Index(fields=["region", "-month"], name="audit_lists")]

    def __str__(self) -> str:
        return f"{self.month} {self.region}"
