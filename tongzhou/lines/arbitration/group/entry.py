"""What this part enters in the catalogue for the line."""

from __future__ import annotations

from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK, HEAD
from tongzhou.procedure.catalogue import Panel

PANELS: tuple[Panel, ...] = (
    Panel(
        slug="group",
        label="集体案件",
        icon="users",
        urls="tongzhou.lines.arbitration.group.urls",
        offices=(CLERK, ARBITRATOR, HEAD),
        index="arbitration-group:cases",
    ),
    Panel(
        slug="vote",
        label="推选代表人",
        icon="vote",
        urls="tongzhou.lines.arbitration.group.portal_urls",
        counter="portal",
    ),
)
# act → name of the URL (it takes the uid) of the page with its form
ACT_PAGES: dict[str, str] = {
    "add_claimants": "arbitration-group:lists",
    "join_claimants": "arbitration-group:lists",
    "represent": "arbitration-group:election",
    "split": "arbitration-group:start-split",
    "offer_settlement": "arbitration-group:start-offer_settlement",
    "pay": "arbitration-group:start-pay",
    "carry_claims": "arbitration-group:merge",
    # Merging here carries the claims along; the general form knows no claims.
    "engine.merge": "arbitration-group:merge",
}
PARTY_PAGES: dict[str, str] = {
    "vote": "arbitration-vote:vote",
    "answer_offer": "arbitration-vote:offer",
}
