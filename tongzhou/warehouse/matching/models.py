"""Names that did not decide by themselves, their candidates, and what people decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Employer, Person


class UnknownName(models.Model):
    """待匹配名称 — a name in a county that names no employer of the register by itself."""

    name = models.CharField(_("名称"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    pinyin = models.CharField(max_length=800, editable=False)
    county = models.CharField(_("旗县"), max_length=6)
    source = models.CharField(_("来自"), max_length=100)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    first_seen = models.DateField(_("首次出现"))
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("待匹配名称")
        constraints = [
            models.UniqueConstraint(fields=["county", "key"], name="one_unknown_name_a_county")
        ]
        indexes = [models.Index(fields=["is_open", "county", "id"], name="unknown_name_open")]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """候选 — an employer that may be meant, and how likely that is by Splink."""

    unknown = models.ForeignKey(UnknownName, models.CASCADE, related_name="candidates")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="+")
    percent = models.DecimalField(_("可能性"), max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unknown", "employer"], name="one_candidate_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.unknown} → {self.employer}"


class Decision(models.Model):
    """匹配决定 — what a person decided; without an employer: it is none of the register."""

    unknown = models.ForeignKey(UnknownName, models.PROTECT, related_name="decisions")
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("决定时间"))
    reason = models.CharField(_("理由"), max_length=200)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    undone_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("匹配决定")
        constraints = [
            models.UniqueConstraint(
                fields=["unknown"], condition=Q(undone_at=None), name="one_standing_match"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="match_undone_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unknown} → {self.employer or '—'}"
