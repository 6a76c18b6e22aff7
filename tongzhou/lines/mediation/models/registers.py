"""调解组织、调解员 — the registers of who mediates. The body itself stands in the register of bodies."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.mediation.ways import WAYS
from tongzhou.registry.models import Body, Employer, Person, Region

CHOICES = [(w.code, w.label) for w in WAYS.values()]
LEAST_TERM = 365  # days: 协商调解规定 19, a mediator is appointed for one year at least


class MediationBody(models.Model):
    """调解组织: a body of the register, in which way it mediates, and for which employer if for one."""

    body = models.OneToOneField(
        Body, models.PROTECT, related_name="mediation", verbose_name=gettext_lazy("机构")
    )
    way = models.CharField(gettext_lazy("调解方式"), max_length=20, choices=CHOICES)
    employer = models.ForeignKey(
        Employer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mediation_committees",
        verbose_name=gettext_lazy("所在单位"),
    )
    worker_members = models.PositiveSmallIntegerField(
        gettext_lazy("职工方委员"), null=True, blank=True
    )
    employer_members = models.PositiveSmallIntegerField(
        gettext_lazy("企业方委员"), null=True, blank=True
    )
    trades = models.CharField(gettext_lazy("行业"), max_length=100, blank=True)
    # Above it, the routing looks elsewhere first.
    capacity = models.PositiveSmallIntegerField(
        gettext_lazy("每名调解员同时承办上限（件）"), default=15
    )
    is_active = models.BooleanField(gettext_lazy("受理案件"), default=True)
    region = models.ForeignKey(
        Region, models.PROTECT, editable=False, related_name="+", verbose_name=gettext_lazy("地区")
    )
    league = models.CharField(max_length=4, editable=False)
    county = models.CharField(max_length=6, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = gettext_lazy("调解组织")
        indexes = [models.Index(fields=["county", "way", "id"], name="mediation_body_county")]
        constraints = [
            # 协商调解规定 15: as many for the employees as for the employer.
            models.CheckConstraint(
                condition=~Q(way="enterprise") | Q(worker_members=F("employer_members")),
                name="committee_is_balanced",
                violation_error_message=gettext_lazy(
                    "企业劳动争议调解委员会的双方委员人数应当对等，请核对（《企业劳动争议协商调解规定》第十五条）。"
                ),
            ),
            models.CheckConstraint(
                condition=~Q(way="enterprise") | Q(employer__isnull=False),
                name="committee_has_its_employer",
                violation_error_message=gettext_lazy("请填写企业调解委员会所在的单位。"),
            ),
        ]

    def __str__(self) -> str:
        return self.body.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the region of the body."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from the body."""
        code = self.body.region_id
        self.region_id, self.league, self.county = code, code[:4], code[:6]


class Mediator(models.Model):
    """调解员: a person of a mediating body, from a day to a day, with what fits them to a case."""

    class Grade(models.TextChoices):
        PLAIN = "plain", gettext_lazy("调解员")
        SENIOR = "senior", gettext_lazy("首席调解员")
        GOLD = "gold", gettext_lazy("金牌调解员")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="mediatorships", verbose_name=gettext_lazy("人员")
    )
    body = models.ForeignKey(
        MediationBody,
        models.PROTECT,
        related_name="mediators",
        verbose_name=gettext_lazy("调解组织"),
    )
    grade = models.CharField(gettext_lazy("等级"), max_length=8, choices=Grade, default=Grade.PLAIN)
    certificate = models.CharField(gettext_lazy("证书编号"), max_length=40, blank=True)
    mongolian = models.BooleanField(gettext_lazy("能用蒙古语调解"), default=False)
    languages = models.CharField(gettext_lazy("其他语言、方言、手语"), max_length=60, blank=True)
    fields = models.CharField(
        gettext_lazy("专长"), max_length=120, blank=True, help_text=gettext_lazy("例如 工资、工伤")
    )
    full_time = models.BooleanField(gettext_lazy("专职"), default=False)
    since = models.DateField(gettext_lazy("聘期起"))
    until = models.DateField(gettext_lazy("聘期止"))
    name = models.CharField(gettext_lazy("姓名"), editable=False)
    league = models.CharField(max_length=4, editable=False)
    county = models.CharField(max_length=6, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = gettext_lazy("调解员")
        indexes = [
            models.Index(fields=["county", "name", "id"], name="mediator_county"),
            models.Index(fields=["name", "id"], name="mediator_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body", "since"],
                name="one_mediator_from_a_day",
                violation_error_message=gettext_lazy("此人自同一日起已受聘于该组织。"),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="mediator_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a term of less than a year (协商调解规定 19)."""
        if self.since and self.until and (self.until - self.since).days + 1 < LEAST_TERM:
            raise ValidationError(
                {
                    "until": _(
                        "调解员的聘期至少为一年，请核对（《企业劳动争议协商调解规定》第十九条）。"
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what follows from person and body."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others."""
        self.name = self.person.name
        self.league, self.county = self.body.league, self.body.county

    @property
    def spoken(self) -> str:
        """The languages, in words."""
        own = [_("汉语"), *([_("蒙古语")] if self.mongolian else [])]
        return "、".join([*own, *filter(None, [self.languages])])


class MediatorConflict(models.Model):
    """利益关系: an employer whose cases a mediator does not take, and why."""

    mediator = models.ForeignKey(
        Mediator, models.PROTECT, related_name="conflicts", verbose_name=gettext_lazy("调解员")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", verbose_name=gettext_lazy("用人单位")
    )
    why = models.CharField(
        gettext_lazy("关系"), max_length=100, help_text=gettext_lazy("例如 曾任该单位职工")
    )
    is_over = models.BooleanField(gettext_lazy("已不存在"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = gettext_lazy("调解员利益关系")
        constraints = [
            models.UniqueConstraint(fields=["mediator", "employer"], name="one_conflict_each")
        ]

    def __str__(self) -> str:
        return f"{self.mediator} {self.employer}"
