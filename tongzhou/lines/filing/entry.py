"""What the line enters in the catalogue: columns and pages."""

from __future__ import annotations

from django.utils.translation import override

from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.view import View

from .models import ObjectionRow, ReviewRow
from .objection import guarding
from .objection import rules as objecting
from .objection.procedure import OBJECTION
from .offices import EVERYONE
from .review import rules as reviewing
from .review.procedure import REVIEW


def breaches(_view: View) -> list[tuple[str, str]]:
    """Return the breaches that a review may hand over."""
    return [(words, words) for words in reviewing.BREACHES]


def corrections(view: View) -> list[tuple[str, str]]:
    """Return what was put right in the register since an objection was raised; kept in Chinese, whatever the screen shows."""
    said = objecting.objection(view)
    if said is None:
        return []
    with override("zh-hans"):
        kept = [str(c) for c in guarding.corrections(said.employment)]
    return list(zip(kept, map(str, guarding.corrections(said.employment)), strict=True))


CHOICES = {"filing_breaches": breaches, "filing_corrections": corrections}
COLUMNS = {
    OBJECTION.code: (Columns(ObjectionRow, "", objecting.row),),
    REVIEW.code: (Columns(ReviewRow, "", reviewing.row),),
}
PANELS = (
    Panel(
        "work",
        "用工备案",
        "file-user",
        "tongzhou.lines.filing.urls",
        offices=EVERYONE,
        index="filing:board",
    ),
    Panel(
        "employer",
        "用工备案",
        "file-user",
        "tongzhou.lines.filing.employer_urls",
        counter="portal",
        index="filing-employer:home",
        about="招用、续订、变更、解除终止，一次填报",
    ),
    Panel(
        "worker",
        "我的用工备案",
        "file-search",
        "tongzhou.lines.filing.worker_urls",
        counter="portal",
        index="filing-worker:start",
        about="单位替您报了什么，不对可以提异议",
    ),
)
CASE_PANELS = {
    OBJECTION.code: "filing/objection_panel.html",
    REVIEW.code: "filing/review_panel.html",
}
PARTY_PANELS = {
    OBJECTION.code: "filing/objection_party.html",
    REVIEW.code: "filing/review_party.html",
}
