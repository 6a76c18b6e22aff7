"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Line, Panel

from . import listed
from .models import Booking, Claim, Dispute, HearingRow
from .procedure import DISPUTE
from .rules import ledger

PANELS: tuple[Panel, ...] = ()

LINE = Line(
    "arbitration",
    "劳动人事争议仲裁",
    "scale",
    procedures=(DISPUTE,),
    columns={
        DISPUTE.code: (
            Columns(Dispute, "", ledger.dispute_row),
            Columns(Claim, "line", ledger.claim_rows),
            Columns(HearingRow, "hearing", ledger.hearing_rows),
            Columns(Booking, "booking", ledger.booking_rows),
        )
    },
    panels=PANELS,
    choices={
        "claimants": listed.claimants,
        "respondents": listed.respondents,
        "parties": listed.parties,
        "members": listed.members,
        "recusals": listed.recusals,
    },
)
