"""The rows of the check after landing: one for each delivery, one for each finding."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CrossCheck(models.Model):
    """入库后核对: a delivery whose rows are held against the register; between which keys its rows lie, and what was found."""

    delivery = models.CharField(_("报送批次"), max_length=40)
    after = models.BigIntegerField()  # the highest key of the register before the first row landed
    up_to = models.BigIntegerField()  # the highest when it was checked
    checked_at = models.DateTimeField(_("核对时间"), null=True)
    counts = models.JSONField(_("各项问题"), default=dict)  # rule → rows

    class Meta:
        verbose_name = verbose_name_plural = _("入库后核对")
        constraints = [
            models.UniqueConstraint(fields=["delivery"], name="one_cross_check_of_a_delivery")
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(checked_at=None), name="cross_check_not_yet_made"
            )
        ]

    def __str__(self) -> str:
        return self.delivery

    @property
    def found(self) -> int:
        """How many findings there were."""
        return sum(self.counts.values())


class CrossFinding(models.Model):
    """核对发现: a row of the delivery, another with which it does not stand, and the rule."""

    check_of = models.ForeignKey(CrossCheck, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=10)
    employment = models.BigIntegerField(_("备案编号"))
    other = models.BigIntegerField(_("另一条备案"))
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    county = models.CharField(_("旗县"), max_length=6)

    class Meta:
        verbose_name = verbose_name_plural = _("核对发现")
        indexes = [models.Index(fields=["uscc", "-id"], name="cross_finding_uscc")]

    def __str__(self) -> str:
        return f"{self.rule} {self.employment}"
