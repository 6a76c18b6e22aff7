"""合并办法的版本 — how hits make one level, generally and in each area that put its own over it, from when to when."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Person
from tongzhou.warning.rules import Combination


class CombinationVersion(models.Model):
    """合并办法的一个版本. Never changed once it was in force: a change is the next version, with who and why."""

    area = models.CharField(_("适用地区"), max_length=12, blank=True)  # empty: everywhere
    version = models.PositiveIntegerField(_("版本"))
    worst = models.BooleanField(_("取最高等级"), default=True)
    score_yellow = models.PositiveIntegerField(_("至少黄色的加权分"), null=True, blank=True)
    score_red = models.PositiveIntegerField(_("红色的加权分"), null=True, blank=True)
    oranges = models.PositiveSmallIntegerField(_("升为红色的橙色条数"), default=0)  # 0: never
    silent_days = models.PositiveSmallIntegerField(_("建议升级的无答复天数"), default=0)  # 0: never
    owner = models.CharField(_("责任单位"), max_length=60, blank=True)
    basis = models.CharField(_("依据"), max_length=120)
    since = models.DateField(_("自何日起"))
    until = models.DateField(_("至何日止"), null=True, blank=True)
    why = models.CharField(_("修改理由"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("修改人")
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("合并办法")
        constraints = [
            models.UniqueConstraint(fields=["area", "version"], name="one_combination_version"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since") - timedelta(days=1)),
                name="combination_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area or '通用'} v{self.version}"

    def as_combination(self) -> Combination:
        """Return the version as plain data."""
        return Combination(
            worst=self.worst, score_red=self.score_red, score_yellow=self.score_yellow, oranges=self.oranges,
            silent_days=self.silent_days, note=self.basis,
        )  # fmt: skip

    def in_force(self, on: date) -> bool:
        """Say whether this version holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)
