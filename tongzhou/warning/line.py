"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Line, Panel

from .cases import choices, rows
from .cases.incident.procedure import INCIDENT_CASE
from .cases.procedure import CASE
from .documents import DOCUMENTS
from .models import ResponseRow, RuleRow, WarningRow
from .offices import EVERYONE

LINE = Line(
    "warning",
    "监测预警",
    "radar",
    procedures=(CASE, INCIDENT_CASE),
    columns={
        CASE.code: (
            Columns(WarningRow, "", rows.warning_row),
            Columns(RuleRow, "rule", rows.rule_rows),
            Columns(ResponseRow, "seq", rows.response_rows),
        )
    },
    panels=(
        Panel(
            "watch",
            "监测预警",
            "radar",
            "tongzhou.warning.pages.urls",
            offices=EVERYONE,
            index="warning:board",
        ),
    ),
    case_panels={CASE.code: "warning/panel.html"},
    party_panels={CASE.code: "warning/party.html"},
    act_pages={
        CASE.code: {
            "raise": "warning:report",
            "add_hits": "warning:report-more",
            "dispatch": "warning:dispatch",
            "hand_on": "warning:hand-on",
            "duplicate": "warning:duplicate",
            "to_incident": "warning:incident",
            "plan": "warning:plan",
        }
    },
    choices={
        "warning_levels": choices.levels,
        "warning_rules": choices.hit_rules,
        "warning_violations": choices.violations,
    },
    documents=DOCUMENTS,
)
