"""规则版本 — what each rule said from when to when, generally and in each area that put its own over it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Person
from tongzhou.warning.rulebook import SOURCES
from tongzhou.warning.rules import WARNING, Bound, Level, Rule, Way


class RuleVersion(models.Model):
    """规则的一个版本. Never changed once a signal names it: a change is the next version, with who and why."""

    code = models.CharField(_("规则"), max_length=12)
    area = models.CharField(_("适用地区"), max_length=12, blank=True)  # empty: everywhere
    version = models.PositiveIntegerField(_("版本"))
    label = models.CharField(_("名称"), max_length=60)
    indicator = models.CharField(_("指标"), max_length=60)
    unit = models.CharField(_("单位"), max_length=12, blank=True)
    levels = models.JSONField(_("阈值"))
    sources = models.JSONField(_("数据来源"), default=list)
    industries = models.JSONField(_("适用行业"), default=list)
    weight = models.PositiveSmallIntegerField(_("权重"), default=1)
    owner = models.CharField(_("责任单位"), max_length=60, blank=True)
    basis = models.CharField(_("依据"), max_length=120)
    verified = models.BooleanField(_("依据已核对"), default=False)
    since = models.DateField(_("自何日起"))
    until = models.DateField(_("至何日止"), null=True, blank=True)
    is_on = models.BooleanField(_("启用"), default=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    why = models.CharField(_("修改理由"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("修改人")
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("预警规则")
        constraints = [
            models.UniqueConstraint(fields=["code", "area", "version"], name="one_rule_version"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since") - timedelta(days=1)),
                name="rule_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["code", "area", "-version"], name="rule_history")]

    def __str__(self) -> str:
        return f"{self.code} {self.label} v{self.version}"

    def as_rule(self) -> Rule:
        """Return the version as plain data."""
        return Rule(
            code=self.code,
            version=self.version,
            label=self.label,
            indicator=self.indicator,
            unit=self.unit,
            levels=read_levels(self.levels),
            sources=tuple(self.sources),
            weight=self.weight,
            owner=self.owner,
            basis=self.basis,
            verified=self.verified,
            areas=(self.area,) if self.area else (),
            industries=tuple(self.industries),
            since=self.since,
            until=self.until,
            on=self.is_on,
            override_of=self.code if self.area else "",
            note=self.note,
        )

    @property
    def source_names(self) -> list[str]:
        """Where the data come from, in words."""
        return [SOURCES.get(code, code) for code in self.sources]

    def decides(self, on: date) -> bool:
        """Say whether this version is the one that holds on a day, switched on or off."""
        return self.since <= on and (self.until is None or on <= self.until)

    def in_force(self, on: date) -> bool:
        """Say whether this version is the one asked on a day."""
        return self.is_on and self.decides(on)


def read_levels(raw: dict[str, Any]) -> dict[Level, tuple[Bound, ...]]:
    """Return the bounds as plain data, gravest level first."""
    return {
        level: tuple(
            Bound(
                b["indicator"],
                Way(b["way"]),
                Decimal(b["value"]),
                b.get("unit", ""),
                b.get("with", ""),
            )
            for b in raw[level.value]
        )
        for level in WARNING
        if raw.get(level.value)
    }


def stored_levels(levels: Any) -> dict[str, list[dict[str, str]]]:
    """Return the bounds as JSON."""
    return {
        level.value: [
            {
                "indicator": b.indicator,
                "way": b.way.value,
                "value": str(b.value),
                "unit": b.unit,
                "with": b.with_rule,
            }
            for b in bounds
        ]
        for level, bounds in levels.items()
    }
