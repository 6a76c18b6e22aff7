"""What the line enters in the catalogue: columns, pages, choices."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Panel

from . import choices
from .check.procedure import CHECK
from .check.rules import check_row
from .check.rules import public_row as check_public
from .models import CheckRow, InspectionCase, PublicRow, ReviewRow, ViolationRow
from .offices import EVERYONE, HEAD, INSPECTOR
from .procedure import CASE
from .publicity.procedure import PUBLIC
from .publicity.procedure import public_row as grave_public
from .review.procedure import REVIEW
from .review.rules import review_row
from .rules import rows
from .transfer.procedure import TRANSFER_CASE

COLUMNS = {
    CASE.code: (
        Columns(InspectionCase, "", rows.case_row),
        Columns(ViolationRow, "line", rows.violation_rows),
        Columns(PublicRow, "", rows.public_row),
    ),
    CHECK.code: (Columns(CheckRow, "", check_row), Columns(PublicRow, "", check_public)),
    PUBLIC.code: (Columns(PublicRow, "", grave_public),),
    REVIEW.code: (Columns(ReviewRow, "", review_row),),
}
CHOICES = {
    "violation_items": choices.violation_items,
    "officers": choices.officers,
    "recusals": choices.recusals,
    "transfer_papers": choices.transfer_papers,
    "check_items": choices.check_items,
    "check_officers": choices.check_officers,
}
PANELS: tuple[Panel, ...] = (
    Panel(
        "work",
        "监察办案",
        "shield-check",
        "tongzhou.lines.inspection.urls",
        offices=EVERYONE,
        index="inspection:board",
    ),
    Panel(
        "checks",
        "检查任务",
        "clipboard-check",
        "tongzhou.lines.inspection.check_urls",
        offices=(INSPECTOR, HEAD),
        index="inspection-checks:list",
    ),
    Panel(
        "reviews",
        "书面审查",
        "file-check",
        "tongzhou.lines.inspection.review_urls",
        offices=(INSPECTOR, HEAD),
        index="inspection-reviews:list",
    ),
    Panel(
        "shown",
        "劳动保障监察公示",
        "megaphone",
        "tongzhou.lines.inspection.portal_urls",
        counter="portal",
        index="inspection-public:list",
        about="行政处罚、检查结果和重大违法行为",
    ),
    Panel(
        "transfers",
        "涉嫌犯罪移送",
        "scale",
        "tongzhou.lines.inspection.transfer_urls",
        offices=EVERYONE,
        index="inspection-transfers:list",
    ),
    Panel(
        "field",
        "现场检查",
        "smartphone",
        "tongzhou.lines.inspection.field_urls",
        offices=(INSPECTOR,),
        index="inspection-field:home",
    ),
)
CASE_PANELS = {
    CASE.code: "inspection/panel.html",
    REVIEW.code: "inspection/review_panel.html",
    TRANSFER_CASE.code: "inspection/transfer_panel.html",
}
ACT_PAGES = {
    CASE.code: {
        "file": "inspection:file",
        "add_workers": "inspection:workers",
        "assign": "inspection:assign",
        "visit": "inspection-field:record",
        "conclude": "inspection:conclude",
        "propose": "inspection:propose",
        "propose_departing": "inspection:propose",
        "tell": "inspection:tell",
        "punish": "inspection:punish",
        "treat": "inspection:treat",
        "add_fine": "inspection:add-fine",
    },
    PUBLIC.code: {"propose": "inspection:name-grave"},
    REVIEW.code: {"call": "inspection-reviews:call"},
    TRANSFER_CASE.code: {"report": "inspection-transfers:report"},
    CHECK.code: {
        "assign": "inspection-checks:new",
        "change": "inspection-checks:change",
        "visit": "inspection-field:record",
    },
}
PARTY_PAGES = {REVIEW.code: {"submit": "inspection-public:submit"}}
PARTY_PANELS = {CASE.code: "inspection/party.html"}
