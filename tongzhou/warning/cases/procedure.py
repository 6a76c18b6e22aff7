"""预警处置 — the flow chart: judged, issued, dispatched, signed for, answered, verified, settled, reviewed."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article
from tongzhou.procedure.declare import Handover, Once, Procedure, Reply
from tongzhou.warning.offices import ANALYST, CHIEF, RESPONDER

from . import rules, visiting
from .acts import judging, reviewing, working
from .incident.procedure import CODE as INCIDENT_CODE
from .limits import LIMITS
from .states import (
    ASKED,
    CANDIDATE,
    CLOSED,
    DISPATCHED,
    EMPLOYER,
    FALSE,
    FED_BACK,
    HANDLER,
    ISSUED,
    MEASURES,
    SIGNED,
    VALID,
    VERIFIED,
    WATCHED,
)

CODE = "warning.case"
VISIT = "coordinators.visit"
WAGES_38 = article("保障农民工工资支付条例", 38, paragraph=2)

# What a visit found counts whenever it comes, also from a phone that was long without a network.
seen = Once(rules.has_been_seen, at=(DISPATCHED, SIGNED, ASKED), to=VERIFIED, label="已经核实")
# Verdicts are given rule by rule: only where none is left is the warning a false alarm.
unfounded = Once(
    rules.all_false,
    at=(CANDIDATE, VALID, VERIFIED, MEASURES, FED_BACK, WATCHED),
    to=FALSE,
    label="全部规则为误报",
)
to_inspection = Handover(
    after=reviewing.to_inspection,
    opens="inspection.case",
    takes=(EMPLOYER,),
    carries=rules.inspection_case,
    cites=article("劳动保障监察条例", 14),
)
to_mediation = Handover(
    after=reviewing.to_mediation,
    opens="mediation.case",
    carries=rules.mediation_case,
    cites=article("劳动争议调解仲裁法", 10),
)
# A coordinator is sent by a visit of their own, and answers with what it finds (`verified`). A visit that came back
# because whoever had it left goes to them, with its day and its log; a further one is opened where there is none.
to_coordinator, sent_on = (
    Handover(
        after=act,
        opens=VISIT,
        carries=visiting.visit,
        cites=WAGES_38,
        when=visiting.to_a_coordinator,
        unless=Reply(
            after=act,
            to=VISIT,
            does="taken_up",
            carries=visiting.taken_up,
            cites=WAGES_38,
            onward=True,
            concerning=visiting.came_back,
        ),
    )
    for act in (judging.dispatch, judging.hand_on)
)
# Who carries the warning no longer does not keep its visit.
taken_back = Reply(
    after=judging.relieve,
    to=VISIT,
    does="give_back",
    carries=visiting.relieved,
    cites=WAGES_38,
    onward=True,
    concerning=visiting.whose_visit,
)
to_incident = Handover(
    after=reviewing.to_incident,
    opens=INCIDENT_CODE,
    carries=rules.incident_case,
    cites=article("突发事件应对法", 61, verified=False),
)

CASE = Procedure(
    CODE,
    "用工风险提示",
    since=date(2026, 1, 1),
    opens=judging.open_,
    acts=(*judging.ACTS, *working.ACTS, *reviewing.ACTS),
    limits=LIMITS,
    onces=(seen, unfounded),
    handovers=(to_coordinator, sent_on, to_inspection, to_mediation, to_incident),
    replies=(taken_back,),
    put_right_by=(CHIEF,),
    seen_by=(ANALYST, CHIEF, RESPONDER),
    steps=(CANDIDATE, ISSUED, DISPATCHED, SIGNED, VERIFIED, MEASURES, FED_BACK, CLOSED),
    called=rules.called,
    handled_by=HANDLER,
)
