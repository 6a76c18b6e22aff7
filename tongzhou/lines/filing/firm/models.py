"""The rows of what employers filed about themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Employer, Person


class FirmChange(models.Model):
    """单位变更备案: what changed with an employer, since when, filed on which day. Written once."""

    class What(models.TextChoices):
        NAME = "name", _("单位名称变更")
        REPRESENTATIVE = "person", _("法定代表人（负责人）变更")
        FORM = "form", _("单位类型变更")
        CODE = "code", _("统一社会信用代码变更")
        STOPPED = "stopped", _("停业")
        CLOSED = "closed", _("注销")

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    what = models.CharField(_("事项"), max_length=8, choices=What)
    happened_on = models.DateField(_("变更日期"))
    words = models.CharField(_("变更内容"), max_length=300)
    entry = models.BigIntegerField(null=True)  # of the register of employers, where it showed
    declared_on = models.DateField(_("备案日期"))
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("单位变更备案")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "what", "happened_on"],
                name="one_firm_change_of_a_day",
                violation_error_message=_("这一天的这项变更已经备案。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.what} {self.happened_on}"
