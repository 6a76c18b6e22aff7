"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Export, Line, Panel

from . import choices, feeding, reminding
from .contact.procedure import CONTACT_EMPLOYER
from .contact.rules import contact_row, report_rows
from .documents import DOCUMENTS
from .models import (
    ContactReport,
    ContactRow,
    CoordinatorRow,
    DeploymentRow,
    RiskRow,
    ServedRow,
    TrainingRow,
    VisitRow,
)
from .offices import COORDINATOR, MANAGER, SPONSOR
from .person import rules
from .person.procedure import PERSON
from .risk.procedure import RISK
from .risk.rules import risk_row
from .visit.procedure import VISIT
from .visit.rules import visit_row

LINE = Line(
    "coordinators",
    "劳动关系协调员",
    "users-round",
    procedures=(PERSON, VISIT, RISK, CONTACT_EMPLOYER),
    columns={
        PERSON.code: (
            Columns(CoordinatorRow, "", rules.person_row),
            Columns(DeploymentRow, "entry", rules.deployment_rows),
            Columns(ServedRow, "key", rules.served_rows),
            Columns(TrainingRow, "entry", rules.training_rows),
        ),
        VISIT.code: (Columns(VisitRow, "", visit_row),),
        RISK.code: (Columns(RiskRow, "", risk_row),),
        CONTACT_EMPLOYER.code: (
            Columns(ContactRow, "", contact_row),
            Columns(ContactReport, "month", report_rows),
        ),
    },
    panels=(
        Panel(
            "field",
            "我的一天",
            "smartphone",
            "tongzhou.lines.coordinators.field_urls",
            offices=(COORDINATOR,),
            index="coordinators-field:home",
        ),
        Panel(
            "work",
            "协调员管理",
            "users-round",
            "tongzhou.lines.coordinators.urls",
            offices=(MANAGER, SPONSOR),
            index="coordinators:board",
        ),
    ),
    case_panels={
        PERSON.code: "coordinators/person_panel.html",
        VISIT.code: "coordinators/visit_panel.html",
        CONTACT_EMPLOYER.code: "coordinators/contact_panel.html",
    },
    act_pages={
        PERSON.code: {
            "nominate": "coordinators:nominate",
            "appoint": "coordinators:appoint",
            "suspend": "coordinators:suspend",
            "resume": "coordinators:resume",
            "remove": "coordinators:remove",
            "serve": "coordinators:serve",
            "log_month": "coordinators:log",
            "assess": "coordinators:assess",
        },
        VISIT.code: {"arrange": "coordinators:arrange", "hand": "coordinators:hand", "visit": "coordinators-field:visit", "further": "coordinators-field:visit"},
        RISK.code: {"report": "coordinators-field:risk"},
        CONTACT_EMPLOYER.code: {"choose": "coordinators:choose", "hand": "coordinators:hand-contact"},
    },
    choices={"deployments": choices.deployments, "served": choices.served},
    documents=DOCUMENTS,
    reminders=(reminding.remind,),
    exports=(
        Export("contact_reports", feeding.contact_reports),
        Export("field_signs", feeding.field_signs),
    ),
)  # fmt: skip
