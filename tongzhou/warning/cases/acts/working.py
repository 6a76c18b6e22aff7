"""提示、说明、核实、处置、反馈 — the employer is asked first; then somebody goes there. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import done, so, that
from tongzhou.procedure.serving import ServiceOfPaper
from tongzhou.warning.cases import facts, papers, rules
from tongzhou.warning.cases.states import (
    ASKED,
    CLOSED,
    DISPATCHED,
    DONE,
    DROPPED,
    DUPLICATE,
    EMPLOYER,
    FALSE,
    FED_BACK,
    FINDING,
    HELPER,
    MEASURE,
    MEASURES,
    PENDING,
    SIGNED,
    TRANSFERRED,
    VERIFIED,
    WATCHED,
    WORKING,
)
from tongzhou.warning.offices import ANALYST, RESPONDER, SENT

from .judging import WAGES

WITH_EMPLOYER = (ASKED, VERIFIED, MEASURES, FED_BACK, WATCHED)
letter = Act(
    "letter",
    "发出风险提示函",
    by=(RESPONDER, ANALYST),
    by_handler=RESPONDER,
    at=FINDING,
    to=ASKED,
    asks=facts.Letter,
    about=EMPLOYER,
    issues=papers.LETTER,
    cites=article(WAGES, 38, paragraph=2),
    says="用人单位在门户看到提示函，可以先行说明。说明以前不作任何认定。",
)
serve = Act(
    "serve",
    "登记送达",
    by=(RESPONDER, ANALYST),
    by_handler=RESPONDER,
    at=WITH_EMPLOYER,
    asks=ServiceOfPaper,
    about=EMPLOYER,
)
explain = Act(
    "explain",
    "说明情况",
    by=(PARTY, RESPONDER),
    by_handler=RESPONDER,
    at=WITH_EMPLOYER,
    asks=facts.Explanation,
    about=EMPLOYER,
    says="您可以说明实际情况，也可以提出需要的帮助。",
)
call = Act(
    "call",
    "电话提醒",
    by=RESPONDER,
    by_handler=True,
    at=WORKING,
    asks=facts.Call,
    needs=(that(rules.done_by_now, "通话日期不能晚于办理之日"),),
)
interview = Act(
    "interview",
    "约谈",
    by=(RESPONDER, ANALYST),
    by_handler=RESPONDER,
    at=WORKING,
    asks=facts.Interview,
    about=EMPLOYER,
    needs=(that(rules.done_by_now, "约谈日期不能晚于办理之日"),),
    issues=papers.INTERVIEW,
)
verified = Act(
    "verified",
    "核实",
    by=(RESPONDER, HANDED),
    by_handler=RESPONDER,
    at=(DISPATCHED, SIGNED, *WITH_EMPLOYER, CLOSED, TRANSFERRED, FALSE, DUPLICATE),
    asks=facts.Verification,
    needs=(that(rules.done_by_now, "核实日期不能晚于办理之日"),),
    issues=papers.CHECKED,
    says="协调员走访的结果自动填入；也可以由处置责任人直接登记。离线记录迟到的，预警办结以后仍然收下。",
)
plan = Act(
    "plan",
    "制定处置方案",
    by=(RESPONDER, ANALYST),
    by_handler=RESPONDER,
    at=(VERIFIED, MEASURES),
    to=MEASURES,
    asks=facts.Plan,
    about=(MEASURE, HELPER),
    adds=True,
    needs=(
        that(rules.new_measures, "措施编号与已有的措施重复，请刷新后再办"),
        that(rules.offices_known, "每项措施须选定由谁办，请从名单中选"),
        that(rules.steps_to_come, "措施的期限不能早于今天"),
    ),
    issues=papers.PLAN,
)
do_measure = Act(
    "do_measure",
    "登记措施落实",
    by=(*SENT, ANALYST),
    by_owner=SENT,
    at=MEASURES,
    asks=facts.MeasureDone,
    about=MEASURE,
    subject_at=PENDING,
    subject_to=DONE,
)
drop_measure = Act(
    "drop_measure",
    "不再实施的措施",
    by=(*SENT, ANALYST),
    by_owner=SENT,
    at=MEASURES,
    asks=facts.MeasureDropped,
    about=MEASURE,
    subject_at=PENDING,
    subject_to=DROPPED,
)
progress = Act(
    "progress",
    "续报情况",
    by=RESPONDER,
    by_handler=True,
    at=(*WORKING, WATCHED),
    asks=facts.Progress,
)
feed_back = Act(
    "feed_back",
    "反馈处置结果",
    by=RESPONDER,
    by_handler=True,
    at=(VERIFIED, MEASURES),
    to=FED_BACK,
    asks=facts.Feedback,
    needs=(
        done(verified),
        so(rules.measures_settled, "还有措施没有落实，请先登记落实或说明不再实施"),
    ),
)
ACTS = (
    letter, serve, explain, call, interview, verified, plan, do_measure, drop_measure, progress, feed_back,
)  # fmt: skip
