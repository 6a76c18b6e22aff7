"""What this part enters in the catalogue for the line."""

from __future__ import annotations

from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.procedure.catalogue import Panel

URLS = "tongzhou.lines.arbitration.trial.urls"
PANELS: tuple[Panel, ...] = (
    Panel(
        "trial",
        "我的案件",
        "gavel",
        URLS,
        offices=(ARBITRATOR, HEAD),
        index="arbitration-trial:docket",
    ),
    Panel(
        "hearing-calendar",
        "庭审日历",
        "calendar",
        "tongzhou.lines.arbitration.trial.calendar_urls",
        offices=(CLERK, ARBITRATOR, HEAD, CHAIR),
        index="arbitration-hearings:calendar",
    ),
    Panel(
        "party",
        "案件要素与证据",
        "table-2",
        "tongzhou.lines.arbitration.trial.party_urls",
        counter="portal",
    ),
)
# act → name of the URL (it takes the uid) of the page with its form
ACT_PAGES: dict[str, str] = {
    "state_elements": "arbitration-trial:state",
    "find_facts": "arbitration-trial:find",
    "hand_in": "arbitration-trial:hand_in",
    "examine": "arbitration-trial:examine",
    "form_tribunal": "arbitration-trial:form_tribunal",
    "set_hearing": "arbitration-trial:set_hearing",
    "hear": "arbitration-trial:hear",
    "award_final": "arbitration-trial:award",
    "award_other": "arbitration-trial:award",
    "award_partial": "arbitration-trial:award",
    "settle": "arbitration-trial:settle",
    "advance": "arbitration-trial:advance",
}
# the same for a party at the portal
PARTY_PAGES: dict[str, str] = {
    "state_elements": "arbitration-party:elements",
    "hand_in": "arbitration-party:hand_in",
    "examine": "arbitration-party:examine",
}
