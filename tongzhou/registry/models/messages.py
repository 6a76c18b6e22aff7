"""短信 — codes sent to a phone, and the messages kept where no sender is set."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.fields import SealedField


class PhoneCode(models.Model):
    """验证码 — one code given out for one phone and one purpose. Neither is kept in plain."""

    phone_hash = models.CharField(max_length=64)
    purpose = models.CharField(_("用途"), max_length=80)
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("验证码")
        indexes = [models.Index(fields=["phone_hash", "issued_at"], name="phone_code_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")),
                name="phone_code_expires_later",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.issued_at:%Y-%m-%d %H:%M}"


class OutboxMessage(models.Model):
    """短信发件箱 — a message that a demonstration shows on the screen instead of sending it."""

    phone = SealedField(_("手机号"))
    phone_hash = models.CharField(max_length=64)
    text = models.CharField(_("内容"), max_length=300)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("短信发件箱")
        indexes = [models.Index(fields=["phone_hash", "at"], name="outbox_of")]

    def __str__(self) -> str:
        return f"{self.phone} {self.at:%Y-%m-%d %H:%M}"
