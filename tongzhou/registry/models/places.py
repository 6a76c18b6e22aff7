"""地区、行业 — where things are, and what is done there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import codes


def level_column(level: str, *, of: str = "region") -> models.GeneratedField:
    """Return a column that the database fills with the part of a region code for one level.

    A subtree is then an equality on one column. A wider region has its own code there, so that a
    body of the autonomous region ("15") is in no league.
    """
    return models.GeneratedField(
        expression=Substr(F(of), 1, codes.LENGTHS[level]),
        output_field=models.CharField(max_length=codes.LENGTHS[level]),
        db_persist=True,
    )


class Region(models.Model):
    """行政区划 — a region at any level, named by its prefix code."""

    class Level(models.TextChoices):
        PROVINCE = codes.PROVINCE, _("自治区")
        LEAGUE = codes.LEAGUE, _("盟市")
        COUNTY = codes.COUNTY, _("旗县（市、区）")
        TOWNSHIP = codes.TOWNSHIP, _("苏木乡镇街道")
        COMMUNITY = codes.COMMUNITY, _("嘎查社区")

    class Basis(models.TextChoices):
        GBT2260 = "gbt2260", _("国家标准GB/T 2260")
        STATISTICAL = "statistical", _("统计用区划代码")

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=30)
    level = models.CharField(_("层级"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    basis = models.CharField(_("代码依据"), max_length=12, choices=Basis)
    # Zones and farms that only statistics know have no government and no jurisdiction.
    is_administrative = models.BooleanField(_("是否行政区划"), default=True)
    pinyin = models.CharField(max_length=120)
    initials = models.CharField(max_length=30)
    province = level_column(codes.PROVINCE, of="code")
    league = level_column(codes.LEAGUE, of="code")
    county = level_column(codes.COUNTY, of="code")

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["level", "code"], name="region_level"),
            models.Index(fields=["pinyin", "code"], name="region_pinyin"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(level=codes.PROVINCE),
                name="region_has_a_parent",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def gb_code(self) -> str:
        """The code as GB/T 2260 writes it: "1502" is "150200"."""
        return codes.padded(self.code)


class Industry(models.Model):
    """国民经济行业 — a section (门类, a letter) or a division (大类, two digits). GB/T 4754-2017."""

    code = models.CharField(_("行业代码"), max_length=4, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("门类"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("国民经济行业")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_section(self) -> bool:
        """Whether this is one of the twenty sections, and not a division of one."""
        return self.code.isalpha()
