"""一单两库 — items of inspection, objects, officers, and whom an officer does not inspect. With history, by journal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.draws.trades import TAGS
from tongzhou.registry.models import Body, Employer, Person, Region

from .cases import Drawn


class DrawItem(models.Model):
    """抽查事项: what is looked at in a random inspection, on which basis and how."""

    class Method(models.TextChoices):
        SITE = "site", _("现场检查")
        WRITTEN = "written", _("书面检查")
        ONLINE = "online", _("网络监测")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("适用地区"))
    code = models.CharField(_("事项编码"), max_length=20)
    name = models.CharField(_("事项名称"), max_length=80)
    of = models.CharField(_("检查对象"), max_length=80, default="用人单位")
    content = models.CharField(_("检查内容"), max_length=300)
    basis = models.CharField(_("依据"), max_length=200)
    method = models.CharField(_("检查方式"), max_length=8, choices=Method, default=Method.SITE)
    ratio = models.PositiveSmallIntegerField(_("抽查比例不低于（%）"), null=True, blank=True)
    per_year = models.PositiveSmallIntegerField(_("每年至少抽查次数"), default=1)
    departments = models.CharField(_("联合部门"), max_length=200, blank=True)
    checklist = models.CharField(
        _("现场检查表事项编码"),
        max_length=120,
        blank=True,
        help_text=_("用顿号分开，派发检查时带入检查表，例如 B01、B03"),
    )
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("抽查事项清单")
        indexes = [models.Index(fields=["code", "id"], name="draw_item_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code", "since"],
                name="one_item_of_a_code",
                violation_error_message=_("该事项编码自同一日起已有登记。"),
            ),
            models.CheckConstraint(
                condition=Q(ratio=None) | Q(ratio__lte=100), name="draw_item_ratio"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="draw_item_ends_after_it_begins",
                violation_error_message=_("截止日期不能早于起始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DrawObjectQuerySet(models.QuerySet["DrawObject"]):
    """检查对象."""

    def with_checks(self) -> DrawObjectQuerySet:
        """Bring along the day of the latest check that came of a draw, as `drawn_check`."""
        latest = Drawn.objects.filter(employer=OuterRef("employer_id"), checked_on__isnull=False)
        return self.annotate(
            drawn_check=Subquery(latest.order_by("-checked_on").values("checked_on")[:1])
        )


class DrawObject(models.Model):
    """检查对象: an employer as random inspection sees it."""

    class Grade(models.TextChoices):
        A = "A", _("A级")
        B = "B", _("B级")
        C = "C", _("C级")

    class Risk(models.TextChoices):
        HIGH = "high", _("高")
        MIDDLE = "middle", _("中")
        LOW = "low", _("低")

    employer = models.OneToOneField(
        Employer, models.PROTECT, related_name="draw_object", verbose_name=_("用人单位")
    )
    grade = models.CharField(_("守法诚信等级"), max_length=1, choices=Grade, blank=True)
    risk = models.CharField(_("风险等级"), max_length=6, choices=Risk, blank=True)
    tags = models.CharField(
        _("标签"),
        max_length=120,
        blank=True,
        help_text=_("用顿号分开：%(tags)s") % {"tags": "、".join(TAGS.values())},
    )
    since = models.DateField(_("用工起始日期"))
    last_checked = models.DateField(
        _("最近检查日期"),
        null=True,
        blank=True,
        help_text=_("双随机以外的检查在这里填写；双随机的检查一经反馈就自动计入"),
    )
    excluded = models.CharField(
        _("不参加抽取的理由"),
        max_length=100,
        blank=True,
        help_text=_("例如 已停业、正在立案调查；写明后不再抽取，理由写入名录"),
    )
    name = models.CharField(max_length=200, editable=False)
    province = models.CharField(max_length=2, editable=False)
    league = models.CharField(max_length=4, editable=False)
    county = models.CharField(max_length=6, editable=False)

    objects = DrawObjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检查对象名录库")
        indexes = [
            models.Index(fields=["county", "name", "id"], name="draw_object_county"),
            models.Index(fields=["league", "name", "id"], name="draw_object_league"),
            models.Index(fields=["name", "id"], name="draw_object_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what follows from the employer."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from the employer; call it before `bulk_create`."""
        self.name = self.employer.name
        code = self.employer.region_id
        self.province, self.league, self.county = code[:2], code[:4], code[:6]

    @property
    def checked_on(self) -> date | None:
        """The latest check known: as entered by the clerk, or come of a draw (with `with_checks`)."""
        return max(
            filter(None, (self.last_checked, getattr(self, "drawn_check", None))), default=None
        )

    @property
    def tag_codes(self) -> tuple[str, ...]:
        """The tags as codes of the bundle; a word that is none of the list is left out."""
        words = {w.strip() for w in self.tags.split("、")}
        return tuple(sorted(code for code, label in TAGS.items() if label in words))


class DrawOfficer(models.Model):
    """检查人员: a person of a body who takes part in random inspections; the certificate stands in its own register."""

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="draw_officer", verbose_name=_("人员")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="draw_officers", verbose_name=_("所在机构")
    )
    post = models.CharField(_("岗位"), max_length=60, blank=True)
    is_active = models.BooleanField(_("参加抽取"), default=True)
    away_since = models.DateField(_("离岗起"), null=True, blank=True)
    away_until = models.DateField(_("离岗止"), null=True, blank=True)
    away_why = models.CharField(_("离岗原因"), max_length=60, blank=True)
    name = models.CharField(max_length=200, editable=False)
    province = models.CharField(max_length=2, editable=False)
    league = models.CharField(max_length=4, editable=False)
    county = models.CharField(max_length=6, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("执法检查人员名录库")
        indexes = [
            models.Index(fields=["county", "name", "id"], name="draw_officer_county"),
            models.Index(fields=["league", "name", "id"], name="draw_officer_league"),
            models.Index(fields=["name", "id"], name="draw_officer_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(away_since=None)
                | Q(away_until=None)
                | Q(away_until__gte=F("away_since")),
                name="draw_officer_back_after_away",
                violation_error_message=_("离岗止不能早于离岗起。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what follows from person and body."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others."""
        self.name = self.person.name
        code = self.body.region_id
        self.province, self.league, self.county = code[:2], code[:4], code[:6]


class OfficerTie(models.Model):
    """回避关系: an employer that an officer does not inspect. The reason is for the desk alone."""

    officer = models.ForeignKey(
        DrawOfficer, models.PROTECT, related_name="ties", verbose_name=_("检查人员")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", verbose_name=_("用人单位")
    )
    why = models.CharField(
        _("关系"), max_length=100, help_text=_("例如 近亲属在该单位任职、曾在该单位工作")
    )
    is_over = models.BooleanField(_("已不存在"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("检查人员回避关系")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "employer"],
                name="one_tie_each",
                violation_error_message=_("该回避关系已登记。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.employer}"
