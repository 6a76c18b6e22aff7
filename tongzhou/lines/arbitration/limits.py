"""期限 — each sentence of the law about time in arbitration, as one object.

三日、五日、十日 are working days, 十五日、四十五日 calendar days (办案规则 80).
"""

from __future__ import annotations

from tongzhou.law import article, days, working_days
from tongzhou.lines.arbitration.acts import bringing as b
from tongzhou.lines.arbitration.acts import changing as c
from tongzhou.lines.arbitration.acts import deciding as d
from tongzhou.lines.arbitration.acts import trying as t
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.states import (
    ACCEPTED,
    APPLIED,
    CLAIMANT,
    CORRECTING,
    COUNTERCLAIM,
    HEARING,
    PASSING,
    RECUSAL,
    RESPONDENT,
    SUGGESTED,
)
from tongzhou.procedure.declare import (
    PARTY,
    Between,
    Extension,
    Limit,
    after,
    body_late,
    right_lost,
)

LAW, RULES = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
TRIAL = (ACCEPTED, PASSING)  # once the case is decided, nobody waits for these any more
BEFORE = (APPLIED, CORRECTING, SUGGESTED)
acceptances = (b.accept, b.accept_simple, b.accept_collective)

acceptance = Limit(
    "acceptance",
    "决定是否受理",
    working_days(5),
    article(LAW, 29),
    starts=(b.apply, b.supply, b.supply_own, b.decline_suggestion),
    stops=(*acceptances, b.refuse, b.ask_papers, b.suggest),
    on_lapse=body_late(opens=b.certify_not_decided),
    owed_by=CLERK,
    within=BEFORE,
)
# The law names no days for the applicant: the notice does.
correction = Limit(
    "correction",
    "补正材料",
    days(0),
    article(RULES, 29),
    starts=after(b.ask_papers, day="due"),
    stops=(b.supply, b.supply_own),
    owed_by=PARTY,
    within=BEFORE,
)
copy = Limit(
    "copy",
    "送达申请书副本",
    working_days(5),
    article(LAW, 30),
    per=RESPONDENT,
    starts=(*acceptances, c.join),
    stops=after(t.serve_copy, day="received_on"),
    owed_by=CLERK,
    within=TRIAL,
)
defence = Limit(
    "defence",
    "答辩",
    working_days(10),
    article(LAW, 30),
    per=RESPONDENT,
    starts=after(t.serve_copy, day="received_on"),
    stops=(t.answer, t.waive_defence),
    owed_by=PARTY,
    within=TRIAL,
)
forwarding = Limit(
    "forwarding",
    "转送答辩书副本",
    working_days(5),
    article(LAW, 30),
    per=RESPONDENT,
    starts=t.answer,
    stops=t.forward_defence,
    within=TRIAL,
)
tribunal_notice = Limit(
    "tribunal_notice",
    "告知仲裁庭组成",
    working_days(5),
    article(LAW, 32),
    starts=(b.accept, b.accept_simple),
    stops=t.notify_tribunal,
    within=TRIAL,
)
one_time_notice = Limit(
    "one_time_notice",
    "集体争议一次性告知",
    working_days(5),
    article(RULES, 64),
    starts=b.accept_collective,
    stops=t.one_notice,
    within=TRIAL,
)
evidence = Limit(
    "evidence",
    "举证",
    days(0),
    article(RULES, 19),
    starts=(after(t.set_evidence, day="until"), after(t.one_notice, day="evidence_until")),
    stops=t.hear,
    owed_by=PARTY,
    within=TRIAL,
)
recusal = Limit(
    "recusal",
    "决定回避申请",
    working_days(3),
    article(RULES, 11),
    per=RECUSAL,
    starts=t.ask_recusal,
    stops=t.decide_recusal,
    within=TRIAL,
)
counterclaim = Limit(
    "counterclaim",
    "决定是否受理反申请",
    working_days(5),
    article(RULES, 36),
    per=COUNTERCLAIM,
    starts=c.counterclaim,
    stops=(c.take_counterclaim, c.refuse_counterclaim),
    owed_by=CLERK,
    within=TRIAL,
)
hearing_notice = Limit(
    "hearing_notice",
    "开庭通知",
    working_days(5),
    article(LAW, 35),
    per=HEARING,
    starts=after(t.set_hearing, day="hearing_on"),
    stops=(t.notify_hearing, t.one_notice),
    back=True,
    within=TRIAL,
)
postponement = Limit(
    "postponement",
    "请求延期开庭",
    working_days(3),
    article(LAW, 35),
    per=HEARING,
    starts=after(t.set_hearing, day="hearing_on"),
    stops=t.ask_postponement,
    back=True,
    owed_by=PARTY,
    within=TRIAL,
)
entrusted = Limit(
    "entrusted",
    "委托调解",
    working_days(10),
    article(RULES, 70),
    starts=t.entrust,
    stops=t.report_entrusted,
    owed_by=ARBITRATOR,
    within=TRIAL,
)
# It runs while the case is being tried: entering that stage starts it, also after a transfer (46), and the
# case leaves the stage when everybody's claims have been decided. A conversion does not touch it (61).
decision = Limit(
    "decision",
    "审结（裁决）",
    days(45),
    article(LAW, 43),
    during=ACCEPTED,
    restarts=(c.join, c.join_claimants, c.amend_claim, c.take_counterclaim),
    extended=Extension(by=t.extend, most=15),
    not_counted=(
        Between(t.stay, t.resume, "中止审理"),
        Between(t.publish, t.published, "公告送达"),
    ),
    on_lapse=body_late(opens=d.certify_late),
    owed_by=ARBITRATOR,
)
cancellation = Limit(
    "cancellation",
    "通知撤销案件",
    working_days(5),
    article(RULES, 32),
    starts=b.cancel,
    stops=after(t.serve_paper, day="sent_on"),
)
sue_final = Limit(
    "sue_final",
    "劳动者对终局裁决起诉",
    days(15),
    article(LAW, 48),
    per=CLAIMANT,
    outlives=True,
    starts=after(d.serve_final, day="received_on"),
    stops=after(d.sue_final, day="filed_on"),
    on_lapse=right_lost(),
    owed_by=PARTY,
)
annul = Limit(
    "annul",
    "申请撤销终局裁决",
    days(30),
    article(LAW, 49),
    per=RESPONDENT,
    outlives=True,
    starts=after(d.serve_final, day="received_on"),
    stops=after(d.ask_annulment, day="filed_on"),
    on_lapse=right_lost(),
    owed_by=PARTY,
)
sue_other = Limit(
    "sue_other",
    "申请人对裁决起诉",
    days(15),
    article(LAW, 50),
    per=CLAIMANT,
    outlives=True,
    starts=after(d.serve_other, day="received_on"),
    stops=after(d.sue_other, day="filed_on"),
    on_lapse=right_lost(),
    owed_by=PARTY,
)
sue_other_respondent = sue_other.but(
    code="sue_other_respondent", label="被申请人对裁决起诉", per=RESPONDENT
)
after_annulment = Limit(
    "after_annulment",
    "裁决被撤销后申请人起诉",
    days(15),
    article(LAW, 49),
    per=CLAIMANT,
    outlives=True,
    starts=after(d.annulment_ruled, day="annulled_on"),
    stops=after(d.sue_annulled, day="filed_on"),
    on_lapse=right_lost(),
    owed_by=PARTY,
)
after_annulment_respondent = after_annulment.but(
    code="after_annulment_respondent", label="裁决被撤销后被申请人起诉", per=RESPONDENT
)
LIMITS = (
    acceptance,
    correction,
    copy,
    defence,
    forwarding,
    tribunal_notice,
    one_time_notice,
    evidence,
    recusal,
    counterclaim,
    hearing_notice,
    postponement,
    entrusted,
    decision,
    cancellation,
    sue_final,
    annul,
    sue_other,
    sue_other_respondent,
    after_annulment,
    after_annulment_respondent,
)
