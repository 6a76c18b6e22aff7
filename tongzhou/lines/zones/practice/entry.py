"""What the line enters in the catalogue for practices, copies and nominations."""

from __future__ import annotations

from tongzhou.lines.zones.models.practice import Practice, PracticeCopy
from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.declare import Procedure

from . import rules
from .documents import DOCUMENTS as DOCUMENTS
from .procedure import COPY, NOMINATION, PRACTICE

PROCEDURES: tuple[Procedure, ...] = (PRACTICE, COPY, NOMINATION)
COLUMNS: dict[str, tuple[Columns, ...]] = {
    PRACTICE.code: (Columns(Practice, "", rules.practice_row),),
    COPY.code: (Columns(PracticeCopy, "", rules.copy_row),),
}
PANELS: tuple[Panel, ...] = (
    Panel(
        "library",
        "经验库",
        "book-open",
        "tongzhou.lines.zones.practice.urls",
        index="zones-library:library",
    ),
    Panel(
        "public",
        "综合试验区和经验",
        "landmark",
        "tongzhou.lines.zones.practice.public_urls",
        counter="portal",
        index="zones-public:zones",
    ),
)
CASE_PANELS: dict[str, str] = {PRACTICE.code: "zones/case_practice.html"}
