"""What anybody may see, and what a written review came to. Projections of the journal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class PublicRow(models.Model):
    """公示: a penalty, the result of a check, a grave violation, while it is shown. Withdrawn, the row is gone."""

    class Sort(models.TextChoices):
        PENALTY = "penalty", _("行政处罚")
        CHECK = "check", _("检查结果")
        GRAVE = "grave", _("重大违法行为")

    case = models.OneToOneField(Case, models.CASCADE, related_name="inspection_public")
    sort = models.CharField(_("类别"), max_length=8, choices=Sort)
    name = models.CharField(_("用人单位"), max_length=200)
    code = models.CharField(_("统一社会信用代码"), max_length=40, blank=True)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    head = models.CharField(_("法定代表人或者负责人"), max_length=60, blank=True)
    what = models.CharField(_("违法事实"), max_length=2100)
    handling = models.CharField(_("处理情况"), max_length=2000, blank=True)
    shown_on = models.DateField(_("公示日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("公示")
        indexes = [models.Index(fields=["sort", "-shown_on", "-id"], name="inspection_shown")]

    def __str__(self) -> str:
        return f"{self.name} {self.sort}"


class ReviewRow(models.Model):
    """书面审查台账. The credit file reads employer, year and result."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="inspection_review")
    year = models.PositiveSmallIntegerField(_("年度"))
    employer = models.CharField(max_length=60)
    name = models.CharField(_("用人单位"), max_length=200)
    due = models.DateField(_("报送期限"), null=True)
    submitted_on = models.DateField(_("报送日期"), null=True)
    risk = models.PositiveIntegerField(_("风险分"))
    result = models.CharField(_("结论"), max_length=12, blank=True)
    judged_on = models.DateField(_("审查日期"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("书面审查")
        indexes = [
            models.Index(fields=["year", "-risk", "id"], name="review_risk"),
            models.Index(fields=["employer", "year"], name="review_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
