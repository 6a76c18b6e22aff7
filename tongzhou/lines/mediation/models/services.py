"""以案定补 — what is paid for a case, by which tariff, once. 内财社〔2017〕2083号 leaves the sums to the place."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.lines.mediation.paying import paid_for
from tongzhou.procedure.models import Case
from tongzhou.registry.models import Body, Person, Region


class Tariff(models.Model):
    """补贴标准: what a county pays for a case from a day on, in fen, and by which document."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("旗县"))
    since = models.DateField(_("执行日期"))
    document = models.CharField(_("依据文件"), max_length=120)
    agreed = models.BigIntegerField(_("达成协议，每件"))
    failed = models.BigIntegerField(_("未达成协议，每件"))
    group = models.BigIntegerField(_("十人以上集体争议，每件另加"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("调解补贴标准")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "since"],
                name="one_tariff_from_a_day",
                violation_error_message=_("该日起的标准已有登记，请核对执行日期。"),
            ),
            models.CheckConstraint(
                condition=Q(agreed__gte=0, failed__gte=0, group__gte=0),
                name="tariff_is_not_negative",
                violation_error_message=_("标准不能为负数。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.since}"

    def pays(self, *, agreed: bool, claimants: int) -> int:
        """Return what is paid for one case, in fen."""
        return paid_for(
            agreed=agreed, claimants=claimants, rates=(self.agreed, self.failed, self.group)
        )


class ServiceRecord(models.Model):
    """计件记录: one closed case, claimed once. The case itself is the proof of the work."""

    case = models.OneToOneField(
        Case, models.PROTECT, related_name="mediation_service", verbose_name=_("案件")
    )
    tariff = models.ForeignKey(Tariff, models.PROTECT, related_name="records")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", verbose_name=_("调解组织")
    )
    mediator = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("调解员")
    )
    concluded_on = models.DateField(_("调解结束日期"))
    amount = models.BigIntegerField(_("金额"))
    batch = models.CharField(_("批次"), max_length=20)  # e.g. 2026-11
    claimed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    claimed_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("调解计件记录")
        indexes = [models.Index(fields=["batch", "id"], name="service_batch")]

    def __str__(self) -> str:
        return f"{self.case} {self.batch}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add this record; what was claimed is not changed afterwards."""
        if not self._state.adding:
            raise TypeError("计件记录登记后不能修改；有误的，请在下一批次中调整并说明。")
        super().save(*args, **kwargs)
