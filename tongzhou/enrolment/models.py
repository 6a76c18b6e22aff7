"""待补的所属单位 — branches whose head the register does not know yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Employer


class AwaitedHead(models.Model):
    """待补的所属单位: a branch was registered before its head; the head is noted as soon as it is registered."""

    branch = models.OneToOneField(
        Employer, models.CASCADE, related_name="awaited_head", verbose_name=_("分支机构")
    )
    uscc = models.CharField(_("所属单位信用代码"), max_length=18, db_index=True)
    delivery = models.CharField(_("批次号"), max_length=40, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("待补的所属单位")

    def __str__(self) -> str:
        return f"{self.branch} ← {self.uscc}"
