"""登记簿变更记录 — who changed what in a register, when and why. Written once, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Unchangeable(Exception):
    """An entry of the journal was to be changed or removed."""

    def __init__(self) -> None:
        super().__init__("登记簿变更记录只能追加，不能修改或删除；有误的，请再作一次更正登记。")


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """Entries; they can be read and added."""

    def about(self, record: models.Model) -> RegisterEntryQuerySet:
        """Return the history of one record, newest first."""
        label = record._meta.model_name or ""
        return self.filter(register=label, key=str(record.pk)).order_by("-at", "-id")

    def update(self, **_kwargs: Any) -> int:
        raise Unchangeable

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Unchangeable


class RegisterEntry(models.Model):
    """One change of one record of a register."""

    class What(models.TextChoices):
        ADDED = "added", _("登记")
        CHANGED = "changed", _("变更")
        ENDED = "ended", _("终止")
        VOIDED = "voided", _("作废")
        MERGED = "merged", _("合并")
        UNMERGED = "unmerged", _("撤销合并")
        LOADED = "loaded", _("批量载入")

    register = models.CharField(_("登记簿"), max_length=40)  # the model's name, in lower case
    key = models.CharField(_("记录"), max_length=40)
    what = models.CharField(_("事项"), max_length=12, choices=What)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # the system itself, when codes are loaded
        related_name="register_entries",
        verbose_name=_("经办人"),
    )
    at = models.DateTimeField(_("时间"))
    # {field: [before, after]} as shown on a screen; sealed values appear masked.
    changes = models.JSONField(_("内容"), default=dict)
    reason = models.CharField(_("事由"), max_length=300, blank=True)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("登记簿变更记录")
        indexes = [
            models.Index(fields=["register", "key", "id"], name="register_entry_of"),
            models.Index(fields=["by", "id"], name="register_entry_by"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.key} {self.get_what_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add this entry. Raises Unchangeable if it already stands."""
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Unchangeable


def field_names(record: models.Model) -> Iterable[str]:
    """Return the columns of a record that a person states; computed ones are left out."""
    for field in record._meta.concrete_fields:
        if not (field.primary_key or isinstance(field, models.GeneratedField)):
            yield field.attname
