"""批次 — what was sent, and what became of it: a delivery, and its parts as they were committed.

A part is written in the transaction that lands its rows. So the parts of a delivery are the truth about how far it is: after a kill the
next part begins where the last one ended, and their sums are the reconciliation.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry.models import Person


class Delivery(models.Model):
    """报送批次: one file, for one table, from one sender, perhaps for one period."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待处理")
        LOADING = "loading", _("正在处理")
        DONE = "done", _("处理完毕")
        BROKEN = "broken", _("中途停止")

    number = models.CharField(_("批次号"), max_length=40, unique=True)
    table = models.CharField(_("数据表"), max_length=40)
    period = models.CharField(_("所属期"), max_length=7, blank=True)  # YYYY-MM
    source = models.CharField(_("来源"), max_length=100)  # who sent it, in words
    # Whose delivery it is: a line or a feed says what stands here (a credit code, a region, a system).
    owner = models.CharField(max_length=40, blank=True)
    scope = models.JSONField(
        default=dict
    )  # for whom rows may be sent, as it was when the file came
    sent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="deliveries", verbose_name=_("报送人")
    )
    file_name = models.CharField(_("文件名"), max_length=200)
    kept = models.CharField(max_length=100, blank=True)  # where the file lies until it is done
    checksum = models.CharField(_("校验值"), max_length=64)  # SHA-256
    bytes = models.BigIntegerField(_("字节数"))
    kind = models.CharField(_("格式"), max_length=8, blank=True)
    head = models.JSONField(default=list)  # as it stood in the file, and the names in frames
    unknown = models.JSONField(_("未使用的列"), default=list)
    mends = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="mended_by", verbose_name=_("改正的批次")
    )
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(_("停止原因"), max_length=300, blank=True)
    parts_done = models.PositiveIntegerField(default=0)
    share_done = models.FloatField(default=0)  # of the file, 0 … 1
    sent = models.BigIntegerField(_("报送行数"), default=0)
    landed = models.BigIntegerField(_("入库行数"), default=0)
    rejected = models.BigIntegerField(_("退回行数"), default=0)
    duplicate = models.BigIntegerField(_("重复行数"), default=0)
    sums = models.JSONField(_("合计"), default=dict)  # column → {sent, landed, rejected, duplicate}
    counts = models.JSONField(_("各项问题"), default=dict)  # code → rows
    on = models.DateField()  # the day on which its rows are judged
    received_at = models.DateTimeField(_("收到时间"))
    touched_at = models.DateTimeField(
        auto_now=True
    )  # a delivery that nobody touches is taken up again
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("报送批次")
        indexes = [
            models.Index(fields=["table", "owner", "-id"], name="delivery_owner"),
            models.Index(fields=["table", "-id"], name="delivery_table"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "owner", "period", "checksum"], name="one_delivery_of_a_file"
            ),
            models.CheckConstraint(
                condition=Q(sent=F("landed") + F("rejected") + F("duplicate")),
                name="delivery_is_reconciled",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def percent(self) -> int:
        """How far it is, in hundredths."""
        return 100 if self.state == self.State.DONE else min(99, int(self.share_done * 100))

    @property
    def is_running(self) -> bool:
        """Whether it waits or is being loaded."""
        return self.state in {self.State.WAITING, self.State.LOADING}


class DeliveryPart(models.Model):
    """批次分段: some rows of a delivery, committed together. `refused` is sealed: rows as they came, for the reject file."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()  # from 0
    place = models.JSONField()  # where the next part begins
    sent = models.PositiveIntegerField()
    landed = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    duplicate = models.PositiveIntegerField()
    refused = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="one_part_of_a_number"),
            models.CheckConstraint(
                condition=Q(sent=F("landed") + F("rejected") + F("duplicate")),
                name="part_is_reconciled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery} {self.number}"


def empty_sums(columns: tuple[str, ...]) -> dict[str, Any]:
    """Return the sums of a delivery before its first part."""
    return {c: {"sent": 0, "landed": 0, "rejected": 0, "duplicate": 0} for c in columns}
