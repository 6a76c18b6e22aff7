"""What the line enters in the catalogue: columns, choices, pages."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.view import View

from . import conclusions, rules
from .models import MatterRow
from .offices import EVERYONE
from .procedure import MATTER


def offered(_view: View) -> list[tuple[str, str]]:
    """Return the conclusions, as a form offers them."""
    return conclusions.codes()


COLUMNS = {MATTER.code: (Columns(MatterRow, "", rules.matter_row),)}
CHOICES = {"arrears_conclusions": offered}
PANELS = (
    Panel(
        "work",
        "欠薪工作台",
        "banknote",
        "tongzhou.lines.arrears.urls",
        offices=EVERYONE,
        index="arrears:board",
    ),
    Panel(
        "published",
        "欠薪查处公开",
        "chart-column",
        "tongzhou.lines.arrears.portal_urls",
        about="各地查出多少、责令多少、到账多少",
        counter="portal",
        index="arrears-portal:published",
    ),
)
CASE_PANELS = {MATTER.code: "arrears/panel.html"}
ACT_PAGES = {
    MATTER.code: {
        "assign": "arrears:assign",
        "enter": "arrears:upload",
        "establish": "arrears:establish",
        "name_payers": "arrears:payers",
        "order": "arrears:order",
        "pay": "arrears:pay",
        "deposit_in": "arrears:deposit",
        "advance": "arrears:advance",
        "draw": "arrears:draw",
        "bounce": "arrears:bounce",
        "recover": "arrears:recover",
        "reopen": "arrears:reopen",
        "confirm_all": "arrears:confirm",
        "confirm": "arrears:confirm",
        "visit3": "arrears:visit3",
        "visit30": "arrears:visit30",
        "conclude": "arrears:conclude",
        "end": "arrears:end",
        "set_aside": "arrears:aside",
        "suspect": "arrears:suspect",
    }
}
PARTY_PAGES = {
    MATTER.code: {
        "confirm_all": "arrears-portal:confirm",
        "confirm": "arrears-portal:confirm",
        "sign": "arrears-portal:sign",
    }
}
PARTY_PANELS = {MATTER.code: "arrears/party.html"}
