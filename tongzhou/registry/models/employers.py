"""用人单位 — employers, their other names, branches, projects; merging that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import codes, naming

from .people import Person
from .places import Industry, Region, level_column


class EmployerQuerySet(models.QuerySet["Employer"]):
    """Employers."""

    def standing(self) -> EmployerQuerySet:
        """Return the employers that were not merged into another."""
        return self.filter(merged_into=None)


class Employer(models.Model):
    """用人单位 — keyed by its unified social credit code, or provisional until that is known."""

    class Size(models.TextChoices):
        LARGE = "large", _("大型")
        MEDIUM = "medium", _("中型")
        SMALL = "small", _("小型")
        MICRO = "micro", _("微型")

    class Form(models.TextChoices):
        COMPANY = "company", _("企业")
        SOLE_TRADER = "sole_trader", _("个体工商户")
        COOPERATIVE = "cooperative", _("农牧民专业合作社")
        INSTITUTION = "institution", _("事业单位")
        ORGAN = "organ", _("机关、团体")
        SOCIAL = "social", _("社会组织")
        BRANCH = "branch", _("分支机构")
        OTHER = "other", _("其他")

    uscc = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True)
    # A sole trader or a works team may be known before its code is.
    provisional = models.BooleanField(_("暂登记（信用代码待补）"), default=False)
    name = models.CharField(_("名称"), max_length=200)
    form = models.CharField(_("主体类型"), max_length=16, choices=Form, default=Form.COMPANY)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("所属单位"),
    )
    legal_representative = models.CharField(_("法定代表人（负责人）"), blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="employers", verbose_name=_("所在地区")
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    grid = models.CharField(_("网格"), max_length=40, blank=True)
    industry = models.ForeignKey(
        Industry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employers",
        verbose_name=_("行业"),
    )
    size = models.CharField(_("规模"), max_length=8, choices=Size, blank=True)
    headcount = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=40, blank=True)
    is_active = models.BooleanField(_("存续"), default=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("已合并至"),
    )
    name_key = models.CharField(max_length=200, editable=False)
    pinyin = models.CharField(max_length=800, blank=True, editable=False)
    initials = models.CharField(max_length=200, blank=True, editable=False)
    province = level_column(codes.PROVINCE)
    league = level_column(codes.LEAGUE)
    county = level_column(codes.COUNTY)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("用人单位")
        indexes = [
            models.Index(fields=["league", "name", "id"], name="employer_league"),
            models.Index(fields=["county", "name", "id"], name="employer_county"),
            models.Index(fields=["name", "id"], name="employer_name"),
            models.Index(fields=["name_key", "id"], name="employer_name_key"),
            models.Index(fields=["initials", "id"], name="employer_initials"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                name="one_employer_of_a_credit_code",
                violation_error_message=_("该统一社会信用代码已登记。"),
            ),
            models.CheckConstraint(
                condition=Q(uscc__isnull=True, provisional=True)
                | Q(uscc__isnull=False, provisional=False),
                name="employer_without_code_is_provisional",
                violation_error_message=_("没有统一社会信用代码的，须标明“暂登记”。"),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="employer_not_merged_into_itself",
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
        self.uscc = self.uscc or None
        self.provisional = self.uscc is None
        self.name = self.name.strip()
        self.name_key = naming.company_key(self.name)
        self.pinyin, self.initials = naming.spelt(self.name)

    def survivor(self) -> Employer:
        """Return the employer that stands for this one: itself, or what it was merged into."""
        employer = self
        while employer.merged_into is not None:
            employer = employer.merged_into
        return employer

    def family(self) -> list[int]:
        """Return the keys of this employer and of all that were merged into it, at any remove.

        Records above point to the employer they were written about and are not moved by a merge:
        what is asked about an employer is asked about its family.
        """
        found, fresh = [self.pk], [self.pk]
        while fresh:
            fresh = list(
                Employer.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)
            )
            found += fresh
        return found

    def all_names(self) -> Iterable[str]:
        """Return every name by which this employer is or was known, each once."""
        family = self.family()
        yield from dict.fromkeys(
            [
                *Employer.objects.filter(pk__in=family).values_list("name", flat=True),
                *EmployerAlias.objects.filter(employer__in=family).values_list("name", flat=True),
            ]
        )


class EmployerAlias(models.Model):
    """曾用名、别称 — another name of an employer, from–to."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="aliases")
    name = models.CharField(_("名称"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    since = models.DateField(_("起始日期"), null=True, blank=True)
    until = models.DateField(_("截止日期"), null=True, blank=True)  # the last day

    class Meta:
        verbose_name = verbose_name_plural = _("曾用名、别称")
        indexes = [models.Index(fields=["name_key", "employer"], name="alias_name_key")]
        constraints = [
            models.UniqueConstraint(fields=["employer", "name"], name="one_alias_of_a_name"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="alias_ends_after_it_begins",
                violation_error_message=_("截止日期不能早于起始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key under which the name is matched."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others; call it before `bulk_create`."""
        self.name = self.name.strip()
        self.name_key = naming.company_key(self.name)


class Project(models.Model):
    """工程项目 — a building project: wages of rural workers are watched by project.

    保障农民工工资支付条例 26–32: account, deposit, real names, notice board, each for a project.
    """

    code = models.CharField(_("项目编码"), max_length=40, blank=True)
    name = models.CharField(_("项目名称"), max_length=200)
    contractor = models.ForeignKey(
        Employer, models.PROTECT, related_name="projects", verbose_name=_("施工总承包单位")
    )
    client = models.ForeignKey(
        Employer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commissioned_projects",
        verbose_name=_("建设单位"),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="projects", verbose_name=_("所在地区")
    )
    address = models.CharField(_("地址"), max_length=200, blank=True)
    grid = models.CharField(_("网格"), max_length=40, blank=True)
    since = models.DateField(_("开工日期"), null=True, blank=True)
    until = models.DateField(_("竣工日期"), null=True, blank=True)
    province = level_column(codes.PROVINCE)
    league = level_column(codes.LEAGUE)
    county = level_column(codes.COUNTY)

    class Meta:
        verbose_name = verbose_name_plural = _("工程项目")
        indexes = [
            models.Index(fields=["league", "name", "id"], name="project_league"),
            models.Index(fields=["county", "name", "id"], name="project_county"),
            models.Index(fields=["name", "id"], name="project_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="one_project_of_a_code",
                violation_error_message=_("该项目编码已登记。"),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="project_ends_after_it_begins",
                violation_error_message=_("竣工日期不能早于开工日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmployerMerge(models.Model):
    """合并登记 — two records found to be one employer, and, if that was wrong, how it was undone."""

    keep = models.ForeignKey(Employer, models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Employer, models.PROTECT, related_name="merges_gone")
    by = models.ForeignKey(Person, models.PROTECT, related_name="merges_made")
    at = models.DateTimeField(_("合并时间"))
    reason = models.CharField(_("合并理由"), max_length=300)
    undone_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="merges_undone"
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_reason = models.CharField(_("撤销理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("用人单位合并登记")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(keep=F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="merge_undone_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.keep}"
