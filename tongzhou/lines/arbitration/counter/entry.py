"""What this part enters in the catalogue for the line."""

from __future__ import annotations

from tongzhou.lines.arbitration.offices import CHAIR, EVERYONE, HEAD
from tongzhou.procedure.catalogue import Panel

HERE = "tongzhou.lines.arbitration.counter"
PANELS: tuple[Panel, ...] = (
    Panel(
        "counter",
        "今日期限与送达",
        "alarm-clock",
        f"{HERE}.urls",
        offices=EVERYONE,
        index="arbitration-counter:today",
    ),
    Panel(
        "head",
        "办案管理",
        "gauge",
        f"{HERE}.head_urls",
        offices=(HEAD, CHAIR),
        index="arbitration-head:head",
    ),
    Panel(
        "returns",
        "仲裁统计",
        "chart-column",
        f"{HERE}.manage_urls",
        offices=EVERYONE,
        index="arbitration-manage:returns",
    ),
    Panel(
        "apply",
        "申请劳动仲裁",
        "scale",
        f"{HERE}.portal_urls",
        counter="portal",
        index="arbitration-apply:begin",
        about="不收费，手机填写，五个工作日内答复是否受理",
    ),
)
# act → name of the URL (it takes the uid; of the act that opens a case it takes nothing) of the page
# with its form
ACT_PAGES: dict[str, str] = {
    "apply": "arbitration-counter:apply",
    "accept": "arbitration-counter:examine",
    "accept_simple": "arbitration-counter:examine",
    "accept_collective": "arbitration-counter:examine",
    "ask_papers": "arbitration-counter:examine",
    "refuse": "arbitration-counter:examine",
    "amend_claim": "arbitration-counter:amend",
    "counterclaim": "arbitration-counter:counterclaim",
    "join": "arbitration-counter:join",
}
