"""列 — what lists, calendars and returns of arbitration are answered from. A projection of the journal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case, new_uid
from tongzhou.registry.models import Body, Person


class Dispute(models.Model):
    """案件台账: one dispute as the returns count it. Amounts in fen."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="dispute")
    track = models.CharField(max_length=12, blank=True)
    cause = models.CharField(max_length=16)
    is_group = models.BooleanField()
    by_worker = models.BooleanField()
    people = models.PositiveIntegerField()
    respondent = models.CharField(max_length=60, blank=True)  # key of the first, as in SubjectRow
    brought_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    award_due = models.DateField(null=True)
    closed_by = models.CharField(max_length=12, blank=True)
    result = models.CharField(max_length=12, blank=True)
    final_awards = models.BooleanField()
    was_late = models.BooleanField()
    sued_on = models.DateField(null=True)
    annulment = models.CharField(max_length=12, blank=True)
    court = models.CharField(max_length=12, blank=True)
    mediated = models.BooleanField()
    disputed = models.PositiveIntegerField(default=0)  # facts on which the sides differ
    evidence_due = models.DateField(null=True)
    asked = models.BigIntegerField()
    settled = models.BigIntegerField()
    awarded = models.BigIntegerField()
    paid = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["decided_on"], name="dispute_decided"),
            models.Index(fields=["accepted_on"], name="dispute_accepted"),
            models.Index(fields=["brought_on"], name="dispute_brought"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Claim(models.Model):
    """请求台账: one head of one claimant. Amounts in fen; nothing where nothing was decided."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="claim_lines")
    line = models.CharField(max_length=100)  # claimant/w12|overtime
    subject = models.CharField(max_length=80)
    name = models.CharField(max_length=200, blank=True)
    head = models.CharField(max_length=24)
    sort = models.CharField(max_length=16)
    asked = models.BigIntegerField()
    settled = models.BigIntegerField(null=True)
    awarded = models.BigIntegerField(null=True)
    final = models.BooleanField(null=True)
    paid = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "line"], name="one_claim_line")]
        indexes = [models.Index(fields=["head", "case"], name="claim_head")]

    def __str__(self) -> str:
        return self.line


class HearingRow(models.Model):
    """庭审日历: one hearing, where it is and who sits."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="hearing_rows")
    hearing = models.CharField(max_length=80)
    state = models.CharField(max_length=12)
    on = models.DateField()
    starts = models.CharField(max_length=5)
    minutes = models.PositiveIntegerField()
    room = models.CharField(max_length=100)
    online = models.BooleanField()
    is_open = models.BooleanField()
    members = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "hearing"], name="one_hearing_row")]
        indexes = [models.Index(fields=["on", "starts"], name="hearing_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.starts} {self.room}"


class Booking(models.Model):
    """占用: a room or a person, for half an hour, for one hearing and no other."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="bookings")
    booking = models.CharField(max_length=160)
    hearing = models.CharField(max_length=80)
    on = models.DateField()
    slot = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "booking"], name="one_booking_of_a_case"),
            models.UniqueConstraint(fields=["on", "slot", "what"], name="booked_once"),
        ]

    def __str__(self) -> str:
        return self.booking


class PaperBatch(models.Model):
    """批量制作: an order to make the papers of many people, how far it is, and the file it made.

    Not part of the journal: what it makes is drawn from entries, and can be made again.
    """

    class Sort(models.TextChoices):
        EXTRACTS = "extracts", _("个人明细页")
        ADDRESSED = "addressed", _("逐人主送的文书")
        RECEIPTS = "receipts", _("送达回证")
        BUNDLE = "bundle", _("移送执行材料包")

    class Form(models.TextChoices):
        ZIP = "zip", _("每人一个Word文件（ZIP）")
        DOCX = "docx", _("合成一个Word文件，便于打印")
        PDF = "pdf", _("合成一个PDF文件，便于打印")

    case = models.ForeignKey(Case, models.CASCADE, related_name="paper_batches")
    seq = models.PositiveIntegerField(
        null=True
    )  # entry that issued the paper; none: the whole case
    sort = models.CharField(max_length=12, choices=Sort)
    form = models.CharField(max_length=8, choices=Form)
    by = models.ForeignKey(Person, models.PROTECT, related_name="paper_batches")
    asked_at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="batches", blank=True)
    name = models.CharField(max_length=200, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-asked_at"], name="paper_batch_of_case")]

    def __str__(self) -> str:
        return self.name or f"{self.get_sort_display()} {self.done}/{self.total}"

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen to it."""
        return bool(self.name or self.trouble)

    @property
    def share(self) -> int:
        """Return how far it is, in percent."""
        return 100 if self.name else min(99, self.done * 100 // self.total) if self.total else 0


class Room(models.Model):
    """仲裁庭: a place where a commission hears. Its name is what notices call it, and stays as it is."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="hearing_rooms")
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=100, blank=True)
    seats = models.PositiveSmallIntegerField(null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"],
                condition=models.Q(retired_at=None),
                name="one_room_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AwardDraft(models.Model):
    """裁决草稿: what the tribunal has put down for its award so far. Sealed: nothing is decided yet."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="award_draft")
    data = models.TextField()
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.case)


class Batch(models.Model):
    """名单: a list somebody has uploaded and not yet stated, so that nothing is lost while rows are mended.

    No part of the journal: what it holds counts when an act states it. `sealed` is JSON, sealed, as it holds
    identity numbers and phones; it is emptied when the list has been stated or thrown away.
    """

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="batches")
    purpose = models.CharField(max_length=12)  # open, claim, act, serve
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "case"],
                condition=models.Q(ended_at__isnull=True),
                name="batch_pending",
            )
        ]

    def __str__(self) -> str:
        return self.uid
