"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Export, Line, Panel

from . import exporting, listed
from .counter import entry as counter
from .documents import DOCUMENTS
from .documents import entry as documents
from .group import entry as group
from .models import Booking, Claim, Dispute, HearingRow
from .offices import CLERK
from .procedure import DISPUTE
from .review.documents import DOCUMENTS as REVIEW_DOCUMENTS
from .review.procedure import AGREEMENT_REVIEW
from .rules import ledger
from .trial import entry as trial

REVIEWS = Panel(
    "review",
    "登记审查申请",
    "file-check",
    "tongzhou.lines.arbitration.review.urls",
    offices=(CLERK,),
    index="arbitration-review:new",
)

LINE = Line(
    "arbitration",
    "劳动人事争议仲裁",
    "scale",
    procedures=(DISPUTE, AGREEMENT_REVIEW),
    columns={
        DISPUTE.code: (
            Columns(Dispute, "", ledger.dispute_row),
            Columns(Claim, "line", ledger.claim_rows),
            Columns(HearingRow, "hearing", ledger.hearing_rows),
            Columns(Booking, "booking", ledger.booking_rows),
        )
    },
    panels=(*counter.PANELS, *trial.PANELS, *group.PANELS, *documents.PANELS, REVIEWS),
    case_panels={DISPUTE.code: "arbitration/case.html"},
    act_pages={
        DISPUTE.code: {**counter.ACT_PAGES, **trial.ACT_PAGES, **group.ACT_PAGES},
        AGREEMENT_REVIEW.code: {"apply": "arbitration-review:new"},
    },
    party_panels={DISPUTE.code: "arbitration/party.html"},
    party_pages={DISPUTE.code: {**trial.PARTY_PAGES, **group.PARTY_PAGES}},
    documents=(*DOCUMENTS, *REVIEW_DOCUMENTS),
    choices={
        "claimants": listed.claimants,
        "respondents": listed.respondents,
        "parties": listed.parties,
        "members": listed.members,
        "recusals": listed.recusals,
    },
    exports=(Export("disputes", exporting.disputes),),
)
