"""涉嫌犯罪案件移送 — the procedure. Periods of the 移送规定 are written as 日 without a rule on working days: calendar days."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days, hours
from tongzhou.lines.inspection import papers
from tongzhou.lines.inspection.instruments import TRANSFER
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR, LEGAL
from tongzhou.lines.inspection.procedure import CODE as CASE_CODE
from tongzhou.procedure.declare import HANDED, Act, Limit, Paper, Procedure, Reply, after
from tongzhou.procedure.needs import that

from . import facts, rules
from .states import (
    APPROVED,
    DECLINED,
    EMPLOYER,
    ENDED,
    MEMBER,
    RECONSIDERING,
    REFUSED,
    REPORTED,
    RETURNED,
    SENT,
    SUPERVISED,
    SUSPECTED,
    TAKEN,
    WITH_POLICE,
    WORKER,
)

CODE = "inspection.transfer"
REPORT = Paper("transfer_report", "涉嫌犯罪案件移送报告", kind="意见")
REFUSAL = Paper("transfer_refusal", "不予移送决定", kind="决定")
LETTER = Paper("transfer_letter", "涉嫌犯罪案件移送书", papers.series("刑移"), kind="函")
RECONSIDER = Paper("reconsider", "提请复议意见书", papers.series("刑复"), kind="函")
SUPERVISE = Paper("supervise", "立案监督建议书", papers.series("刑监"), kind="函")
GOODS = Paper("goods_list", "移交物品、材料清单", kind="目录")

suspect = Act(
    "suspect",
    "发现涉嫌犯罪",
    by=(INSPECTOR, HANDED),
    at=(),
    to=SUSPECTED,
    asks=facts.Suspicion,
    about=(EMPLOYER, WORKER),
    adds=True,
    cites=article(TRANSFER, 5),
)
report = Act(
    "report",
    "提出移送报告",
    by=INSPECTOR,
    at=SUSPECTED,
    to=REPORTED,
    asks=facts.Report,
    about=MEMBER,
    adds=True,
    needs=(
        that(rules.two_report, "须由二名以上人员组成专案组提出报告", article(TRANSFER, 5)),
        that(rules.may_be_reported, "人数、月数、数额都没有达到移送标准的幅度"),
        that(rules.was_ordered, "须先责令支付，写明责令支付文书"),
        that(rules.order_is_over, "责令支付的期限尚未届满"),
        that(rules.is_complete, "证据清单中必备的材料不齐", article(TRANSFER, 6)),
        that(rules.flight_is_proven, "逃匿的须有逃匿的证据，未逃匿的须有有能力支付的证据"),
    ),
    issues=REPORT,
    cites=article(TRANSFER, 5),
    says="负责人自收到报告之日起三日内决定。",
)
approve = Act(
    "approve",
    "批准移送",
    by=HEAD,
    at=REPORTED,
    to=APPROVED,
    asks=facts.Decision,
    cites=article(TRANSFER, 5),
    says="二十四小时内移送同级公安机关；不得以行政处罚代替移送。",
)
decline = Act(
    "decline",
    "不批准移送",
    by=HEAD,
    at=REPORTED,
    to=DECLINED,
    asks=facts.Decision,
    issues=REFUSAL,
    cites=article(TRANSFER, 5),
    says="不予批准的理由记录在案。",
)
send = Act(
    "send",
    "移送公安机关",
    by=INSPECTOR,
    at=APPROVED,
    to=SENT,
    asks=facts.Sending,
    issues=LETTER,
    cites=article(TRANSFER, 6),
)
forwarded = Act(
    "forwarded",
    "公安机关转送",
    by=INSPECTOR,
    at=SENT,
    asks=facts.Sending,
    cites=article(TRANSFER, 7),
    says="不属于该公安机关管辖的，由其二十四小时内转送并书面告知。",
)
taken = Act(
    "taken",
    "公安机关立案",
    by=INSPECTOR,
    at=WITH_POLICE,
    to=TAKEN,
    asks=facts.PoliceDecision,
    cites=article(TRANSFER, 8),
)
refused = Act(
    "refused",
    "公安机关不予立案",
    by=INSPECTOR,
    at=SENT,
    to=REFUSED,
    asks=facts.PoliceDecision,
    cites=article(TRANSFER, 8),
    says="三日内可以提请复议，也可以建议检察机关立案监督。",
)
reconsider = Act(
    "reconsider",
    "提请复议",
    by=INSPECTOR,
    at=REFUSED,
    to=RECONSIDERING,
    asks=facts.Request,
    issues=RECONSIDER,
    cites=article(TRANSFER, 9),
)
upheld = Act(
    "upheld",
    "复议维持不予立案",
    by=INSPECTOR,
    at=RECONSIDERING,
    to=REFUSED,
    asks=facts.PoliceDecision,
    cites=article(TRANSFER, 9),
)
supervise = Act(
    "supervise",
    "建议立案监督",
    by=INSPECTOR,
    at=(REFUSED, SENT, RECONSIDERING),
    to=SUPERVISED,
    asks=facts.Request,
    issues=SUPERVISE,
    cites=article(TRANSFER, 9),
)
supervised_refused = Act(
    "supervised_refused",
    "立案监督后仍不立案",
    by=INSPECTOR,
    at=SUPERVISED,
    to=REFUSED,
    asks=facts.PoliceDecision,
)
give_back = Act(
    "give_back",
    "接回案件，行政处理",
    by=INSPECTOR,
    at=(SENT, REFUSED, TAKEN),
    to=RETURNED,
    asks=facts.PoliceDecision,
    cites=article(TRANSFER, 8),
    says="公安机关退回案卷材料的，由本机关依法处理。",
)
chase = Act("chase", "催问、报告督办", by=INSPECTOR, at=WITH_POLICE, asks=facts.Chase)
hand_goods = Act(
    "hand_goods",
    "移交物品和材料",
    by=INSPECTOR,
    at=TAKEN,
    asks=facts.Handing,
    issues=GOODS,
    cites=article(TRANSFER, 12),
)
end = Act("end", "登记刑事程序结果", by=INSPECTOR, at=TAKEN, to=ENDED, asks=facts.Outcome)

deciding = Limit(
    "deciding",
    "决定是否移送",
    days(3),
    article(TRANSFER, 5),
    starts=report,
    stops=(approve, decline),
    owed_by=HEAD,
    rolls=False,
)
# By the hour from when the approval was entered; the hour of receipt is among the facts.
sending = Limit(
    "sending",
    "移送公安机关（24小时）",
    hours(24),
    article(TRANSFER, 5),
    starts=approve,
    stops=send,
    rolls=False,
)
police = Limit(
    "police",
    "公安机关决定是否立案",
    days(3),
    article(TRANSFER, 8),
    starts=send,
    stops=(taken, refused, give_back, supervise),
    owed_by=INSPECTOR,
    rolls=False,
)
reconsideration = Limit(
    "reconsideration",
    "提请复议或建议立案监督",
    days(3),
    article(TRANSFER, 9),
    starts=after(refused, day="received_on"),
    stops=(reconsider, supervise, give_back),
    within=(REFUSED, RECONSIDERING, SUPERVISED),
    rolls=False,
)
reconsidered = Limit(
    "reconsidered",
    "公安机关复议决定",
    days(3),
    article(TRANSFER, 9),
    starts=reconsider,
    stops=(taken, upheld, supervise),
    owed_by=INSPECTOR,
    rolls=False,
)
procuratorate = Limit(
    "procuratorate",
    "建议立案监督",
    days(3),
    article(TRANSFER, 9),
    starts=after(upheld, day="received_on"),
    stops=(supervise, give_back),
    within=(REFUSED, SUPERVISED),
    rolls=False,
)
goods = Limit(
    "goods",
    "移交物品和材料",
    days(3),
    article(TRANSFER, 12),
    starts=after(taken, day="received_on"),
    stops=hand_goods,
    within=(TAKEN,),
    rolls=False,
)
LIMITS = (deciding, sending, police, reconsideration, reconsidered, procuratorate, goods)
TOLD = ((taken, "立案"), (refused, "不予立案"), (give_back, "退回"))
to_case = tuple(
    Reply(
        after=act,
        to=source,
        does="police_told",
        carries=rules.told_outcome(outcome),
        cites=article(TRANSFER, 8),
    )
    for act, outcome in TOLD
    for source in (CASE_CODE, "arrears.matter")
)

TRANSFER_CASE = Procedure(
    CODE,
    "涉嫌犯罪案件移送",
    since=date(2020, 8, 7),
    opens=suspect,
    acts=(
        report,
        approve,
        decline,
        send,
        forwarded,
        taken,
        refused,
        reconsider,
        upheld,
        supervise,
        supervised_refused,
        give_back,
        chase,
        hand_goods,
        end,
    ),
    limits=LIMITS,
    replies=to_case,
    put_right_by=(HEAD,),
    seen_by=(INSPECTOR, HEAD, LEGAL),
    steps=(SUSPECTED, REPORTED, APPROVED, SENT, TAKEN, ENDED),
    called=rules.called,
)
