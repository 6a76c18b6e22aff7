"""研判、签发、派发 — from the signals to the hands of who goes there. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, Act
from tongzhou.procedure.needs import so, that
from tongzhou.warning.cases import facts, papers, rules
from tongzhou.warning.cases.states import (
    ASSIGNED,
    CANDIDATE,
    DISPATCHED,
    DUPLICATE,
    EMPLOYER,
    EVER,
    FALSE,
    FED_BACK,
    HANDLER,
    ISSUED,
    LIVE,
    RELIEVED,
    SIGNED,
    VALID,
)
from tongzhou.warning.offices import ANALYST, CHIEF, RESPONDER

WAGES = "保障农民工工资支付条例"

open_ = Act(
    "raise",
    "列为预警候选",
    by=(ANALYST, RESPONDER, HANDED),
    at=(),
    to=CANDIDATE,
    asks=facts.Candidate,
    about=EMPLOYER,
    adds=True,
    needs=(that(rules.one_employer, "一件预警只针对一家用人单位"),),
    cites=article(WAGES, 38, paragraph=2),
    says="同一用人单位的风险信号合并为一件预警。",
)
add_hits = Act(
    "add_hits",
    "补充风险信号",
    by=(ANALYST, RESPONDER, HANDED),
    at=EVER,
    asks=facts.MoreHits,
    about=EMPLOYER,
    cites=article(WAGES, 38, paragraph=2),
    says="等级不因此自动变动，由监测预警员调整。",
)
confirm = Act(
    "confirm",
    "研判为有效",
    by=(ANALYST, CHIEF),
    at=CANDIDATE,
    to=VALID,
    asks=facts.Confirmation,
    cites=article(WAGES, 38, paragraph=2),
)
call_false = Act(
    "call_false",
    "登记误报",
    by=(ANALYST, CHIEF),
    at=(CANDIDATE, VALID, FED_BACK),
    to=FALSE,
    asks=facts.FalseAlarm,
    needs=(
        so(rules.may_be_false, "核实结果不是“不属实”，不能登记为误报"),
        that(rules.known_rules, "所选规则没有命中本件预警"),
    ),
    issues=papers.FALSE_ALARM,
    says="原因计入规则的误报率。",
)
duplicate = Act(
    "duplicate",
    "与已有预警重复",
    by=(ANALYST, CHIEF),
    at=(CANDIDATE, VALID),
    to=DUPLICATE,
    asks=facts.Duplicate,
    needs=(that(rules.is_another, "请填写已有预警的编号"),),
)
issue = Act(
    "issue",
    "签发预警通知单",
    by=(ANALYST, CHIEF),
    at=VALID,
    to=ISSUED,
    asks=facts.Issue,
    issues=papers.NOTICE,
    cites=article(WAGES, 38, paragraph=2),
    says="自签发起计算签收和首次反馈的时限（建议值）。",
)
dispatch = Act(
    "dispatch",
    "派发",
    by=(ANALYST, CHIEF),
    at=(ISSUED, DISPATCHED, SIGNED),
    to=DISPATCHED,
    asks=facts.Dispatch,
    about=HANDLER,
    adds=True,
    needs=(that(rules.names_a_handler, "请选择处置责任人"),),
    issues=papers.SLIP,
)
relieve = Act(
    "relieve",
    "调整责任人",
    by=(ANALYST, CHIEF),
    at=LIVE,
    asks=facts.Relief,
    about=HANDLER,
    subject_at=ASSIGNED,
    subject_to=RELIEVED,
    says="调出后须另行派发。",
)
sign_for = Act("sign_for", "签收", by=RESPONDER, at=DISPATCHED, to=SIGNED, by_handler=True)
upgrade = Act(
    "upgrade",
    "提高等级",
    by=(ANALYST, CHIEF),
    at=LIVE,
    asks=facts.Regrade,
    needs=(that(rules.is_higher, "所选等级不高于现在的等级"),),
    says="签收、反馈的时限按新的等级重新计算。",
)
ACTS = (add_hits, confirm, call_false, duplicate, issue, dispatch, relieve, sign_for, upgrade)
