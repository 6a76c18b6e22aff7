"""风险信号 — what a rule said of an employer on a day, and the level of every employer that was looked at."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer, Person
from tongzhou.warning.rules import Level

from .rules import RuleVersion


class SignalRun(models.Model):
    """一次计算: every rule over every employer as of a day, with how many it reached, and how many it could not tell."""

    as_of = models.DateField(_("截至"))
    made_at = models.DateTimeField()
    source = models.CharField(max_length=40)  # lake, manual, demo
    book = models.CharField(max_length=64)  # SM3 of the rules that were asked
    counts = models.JSONField(default=dict)  # rule → level → how many employers, grey included
    employers = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)  # credit codes that are in no register
    # feed → newest period, last arrival, silent or not, as the run found it; empty where no lake was asked
    feeds = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["-as_of", "-id"], name="signal_runs")]

    def __str__(self) -> str:
        return f"{self.as_of} {self.source}"


class Signal(models.Model):
    """风险信号: one rule that warns of one employer in one period, with all that explains it."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="signals")
    league = models.CharField(max_length=4)
    county = models.CharField(max_length=6)
    rule = models.ForeignKey(RuleVersion, models.PROTECT, related_name="signals")
    code = models.CharField(_("规则"), max_length=12)
    period = models.CharField(_("期间"), max_length=10)  # 2026-10, or the day of a report
    value = models.DecimalField(_("数值"), max_digits=16, decimal_places=4, null=True)
    unit = models.CharField(max_length=12, blank=True)
    threshold = models.CharField(_("阈值"), max_length=120, blank=True)
    # The bound as a number, where the series is of the indicator that decided: drawn as a line.
    bound = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    level = models.CharField(_("等级"), max_length=8)
    rank = models.SmallIntegerField()
    series = models.JSONField(_("近十二个月"), default=list)  # decimals in words; "" is missing
    source = models.CharField(_("来源"), max_length=60, blank=True)
    delivery = models.CharField(_("数据批次"), max_length=80, blank=True)
    words = models.CharField(_("说明"), max_length=500, blank=True)
    computed_on = models.DateField(_("计算日"))
    run = models.ForeignKey(SignalRun, models.PROTECT, null=True, related_name="signals")
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="signals")

    class Meta:
        verbose_name = verbose_name_plural = _("风险信号")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "rule", "period", "computed_on"],
                condition=Q(reported_by=None),
                name="one_signal_of_a_period",
            )
        ]
        indexes = [
            models.Index(fields=["employer", "-computed_on", "-id"], name="signal_employer"),
            models.Index(fields=["code", "-computed_on", "-id"], name="signal_rule"),
            models.Index(
                fields=["computed_on", "employer"], condition=Q(case=None), name="signal_loose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period} {self.level}"

    @property
    def grade(self) -> Level:
        return Level(self.level)

    def as_fact(self) -> Any:
        """Return the signal as a warning's journal keeps it."""
        from tongzhou.warning.cases.facts import HitFact

        return HitFact(
            rule=self.code,
            version=self.rule.version,
            label=self.rule.label,
            level=self.level,  # type: ignore[arg-type]
            value="" if self.value is None else f"{self.value.normalize():f}",
            unit=self.unit,
            threshold=self.threshold,
            bound="" if self.bound is None else f"{self.bound.normalize():f}",
            period=self.period,
            series=tuple(self.series),
            source=self.source,
            delivery=self.delivery,
            area=self.rule.area,
            words=self.words,
        )


class EmployerLevel(models.Model):
    """用人单位等级: what all rules together make of an employer as of the latest look. Grey is a level of its own.

    Of a look only what warns becomes a row of its own (`Signal`) and stays. What could not be told stands here, on the one row of the employer, and
    is written anew by the next look; what is in neither was calm. Older looks are not lost: the lake keeps the values of every month end.
    """

    employer = models.OneToOneField(Employer, models.CASCADE, related_name="warning_level")
    province = models.CharField(max_length=2)
    league = models.CharField(max_length=4)
    county = models.CharField(max_length=6)
    level = models.CharField(max_length=8)
    rank = models.SmallIntegerField()
    score = models.PositiveIntegerField(default=0)
    grey = models.PositiveSmallIntegerField(default=0)  # rules that could not tell
    unknown = models.JSONField(default=dict)  # those rules → the indicators that were missing
    run = models.ForeignKey(SignalRun, models.SET_NULL, null=True, related_name="+")
    as_of = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["league", "county", "level"], name="level_league"),
            models.Index(fields=["county", "level", "-rank", "-score"], name="level_county"),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.level}"
