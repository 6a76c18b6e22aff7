"""研判、签发、派发 — from the signals to the hands of who goes there. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, Act
from tongzhou.procedure.needs import so, that
from tongzhou.warning.cases import facts, papers, rules
from tongzhou.warning.cases.states import (
    ASKED,
    ASSIGNED,
    CANDIDATE,
    CLOSED,
    DISPATCHED,
    DUPLICATE,
    EMPLOYER,
    EVER,
    FALSE,
    FED_BACK,
    HANDLER,
    ISSUED,
    LIVE,
    MEASURES,
    RELIEVED,
    SIGNED,
    TRANSFERRED,
    VALID,
    VERIFIED,
    WATCHED,
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
    says="等级不因此自动变动，由劳动关系监测员调整。",
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
    at=(CANDIDATE, VALID, VERIFIED, MEASURES, FED_BACK, WATCHED),
    asks=facts.FalseAlarm,
    needs=(
        that(rules.known_rules, "所选规则没有命中本件预警"),
        that(
            rules.may_be_false,
            "核实结果不是“不属实”，不能全部登记为误报；只有几条误报的，请选出这几条",
        ),
    ),
    issues=papers.FALSE_ALARM,
    says="原因计入所选规则的误报率。全部规则都是误报的，预警随即办结；否则按其余规则继续办理。",
)
verdict = Act(
    "verdict",
    "逐条认定",
    by=(ANALYST, CHIEF),
    at=(VERIFIED, MEASURES, FED_BACK, WATCHED, CLOSED, TRANSFERRED),
    asks=facts.Verdict,
    needs=(
        that(rules.knows_rules, "所选规则没有命中本件预警"),
        that(rules.leaves_one, "核实为属实的，不能把全部规则都认定为误报"),
    ),
    says="每条规则分别记为属实或误报，计入该条规则。",
)
duplicate = Act(
    "duplicate",
    "与已有预警重复",
    by=(ANALYST, CHIEF),
    at=(CANDIDATE, VALID),
    to=DUPLICATE,
    asks=facts.Duplicate,
    needs=(that(rules.is_another, "请选择已有的预警"),),
    says="两件预警互相关联；只能选同一用人单位、您可以查看的预警。",
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
    says="调出后看不到本件预警，须另行派发或改派；还没有做的走访一并退回待指派。",
)
# What becomes of the visit it sent, told by the visit.
visit_moved = Act(
    "visit_moved",
    "走访任务变动",
    by=HANDED,
    at=(*LIVE, CLOSED, TRANSFERRED, FALSE, DUPLICATE),
    asks=facts.VisitMoved,
)
carrier_left = Act(
    "carrier_left",
    "责任人离任",
    by=HANDED,
    at=LIVE,
    asks=facts.VisitMoved,
    about=HANDLER,
    subject_at=ASSIGNED,
    subject_to=RELIEVED,
    says="须另行派发或改派。",
)
hand_on = Act(
    "hand_on",
    "改派",
    by=(ANALYST, CHIEF),
    at=(ASKED, VERIFIED, MEASURES, FED_BACK, WATCHED),
    asks=facts.Dispatch,
    about=HANDLER,
    adds=True,
    needs=(that(rules.names_a_handler, "请选择处置责任人"),),
    issues=papers.SLIP,
    says="已经核实、处置的，由所选的人接着办，不重新签收。",
)
sign_for = Act("sign_for", "签收", by=RESPONDER, at=DISPATCHED, to=SIGNED, by_handler=True)
upgrade = Act(
    "upgrade",
    "提高等级",
    by=(ANALYST, CHIEF),
    at=LIVE,
    asks=facts.Regrade,
    needs=(
        so(rules.not_reddest, "已是红色，没有更高的等级"),
        that(rules.is_higher, "所选等级不高于现在的等级"),
    ),
    says="签收、反馈的时限按新的等级重新计算。",
)
ACTS = (
    add_hits, confirm, call_false, verdict, duplicate, issue, dispatch, hand_on, relieve, visit_moved,
    carrier_left, sign_for, upgrade,
)  # fmt: skip
