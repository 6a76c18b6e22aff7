"""机构 — the bodies that hold offices: bureaus, commissions, federations, stations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import codes, naming

from .places import Region, level_column


class BodyKind(models.TextChoices):
    """What a body is; procedures name these codes."""

    HRSS = "hrss", _("人力资源和社会保障部门")
    DRC = "drc", _("发展和改革委员会")
    UNION = "union", _("总工会")
    FIC = "fic", _("工商业联合会")
    ENTERPRISE_CONFEDERATION = "enterprise_confederation", _("企业联合会/企业家协会")
    GOVERNMENT = "government", _("人民政府")
    ARBITRATION = "arbitration", _("劳动人事争议仲裁委员会")
    INSPECTION = "inspection", _("劳动保障监察机构")
    MEDIATION = "mediation", _("调解组织")
    TOWNSHIP = "township", _("苏木乡镇人民政府、街道办事处")
    COMMUNITY = "community", _("嘎查村、社区")
    INDUSTRIAL_PARK = "industrial_park", _("工业园区管理机构")
    INSTITUTE = "institute", _("劳动和社会保障科学研究院")
    PARTY_COMMITTEE = "party_committee", _("党委及其部门")
    COURT = "court", _("人民法院")
    PROCURATORATE = "procuratorate", _("人民检察院")
    POLICE = "police", _("公安机关")
    JUSTICE = "justice", _("司法行政部门")
    LEGAL_AID = "legal_aid", _("法律援助机构")
    FINANCE = "finance", _("财政部门")
    HOUSING = "housing", _("住房和城乡建设部门")
    TRANSPORT = "transport", _("交通运输部门")
    WATER = "water", _("水利部门")
    MARKET = "market", _("市场监督管理部门")
    TAX = "tax", _("税务部门")
    MEDICAL_INSURANCE = "medical_insurance", _("医疗保障部门")
    EMERGENCY = "emergency", _("应急管理部门")
    PETITIONS = "petitions", _("信访部门")
    STATISTICS = "statistics", _("统计部门")
    WOMEN = "women", _("妇女联合会")
    YOUTH = "youth", _("共产主义青年团")
    SOCIAL_ORGANISATION = "social_organisation", _("社会组织")
    OTHER = "other", _("其他机构")


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies."""

    def on(self, day: date) -> BodyQuerySet:
        """Return the bodies that exist on a day."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def under(self, region: str) -> BodyQuerySet:
        """Return the bodies of a region and of all regions in it."""
        return self.filter(under(region))


def under(region: str, *, prefix: str = "") -> Q:
    """Return the condition “lies in this region” for a table with level columns.

    `prefix` is the way to that table, e.g. "body__". Raises codes.NotACode.
    """
    level = codes.level_of(region)
    if level in (codes.PROVINCE, codes.LEAGUE, codes.COUNTY):
        return Q(**{f"{prefix}{level}": region})
    if level == codes.TOWNSHIP:
        return Q(**{f"{prefix}region": region}) | Q(**{f"{prefix}region__parent": region})
    return Q(**{f"{prefix}region": region})


class Body(models.Model):
    """机构 — one body, at one level, in one region for good: a body that moves is a new body."""

    kind = models.CharField(_("类别"), max_length=32, choices=BodyKind)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="bodies", verbose_name=_("所在地区")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级机构"),
    )
    # 发文机关代字, e.g. 达人社: the head of its document numbers.
    document_prefix = models.CharField(_("发文代字"), max_length=20, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=40, blank=True)  # of the counter
    is_active = models.BooleanField(_("在用"), default=True)
    since = models.DateField(_("设立日期"), null=True, blank=True)
    until = models.DateField(_("撤销日期"), null=True, blank=True)  # its last day
    pinyin = models.CharField(max_length=400, blank=True, editable=False)
    initials = models.CharField(max_length=100, blank=True, editable=False)
    province = level_column(codes.PROVINCE)
    league = level_column(codes.LEAGUE)
    county = level_column(codes.COUNTY)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("机构")
        indexes = [
            models.Index(fields=["league", "kind", "id"], name="body_league"),
            models.Index(fields=["county", "kind", "id"], name="body_county"),
            models.Index(fields=["kind", "id"], name="body_kind"),
            models.Index(fields=["name", "id"], name="body_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=Q(is_active=True),
                name="one_body_of_a_name_in_a_region",
                violation_error_message=_("该地区已有同名的在用机构。"),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="body_ends_after_it_begins",
                violation_error_message=_("撤销日期不能早于设立日期。"),
            ),
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(until__isnull=False),
                name="body_at_rest_has_a_last_day",
                violation_error_message=_("停用的机构须填写撤销日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with all that is derived from the name."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others; call it before `bulk_create`."""
        self.name = self.name.strip()
        self.pinyin, self.initials = naming.spelt(self.name)
