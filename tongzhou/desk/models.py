"""What the desk itself keeps: saved views, and what a person had typed when it could not be accepted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case
from tongzhou.registry.models import Body, Person


class SavedView(models.Model):
    """已存视图: a list with its filters, as an address. A person's own, or that of a whole body."""

    name = models.CharField(_("名称"), max_length=40)
    procedure = models.CharField(max_length=40, blank=True)
    query = models.CharField(max_length=1000, blank=True)  # the part of the address after “?”
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已存视图")
        indexes = [
            models.Index(fields=["person", "procedure"], name="view_person"),
            models.Index(
                fields=["body", "procedure"], condition=Q(body__isnull=False), name="view_body"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "procedure", "name"], name="one_view_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """未提交的内容: what was typed into the form of an act, encrypted, until the act is done."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="drafts")
    act = models.CharField(max_length=120)
    data = models.TextField()  # sealed JSON
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("未提交的内容")
        constraints = [
            models.UniqueConstraint(fields=["person", "case", "act"], name="one_draft_of_an_act"),
            # Null is never equal to null: the drafts of openings need a rule of their own.
            models.UniqueConstraint(
                fields=["person", "act"],
                condition=Q(case__isnull=True),
                name="one_draft_of_an_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.act}"
