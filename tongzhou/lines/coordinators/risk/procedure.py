"""风险报告 — the procedure: reported by a coordinator, signed for by the chief, closed with what came of it."""

from __future__ import annotations

from datetime import date

from tongzhou.law import hours, working_days
from tongzhou.lines.coordinators.instruments import ARRANGED, MEASURES
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER
from tongzhou.lines.coordinators.subjects import COORDINATOR_OF, WATCHED
from tongzhou.procedure.declare import HANDED, Act, Handover, Limit, Procedure, State, after
from tongzhou.procedure.needs import that

from . import facts, rules

CODE = "coordinators.risk"

REPORTED = State("reported", staff="待签收", public="已报告")
RECEIVED = State("received", staff="处理中", public="处理中")
CLOSED = State("closed", staff="已办结", public="已办结", final=True)

report = Act(
    "report",
    "报告风险",
    by=(COORDINATOR, HANDED),
    at=(),
    to=REPORTED,
    asks=facts.Reported,
    about=(WATCHED, COORDINATOR_OF),
    adds=True,
    needs=(that(rules.one_employer, "一份报告只写一家用人单位"),),
    cites=MEASURES,
)
receive = Act("receive", "签收", by=MANAGER, at=REPORTED, to=RECEIVED, asks=facts.Received)
close = Act("close", "办结", by=MANAGER, at=(REPORTED, RECEIVED), to=CLOSED, asks=facts.Closed)

# Proposed values of the house, editable here; no statute sets them.
at_once = Limit(
    "at_once",
    "签收紧急风险",
    hours(2),
    ARRANGED,
    starts=after(report, only="presses"),
    stops=(receive, close),
    within=(REPORTED,),
)
soon = Limit(
    "soon",
    "签收风险报告",
    working_days(1),
    ARRANGED,
    starts=after(report, only="waits"),
    stops=(receive, close),
    within=(REPORTED,),
)
# Every report becomes a candidate of a warning; the analyst judges it, the chief sees it here meanwhile.
to_warning = Handover(after=report, opens="warning.case", carries=rules.candidate, cites=MEASURES)

RISK = Procedure(
    CODE,
    "协调员风险报告",
    since=date(2018, 5, 1),
    opens=report,
    acts=(receive, close),
    limits=(at_once, soon),
    handovers=(to_warning,),
    put_right_by=(MANAGER,),
    seen_by=(MANAGER,),
    steps=(REPORTED, RECEIVED, CLOSED),
    called=rules.called,
)
