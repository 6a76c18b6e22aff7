"""评估验收 — the flow chart: the zone scores itself, assessors beside it, findings, putting right, opinion."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.zones.offices import (
    ASSESSOR,
    COUNTY,
    LEAGUE_FOUR,
    REGION_FOUR,
    REGION_HRSS,
    ZONE_OFFICE,
)
from tongzhou.lines.zones.policy import policy
from tongzhou.procedure.declare import (
    HANDED,
    Act,
    Kind,
    Limit,
    Once,
    Paper,
    Procedure,
    Reply,
    Round,
    Slot,
    State,
    after,
)
from tongzhou.procedure.needs import so, that

from . import facts, rules

CITES = policy(5)

OPEN_ITEM = State("open", staff="评分", public="评分")
ITEM = Kind("item", "评分项", (OPEN_ITEM,))
ORDERED = State("ordered", staff="待整改", public="待整改")
REPAIRED = State("repaired", staff="待复核", public="已整改，待复核")
CLEARED = State("cleared", staff="已销号", public="整改完成", final=True)
FIX = Kind("fix", "整改事项", (ORDERED, REPAIRED, CLEARED))

SELF = State("self", staff="自评打分", public="自评中")
ASSESSING = State("assessing", staff="评估打分", public="评估中")
RECTIFYING = State("rectifying", staff="限期整改", public="整改中")
AT_REGION = State("at_region", staff="自治区四部门会签", public="四部门会签中")
AGREED = State("agreed", staff="待出具验收意见", public="待出具验收意见")
DISAGREED = State("disagreed", staff="四部门有不同意见", public="会签未通过")
SELF_DONE = State("self_done", staff="自评完成", public="自评完成", final=True)
PASSED = State("passed", staff="通过", public="评估通过", final=True)
HALTED = State("halted", staff="已中止", public="评估已中止", final=True)
FAILED = State("failed", staff="不通过", public="评估不通过", final=True)

SELF_REPORT = Paper("self_report", "自评报告", kind="报告")
EVALUATION_REPORT = Paper("evaluation_report", "评估报告", kind="报告")
RECTIFICATION_PAPER = Paper(
    "rectification", "限期整改通知", "{prefix}试验改〔{year}〕{n}号", kind="通知"
)
ACCEPTANCE_PAPER = Paper("acceptance", "验收意见", "{prefix}试验验〔{year}〕{n}号", kind="意见")
REFUSAL_PAPER = Paper(
    "not_passed", "评估不通过的通知", "{prefix}试验评〔{year}〕{n}号", kind="通知"
)

points_hold = that(rules.within_points, "有得分超过该项分值，或评分项不在评分表中，请核对")
not_self = so(rules.is_assessed_by_others, "自评由试验区完成，不进行评估打分")
scored = so(rules.scored_by_two, "每个评分项须有二名以上评估组成员打分")

open_ = Act(
    "open",
    "启动评估",
    by=HANDED,
    at=(),
    to=SELF,
    asks=facts.Opening,
    about=ITEM,
    adds=True,
    cites=CITES,
)
score_self = Act(
    "score_self",
    "自评打分",
    by=ZONE_OFFICE,
    at=SELF,
    asks=facts.SelfScores,
    about=ITEM,
    needs=(points_hold,),
    cites=CITES,
)
submit = Act(
    "submit",
    "提交自评得分",
    by=ZONE_OFFICE,
    at=SELF,
    to=ASSESSING,
    asks=facts.Submission,
    needs=(not_self, so(rules.self_scored, "还有评分项没有自评得分")),
    cites=CITES,
)
finish_self = Act(
    "finish_self",
    "完成年度自评",
    by=ZONE_OFFICE,
    at=SELF,
    to=SELF_DONE,
    asks=facts.SelfReport,
    needs=(
        so(rules.is_yearly_self, "本次不是年度自评"),
        so(rules.self_scored, "还有评分项没有自评得分"),
    ),
    issues=SELF_REPORT,
    cites=CITES,
)
ask_acceptance = Act(
    "ask_acceptance",
    "完成自评并申请验收",
    by=ZONE_OFFICE,
    at=SELF,
    to=SELF_DONE,
    asks=facts.SelfReport,
    needs=(
        so(rules.is_before_acceptance, "本次不是为申请验收所作的自评"),
        so(rules.self_scored, "还有评分项没有自评得分"),
    ),
    issues=SELF_REPORT,
    cites=CITES,
)
assess = Act(
    "assess",
    "评估打分",
    by=ASSESSOR,
    at=ASSESSING,
    asks=facts.Assessment,
    about=ITEM,
    needs=(not_self, points_hold),
    says="可以先打部分评分项；再次打分的，以最后一次为准。",
    cites=CITES,
)
conclude = Act(
    "conclude",
    "评估通过",
    by=REGION_HRSS,
    at=(ASSESSING, RECTIFYING),
    to=PASSED,
    asks=facts.Findings,
    needs=(
        so(rules.is_not_final, "期末评估须由自治区四部门签署验收意见"),
        scored,
        so(rules.all_cleared, "还有整改事项没有销号"),
    ),
    issues=EVALUATION_REPORT,
    cites=CITES,
)
propose = Act(
    "propose",
    "提请四部门签署",
    by=REGION_HRSS,
    at=(ASSESSING, RECTIFYING, DISAGREED),
    to=AT_REGION,
    asks=facts.Proposal,
    writes="conclusion",
    needs=(
        so(rules.is_final, "只有期末评估需要签署验收意见"),
        scored,
        so(rules.all_cleared, "还有整改事项没有销号"),
    ),
    issues=EVALUATION_REPORT,
    cites=CITES,
)
sign = Act(
    "sign",
    "签署验收意见",
    by=REGION_FOUR,
    at=AT_REGION,
    asks=facts.Opinion,
    needs=(that(rules.saw_the_conclusion, "结论已更新，请阅读新的结论后再签署"),),
    cites=CITES,
)
accept = Act(
    "accept",
    "出具验收意见",
    by=REGION_HRSS,
    at=AGREED,
    to=PASSED,
    asks=facts.Acceptance,
    issues=ACCEPTANCE_PAPER,
    cites=CITES,
)
order = Act(
    "order",
    "责令限期整改",
    by=REGION_HRSS,
    at=(ASSESSING, DISAGREED),
    to=RECTIFYING,
    asks=facts.Rectification,
    about=FIX,
    adds=True,
    needs=(
        not_self,
        scored,
        that(rules.days_ahead, "整改期限须在今天以后"),
        so(rules.nothing_ordered, "本次评估已经责令整改；再次整改的，退回未完成的事项"),
    ),
    issues=RECTIFICATION_PAPER,
    cites=CITES,
)
repair = Act(
    "repair",
    "报送整改",
    by=ZONE_OFFICE,
    at=RECTIFYING,
    asks=facts.Repair,
    about=FIX,
    subject_at=ORDERED,
    subject_to=REPAIRED,
    cites=CITES,
)
clear = Act(
    "clear",
    "复核销号",
    by=(ASSESSOR, REGION_HRSS),
    at=RECTIFYING,
    asks=facts.Verification,
    about=FIX,
    subject_at=REPAIRED,
    subject_to=CLEARED,
    cites=CITES,
)
send_back = Act(
    "send_back",
    "退回继续整改",
    by=(ASSESSOR, REGION_HRSS),
    at=(RECTIFYING, DISAGREED),
    to=RECTIFYING,
    asks=facts.SendBack,
    about=FIX,
    subject_at=(REPAIRED, CLEARED),
    subject_to=ORDERED,
    needs=(that(rules.day_ahead, "整改期限须在今天以后"),),
    cites=CITES,
)
fail = Act(
    "fail",
    "评估不通过",
    by=REGION_HRSS,
    at=(ASSESSING, RECTIFYING, DISAGREED),
    to=FAILED,
    asks=facts.Refusal,
    needs=(not_self, scored),
    issues=REFUSAL_PAPER,
    says="不通过的，试验区可重新自评后再申请验收，或由自治区终止试验。",
    cites=CITES,
)

halt = Act(
    "halt",
    "中止评估",
    by=REGION_HRSS,
    at=(SELF, ASSESSING, RECTIFYING, DISAGREED, AGREED),
    to=HALTED,
    asks=facts.Halt,
    says="不作结论。期末评估中止的，试验区回到“自评”，可以重新组织。",
    cites=CITES,
)
withdraw = Act(
    "withdraw",
    "撤回自评",
    by=ZONE_OFFICE,
    at=SELF,
    to=HALTED,
    asks=facts.Halt,
    needs=(so(rules.is_self, "只有自评可以由试验区撤回"),),
    cites=CITES,
)

region = Round(
    "region",
    "自治区四部门验收意见",
    at=AT_REGION,
    slots=tuple(Slot(o) for o in REGION_FOUR),
    sign=sign,
    agreed=AGREED,
    refused=DISAGREED,
    text="conclusion",
)

# Each thing to be put right has the day set for it.
fix_due = Limit(
    "fix_due",
    "限期整改",
    days(0),
    CITES,
    starts=(after(order, day="dues"), after(send_back, day="due")),
    stops=repair,
    per=FIX,
    owed_by=ZONE_OFFICE,
    rolls=False,
)

ZONE = "zones.zone"
REPLIES = (
    Reply(finish_self, ZONE, "note_outcome", rules.outcome_passed, CITES),
    Reply(ask_acceptance, ZONE, "self_evaluated", rules.outcome_passed, CITES),
    Reply(conclude, ZONE, "note_outcome", rules.outcome_passed, CITES),
    Reply(accept, ZONE, "pass", rules.outcome_passed, CITES),
    Reply(order, ZONE, "put_right", rules.outcome_put_right, CITES, when=rules.when_final),
    Reply(order, ZONE, "note_outcome", rules.outcome_put_right, CITES, when=rules.when_not_final),
    Reply(fail, ZONE, "fail", rules.outcome_failed, CITES, when=rules.when_final),
    Reply(fail, ZONE, "note_outcome", rules.outcome_failed, CITES, when=rules.when_not_final),
    Reply(halt, ZONE, "halted", rules.halted, CITES, when=rules.when_final),
)

EVALUATION = Procedure(
    "zones.evaluation",
    "评估验收",
    since=date(2018, 3, 26),
    opens=open_,
    acts=(
        score_self,
        submit,
        finish_self,
        ask_acceptance,
        assess,
        conclude,
        propose,
        accept,
        order,
        repair,
        clear,
        send_back,
        fail,
        halt,
        withdraw,
    ),
    limits=(fix_due,),
    rounds=(region,),
    replies=REPLIES,
    texts={"conclusion": ("结论意见",)},
    onces=(Once(rules.scores_brought, at=SELF, to=ASSESSING, label="带入验收前自评得分"),),
    put_right_by=(REGION_HRSS,),
    seen_by=(COUNTY, *LEAGUE_FOUR, *REGION_FOUR),
    steps=(SELF, ASSESSING, AT_REGION, PASSED),
    called=rules.called,
)
