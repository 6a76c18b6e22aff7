"""Tables: the systems that may call, what they have opened, and every call. Tokens are kept as keyed hashes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class System(models.Model):
    """外部系统: who may call, about what, where, how often, until when."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("令牌开头"), max_length=12)
    procedures = models.JSONField(_("业务"), default=list)  # codes
    regions = models.JSONField(_("地区"), default=list)  # beginnings of codes of regions
    per_minute = models.IntegerField(_("每分钟次数"), default=120)
    made_at = models.DateTimeField(_("签发时间"))
    made_by = models.CharField(_("签发人"), max_length=60)
    reason = models.CharField(_("事由"), max_length=200)
    until = models.DateField(_("有效期止"), null=True)
    revoked_at = models.DateTimeField(_("吊销时间"), null=True)
    revoked_why = models.CharField(_("吊销事由"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("外部系统")

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """幂等记录: under which key a system has opened which case, and the digest of what it sent."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="openings")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    procedure = models.CharField(max_length=40)
    external = models.CharField(max_length=80)
    case = models.ForeignKey("procedure.Case", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "key"], name="one_opening_of_a_key")
        ]
        indexes = [models.Index(fields=["system", "procedure", "external"], name="opening_number")]


class Call(models.Model):
    """调用记录: every call, answered or refused. Kept, never changed; holds nothing of the content."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, null=True, related_name="calls")
    at = models.DateTimeField()
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=200)
    status = models.IntegerField()
    code = models.CharField(max_length=30, blank=True)
    case = models.ForeignKey(
        "procedure.Case", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["system", "-at"], name="api_call_of_system")]
