"""劳动者 — workers, and the people who act for an employer at the portal."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import naming, sealing
from tongzhou.registry.fields import Sealed, SealedField, hash_of

from .employers import Employer
from .people import Person


def plain(value: Any) -> str:
    """Return the plain text of what stands in a sealed column, opened or not."""
    return value.open() if isinstance(value, Sealed) else str(value or "")


class Worker(models.Model):
    """劳动者 — found by the keyed hash of the identity number, which is kept sealed."""

    class IdKind(models.TextChoices):
        RESIDENT = "resident", _("居民身份证")
        HONG_KONG_MACAO_TAIWAN = "hmt", _("港澳台居民居住证")
        PERMANENT = "permanent", _("外国人永久居留身份证")
        PASSPORT = "passport", _("护照")

    # No length is set: a name may be of any length.
    name = models.CharField(_("姓名"))
    id_kind = models.CharField(
        _("证件类型"), max_length=12, choices=IdKind, default=IdKind.RESIDENT
    )
    id_number = SealedField(_("证件号码"), blank=True, mask=sealing.mask_id_number)
    id_hash = models.CharField(max_length=64, blank=True, editable=False)
    phone = SealedField(_("手机号"), blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, editable=False)
    # 送达地址: where papers reach this worker (办案规则 29).
    address = SealedField(_("送达地址"), blank=True)
    pinyin = models.CharField(blank=True, editable=False)
    initials = models.CharField(blank=True, editable=False)
    person = models.OneToOneField(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="worker",
        verbose_name=_("网上账号"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("劳动者")
        indexes = [
            models.Index(fields=["phone_hash"], name="worker_phone"),
            models.Index(fields=["name", "id"], name="worker_name"),
            models.Index(fields=["pinyin", "id"], name="worker_pinyin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_kind", "id_hash"],
                condition=~Q(id_hash=""),
                name="one_worker_of_an_id_number",
                violation_error_message=_("该证件号码已登记，请使用已有的劳动者记录。"),
            ),
            models.CheckConstraint(
                condition=(Q(id_number="") & Q(id_hash="")) | (~Q(id_number="") & ~Q(id_hash="")),
                name="worker_id_and_hash_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the name tidied and all that is derived from name, number and phone."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others; call it before `bulk_create`."""
        self.name = naming.tidy_name(self.name)
        self.pinyin, self.initials = naming.spelt(self.name)
        self.id_hash = hash_of("id_number", plain(self.id_number).upper())
        self.phone_hash = hash_of("phone", plain(self.phone))


class EmployerUser(models.Model):
    """单位经办人 — a person who acts for an employer at the portal, in one role, from–to."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", _("法定代表人（负责人）")
        CLERK = "clerk", _("单位经办人")
        AGENT = "agent", _("委托代理人")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="employer_roles", verbose_name=_("人员")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="users", verbose_name=_("用人单位")
    )
    role = models.CharField(_("身份"), max_length=16, choices=Role)
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("截止日期"), null=True, blank=True)  # the last day
    confirmed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_employer_roles",
        verbose_name=_("核实人"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("单位经办人")
        indexes = [models.Index(fields=["since", "id"], name="employer_role_since")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "employer", "role", "since"], name="one_employer_role_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="employer_role_ends_after_it_begins",
                violation_error_message=_("截止日期不能早于起始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.employer} {self.get_role_display()}"
