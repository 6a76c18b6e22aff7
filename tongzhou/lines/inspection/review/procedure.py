"""书面审查 — the procedure: called, sent, looked at, judged; a refusal becomes a case."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days
from tongzhou.lines.inspection.instruments import RULE
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.procedure import CODE as CASE_CODE
from tongzhou.lines.inspection.states import IN_CASE
from tongzhou.procedure.declare import (
    PARTY,
    Act,
    Handover,
    Kind,
    Limit,
    Procedure,
    State,
    after,
    body_late,
)
from tongzhou.procedure.needs import that

from . import facts, rules

CODE = "inspection.review"
CALLED = State("called", staff="待报送", public="请报送书面审查材料")
SENT = State("sent", staff="待审查", public="已报送，正在审查")
RETURNED = State("returned", staff="退回补正", public="请补正材料")
JUDGED = State("judged", staff="已审查", public="已审查", final=True)
REFUSED = State("refused", staff="逾期不报", public="逾期未报送", final=True)
EMPLOYER = Kind("employer", "用人单位", (IN_CASE,), registry="party")

call = Act(
    "call",
    "通知报送书面审查材料",
    by=INSPECTOR,
    at=(),
    to=CALLED,
    asks=facts.Call,
    about=EMPLOYER,
    adds=True,
    needs=(that(rules.one_employer, "一份书面审查只通知一家用人单位"),),
    cites=article(RULE, 14),
)
submit = Act(
    "submit",
    "报送书面审查材料",
    by=(PARTY, INSPECTOR),
    at=(CALLED, RETURNED),
    to=SENT,
    asks=facts.Form,
    about=EMPLOYER,
    cites=article(RULE, 14),
)
give_back = Act("give_back", "退回补正", by=INSPECTOR, at=SENT, to=RETURNED, asks=facts.Returned)
judge = Act("judge", "审查结论", by=INSPECTOR, at=SENT, to=JUDGED, asks=facts.Judgment)
refuse = Act(
    "refuse",
    "认定逾期不报",
    by=INSPECTOR,
    at=CALLED,
    to=REFUSED,
    asks=facts.Refusal,
    cites=article(RULE, 30),
    says="自动立案，按不按要求报送资料处理。",
)
submission = Limit(
    "submission",
    "报送书面审查材料",
    days(0),
    article(RULE, 14),
    starts=after(call, day="due"),
    stops=submit,
    on_lapse=body_late(opens=refuse),
    owed_by=PARTY,
    within=(CALLED,),
)
completion = Limit(
    "completion",
    "补正材料",
    days(0),
    article(RULE, 14),
    starts=after(give_back, day="due"),
    stops=submit,
    owed_by=PARTY,
    within=(RETURNED,),
)
to_case = Handover(
    after=refuse,
    opens=CASE_CODE,
    takes=(EMPLOYER,),
    carries=rules.refusal_case,
    cites=article(RULE, 30),
)
REVIEW = Procedure(
    CODE,
    "劳动保障书面审查",
    since=date(2005, 2, 1),
    opens=call,
    acts=(submit, give_back, judge, refuse),
    limits=(submission, completion),
    handovers=(to_case,),
    put_right_by=(HEAD,),
    seen_by=(INSPECTOR, HEAD),
    steps=(CALLED, SENT, JUDGED),
    called=rules.called,
)
