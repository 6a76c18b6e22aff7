"""调解员私记 — what a mediator keeps for themselves: what one side said in confidence, where a deal may lie.

No entry, no document, no export holds it. The mediators of the case read it; anybody else at the desk only
by saying why, and that is written down.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case
from tongzhou.registry.fields import SealedField
from tongzhou.registry.models import Person


def hidden(_plain: str) -> str:
    """Return what a screen shows of a note that is not opened."""
    return "······"


class MediatorNote(models.Model):
    """私记: sealed in the database, kept apart from the journal."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mediator_notes")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="mediator_notes", verbose_name=_("记录人")
    )
    at = models.DateTimeField(_("时间"))
    words = SealedField(_("内容"), mask=hidden)

    class Meta:
        verbose_name = verbose_name_plural = _("调解员私记")
        indexes = [models.Index(fields=["case", "-at"], name="mediator_note_of_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.at:%Y-%m-%d %H:%M}"
