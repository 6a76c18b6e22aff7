"""执法证件 — what a person must hold to enforce the law, from one day to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import codes

from .bodies import Body
from .people import Person
from .places import Region, level_column


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates."""

    def on(self, day: date) -> CertificateQuerySet:
        """Return those that hold on a day: begun, not run out, not taken back by then."""
        return self.filter(
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), since__lte=day, until__gte=day
        )


class Certificate(models.Model):
    """证件 — 行政处罚法 42: a penalty is the work of at least two officers qualified for it.

    Number and term are those printed on the card. `specialties` are words of the trade (工资、社会保险、
    女职工), parted by 、, by which officers are matched to what is to be checked.
    """

    class Kind(models.TextChoices):
        ENFORCEMENT = "enforcement", _("行政执法证")
        LEGAL_REVIEW = "legal_review", _("法制审核人员资格")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="certificates", verbose_name=_("人员")
    )
    kind = models.CharField(_("种类"), max_length=16, choices=Kind, default=Kind.ENFORCEMENT)
    number = models.CharField(_("证件编号"), max_length=40)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="certificates", verbose_name=_("所在机构")
    )
    specialties = models.CharField(
        _("专长"), max_length=120, blank=True, help_text=_("用顿号分开，例如 工资、社会保险")
    )
    since = models.DateField(_("有效期起"))
    until = models.DateField(_("有效期止"))  # the last day
    withdrawn_on = models.DateField(_("收回日期"), null=True, blank=True)
    withdrawn_why = models.CharField(_("收回原因"), max_length=200, blank=True)
    name = models.CharField(_("姓名"), max_length=200, editable=False)
    # The body's region: a body stays where it is, so this cannot go out of date.
    region = models.ForeignKey(
        Region, models.PROTECT, editable=False, related_name="+", verbose_name=_("地区")
    )
    province = level_column(codes.PROVINCE)
    league = level_column(codes.LEAGUE)
    county = level_column(codes.COUNTY)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("执法证件")
        indexes = [
            models.Index(fields=["person", "kind", "since"], name="certificate_person"),
            models.Index(fields=["county", "name", "id"], name="certificate_county"),
            models.Index(fields=["league", "name", "id"], name="certificate_league"),
            models.Index(fields=["name", "id"], name="certificate_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="one_certificate_of_a_number",
                violation_error_message=_("该证件编号已登记，请核对。"),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="certificate_ends_after_it_begins",
                violation_error_message=_("有效期止不能早于有效期起。"),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="certificate_withdrawn_for_a_reason",
                violation_error_message=_("收回证件须写明收回日期和原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what follows from person and body."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others; call it before `bulk_create`."""
        self.name = self.person.name
        self.region_id = self.body.region_id

    @property
    def trades(self) -> frozenset[str]:
        """The specialties, one by one."""
        return frozenset(filter(None, (w.strip() for w in self.specialties.split("、"))))
