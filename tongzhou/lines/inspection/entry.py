"""What the line enters in the catalogue: columns, pages, choices."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Panel

from . import choices
from .check.procedure import CHECK
from .check.rules import check_row
from .models import CheckRow, InspectionCase, ViolationRow
from .offices import EVERYONE, HEAD, INSPECTOR
from .procedure import CASE
from .rules import rows
from .transfer.procedure import TRANSFER_CASE

COLUMNS = {
    CASE.code: (
        Columns(InspectionCase, "", rows.case_row),
        Columns(ViolationRow, "line", rows.violation_rows),
    ),
    CHECK.code: (Columns(CheckRow, "", check_row),),
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
    TRANSFER_CASE.code: {"report": "inspection-transfers:report"},
    CHECK.code: {
        "assign": "inspection-checks:new",
        "change": "inspection-checks:change",
        "visit": "inspection-field:record",
    },
}
PARTY_PANELS = {CASE.code: "inspection/party.html"}
