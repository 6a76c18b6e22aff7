"""What the line enters in the catalogue: pages, panels."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Outside, Panel
from tongzhou.procedure.mending import MERGE

from . import orders
from .models import IntakeReport
from .offices import CHIEF, CLERK, LEAGUE, PROVINCE
from .procedure import REPORT, REQUEST
from .rows import report_row

COLUMNS = {REPORT.code: (Columns(IntakeReport, "", report_row),)}
PANELS = (
    Panel(
        "inbox",
        "举报投诉收件箱",
        "inbox",
        "tongzhou.lines.intake.urls",
        offices=(CHIEF, CLERK, LEAGUE, PROVINCE),
        index="intake:inbox",
    ),
    Panel(
        "counter",
        "登记举报投诉",
        "file-plus",
        "tongzhou.lines.intake.counter_urls",
        offices=(CLERK,),
        index="intake-counter:new",
    ),
    Panel(
        "report",
        "举报投诉",
        "megaphone",
        "tongzhou.lines.intake.portal_urls",
        about="欠薪、超时、不签合同、不上社保，五分钟填完，可以保密",
        counter="portal",
        index="intake-apply:start",
    ),
)
CASE_PANELS = {REPORT.code: "intake/panel.html", REQUEST.code: "intake/request_panel.html"}
ACT_PAGES = {
    REPORT.code: {
        "accept": "intake:accept",
        "assign": "intake:assign",
        "add": "intake:add",
        "represent": "intake:represent",
        "restate": "intake:merge",
        "name_employer": "intake:employer",
        MERGE: "intake:merge",
    }
}
PARTY_PAGES = {REPORT.code: {"add": "intake-apply:mates", "represent": "intake-apply:represent"}}
PARTY_PANELS = {REPORT.code: "intake/party.html", REQUEST.code: "intake/party_request.html"}
OUTSIDE = {
    REPORT.code: Outside(
        asks=orders.Order,
        number=orders.number,
        region=orders.county,
        take=orders.taken,
        find=orders.found,
        told=orders.told,
        in_words=orders.in_words,
    )
}
