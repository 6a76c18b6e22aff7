"""Tables of what is on its way in: answers not yet sent, files not yet whole. No part of any case; thrown away in time."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q


def new_token() -> str:
    """Return a name that cannot be guessed."""
    return secrets.token_hex(16)


class UnsentDraft(models.Model):
    """草稿: the answers of somebody who has not sent them yet, sealed. The browser holds the token."""

    token = models.CharField(max_length=32, primary_key=True, default=new_token)
    purpose = models.CharField(max_length=40)  # the form it belongs to
    phone_hash = models.CharField(max_length=64, blank=True)  # by which it is found again elsewhere
    content = models.TextField()  # JSON, sealed
    changed_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["until"], name="draft_until"),
            models.Index(fields=["phone_hash", "purpose"], name="draft_of_phone"),
        ]


class Upload(models.Model):
    """正在上传的文件: the pieces that have arrived; when all are there, the digest under which it is kept."""

    token = models.CharField(max_length=32, primary_key=True, default=new_token)
    owner = models.CharField(max_length=64)  # keyed hash of the word this browser was given
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    got = models.BigIntegerField(default=0)
    pieces = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(got__gte=0) & Q(got__lte=F("size")), name="upload_within_its_size"
            )
        ]
        indexes = [
            models.Index(fields=["until"], name="upload_until"),
            models.Index(fields=["owner", "at"], name="upload_of_owner"),
        ]


class Attempt(models.Model):
    """限流计数: that somebody did a thing, for an hour. `who` is a keyed hash."""

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["what", "who", "at"], name="attempt_of"),
            models.Index(fields=["at"], name="attempt_at"),
        ]
