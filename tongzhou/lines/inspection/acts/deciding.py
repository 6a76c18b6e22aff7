"""处理 — proposed, told, answered, heard, reviewed, discussed, decided. Nothing out of order."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection import papers
from tongzhou.lines.inspection.facts import concluding
from tongzhou.lines.inspection.facts import deciding as facts
from tongzhou.lines.inspection.instruments import LOCAL, PENALTY, RULE
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR, LEGAL
from tongzhou.lines.inspection.rules import deciding as rules
from tongzhou.lines.inspection.rules import penalties
from tongzhou.lines.inspection.states import (
    CLOSED,
    CONCLUDED,
    DECIDED,
    DONE,
    DROPPED,
    EMPLOYER,
    EXEMPT,
    FILED,
    FOUND,
    INVESTIGATING,
    OFFICER,
    PUNISHED,
    REFERRED,
    SUSPECTED,
    SUSPENDED,
    TREATED,
    UNFOUNDED,
    VIOLATION,
)
from tongzhou.procedure.declare import PARTY, Act
from tongzhou.procedure.needs import done, if_so, so, that
from tongzhou.procedure.serving import ServiceOfPaper

from .opening import has_team

proposed = so(rules.is_proposed, "须先拟处理意见")
told = so(rules.is_told, "须先告知拟作出的决定并送达告知书", article(PENALTY, 44))
spoken = so(
    rules.statement_is_over, "陈述申辩期限未满，或者陈述申辩还没有复核", article(PENALTY, 45)
)
heard = so(rules.hearing_is_over, "听证权利尚未行使完毕", article(PENALTY, 64))
reviewed = if_so(
    rules.needs_review, so(rules.is_reviewed, "须先经法制审核同意", article(PENALTY, 58))
)
discussed = if_so(
    rules.needs_discussion, so(rules.is_discussed, "须先经负责人集体讨论", article(PENALTY, 57))
)
all_found = that(rules.proposes_for_all_found, "须对每项查实而未处理的违法事项提出处理意见")

propose = Act(
    "propose",
    "拟处理意见",
    by=INSPECTOR,
    at=CONCLUDED,
    asks=concluding.Opinion,
    about=VIOLATION,
    subject_at=FOUND,
    needs=(
        has_team,
        all_found,
        that(
            rules.within_band,
            "罚款超出裁量基准建议的幅度；确需偏离的，办理“偏离裁量基准的处理意见”",
            article(PENALTY, 34),
        ),
    ),
    issues=papers.OPINION,
    cites=article(PENALTY, 57),
    by_handler=True,
)
propose_departing = Act(
    "propose_departing",
    "偏离裁量基准的处理意见",
    by=INSPECTOR,
    at=CONCLUDED,
    asks=concluding.Departure,
    about=VIOLATION,
    subject_at=FOUND,
    hands=OFFICER,
    needs=(
        has_team,
        all_found,
        that(rules.leaves_band, "罚款在裁量基准幅度以内，办理“拟处理意见”即可"),
    ),
    issues=papers.OPINION,
    cites=article(PENALTY, 34),
    says="须逐项写明偏离的理由，由另一名承办监察员本人确认，并经法制审核。",
)
tell = Act(
    "tell",
    "事先告知",
    by=INSPECTOR,
    at=CONCLUDED,
    asks=facts.Notice,
    about=VIOLATION,
    subject_at=FOUND,
    needs=(
        proposed,
        that(rules.tells_as_proposed, "告知的内容与处理意见不一致"),
        that(rules.offers_hearing, "须告知听证权利", article(PENALTY, 63)),
        that(penalties.may_be_told, "法定条件尚未具备，不能拟作此项处罚、处理"),
    ),
    issues=papers.NOTICE,
    cites=article(PENALTY, 44),
    by_handler=True,
)
serve_notice = Act(
    "serve_notice",
    "送达事先告知书",
    by=INSPECTOR,
    at=CONCLUDED,
    asks=ServiceOfPaper,
    about=EMPLOYER,
    needs=(done(tell),),
    says="自收到之日起五个工作日内可以要求听证。",
)
state = Act(
    "state",
    "陈述申辩",
    by=(PARTY, INSPECTOR),
    at=CONCLUDED,
    asks=facts.Statement,
    about=EMPLOYER,
    needs=(done(tell),),
    issues=papers.STATEMENT,
    cites=article(PENALTY, 45),
    says="不会因为陈述申辩而给予更重的处罚。",
)
consider = Act(
    "consider",
    "复核陈述申辩",
    by=INSPECTOR,
    at=CONCLUDED,
    asks=facts.Considered,
    needs=(done(state, since=tell),),
    cites=article(PENALTY, 45),
    by_handler=True,
)
ask_hearing = Act(
    "ask_hearing",
    "要求听证",
    by=(PARTY, INSPECTOR),
    at=CONCLUDED,
    asks=facts.HearingRequest,
    about=EMPLOYER,
    needs=(done(serve_notice, since=tell),),
    cites=article(PENALTY, 64),
)
waive_hearing = Act(
    "waive_hearing",
    "放弃听证",
    by=(PARTY, INSPECTOR),
    at=CONCLUDED,
    asks=facts.HearingRequest,
    about=EMPLOYER,
    needs=(done(serve_notice, since=tell),),
    cites=article(PENALTY, 64),
)
set_hearing = Act(
    "set_hearing",
    "通知听证",
    by=HEAD,
    at=CONCLUDED,
    asks=facts.Hearing,
    needs=(so(rules.hearing_asked, "当事人没有要求听证"),),
    issues=papers.HEARING_NOTICE,
    cites=article(PENALTY, 64),
    says="须在举行听证的七个工作日前通知。",
)
serve_hearing = Act(
    "serve_hearing",
    "送达听证通知书",
    by=INSPECTOR,
    at=CONCLUDED,
    asks=ServiceOfPaper,
    about=EMPLOYER,
    needs=(done(set_hearing),),
)
hear = Act(
    "hear",
    "听证笔录",
    by=(HEAD, LEGAL),
    at=CONCLUDED,
    asks=facts.HearingRecord,
    needs=(done(set_hearing, since=ask_hearing),),
    issues=papers.HEARING_RECORD,
    cites=article(PENALTY, 64),
)
legal_review = Act(
    "legal_review",
    "法制审核",
    by=LEGAL,
    at=CONCLUDED,
    asks=facts.LegalReview,
    needs=(proposed,),
    issues=papers.LEGAL_REVIEW,
    cites=article(PENALTY, 58),
)
discuss = Act(
    "discuss",
    "集体讨论",
    by=HEAD,
    at=CONCLUDED,
    asks=facts.Discussion,
    needs=(proposed,),
    issues=papers.DISCUSSION,
    cites=article(PENALTY, 57),
)
punish = Act(
    "punish",
    "行政处罚决定",
    by=HEAD,
    at=CONCLUDED,
    asks=facts.Decision,
    about=VIOLATION,
    subject_at=FOUND,
    subject_to=PUNISHED,
    needs=(
        has_team,
        proposed,
        told,
        spoken,
        heard,
        reviewed,
        discussed,
        that(rules.decides_something, "请逐项写明决定的内容"),
        that(rules.no_heavier, "处罚不得重于事先告知的内容", article(PENALTY, 45)),
        that(rules.warning_was_proposed, "没有告知的警告不能给予", article(PENALTY, 44)),
        that(penalties.may_be_fined, "法定的处罚条件尚未具备，或者罚款不在法定幅度以内"),
    ),
    issues=papers.PUNISHMENT,
    cites=article(PENALTY, 57),
)
treat = Act(
    "treat",
    "行政处理决定",
    by=HEAD,
    at=CONCLUDED,
    asks=facts.Decision,
    about=VIOLATION,
    subject_at=FOUND,
    subject_to=TREATED,
    needs=(
        has_team,
        proposed,
        told,
        spoken,
        reviewed,
        discussed,
        that(rules.decides_something, "请逐项写明决定的内容"),
        that(rules.no_heavier, "处理不得重于事先告知的内容", article(RULE, 19)),
        that(penalties.may_be_ordered_paid, "加付赔偿金等处理的法定条件尚未具备"),
    ),
    issues=papers.TREATMENT,
    cites=article(RULE, 18),
)
exempt = Act(
    "exempt",
    "不予行政处罚决定",
    by=HEAD,
    at=CONCLUDED,
    asks=facts.Exemption,
    about=VIOLATION,
    subject_at=FOUND,
    subject_to=EXEMPT,
    needs=(
        has_team,
        reviewed,
        that(penalties.may_be_exempted, "查明的事实不符合所选的不予处罚情形", article(PENALTY, 33)),
    ),
    issues=papers.EXEMPTION,
    cites=article(PENALTY, 33),
)
finish = Act(
    "finish",
    "改正后结案",
    by=HEAD,
    at=CONCLUDED,
    asks=facts.Finished,
    about=VIOLATION,
    subject_at=FOUND,
    subject_to=DONE,
    needs=(that(penalties.was_corrected, "违法行为还没有改正"),),
    cites=article(RULE, 18),
)
drop = Act(
    "drop",
    "撤销立案",
    by=HEAD,
    at=(FILED, INVESTIGATING, SUSPENDED, CONCLUDED),
    asks=facts.Dropping,
    about=VIOLATION,
    subject_at=(SUSPECTED, FOUND, UNFOUNDED),
    subject_to=DROPPED,
    issues=papers.DROPPING,
    cites=article(LOCAL, 19),
)
refer = Act(
    "refer",
    "移送有关机关",
    by=HEAD,
    at=(FILED, INVESTIGATING, CONCLUDED),
    asks=facts.Referral,
    about=VIOLATION,
    subject_at=(SUSPECTED, FOUND),
    subject_to=REFERRED,
    issues=papers.REFERRAL,
    cites=article(RULE, 18),
)
revoke = Act(
    "revoke",
    "撤销、变更决定",
    by=HEAD,
    at=(DECIDED, CLOSED),
    asks=facts.Revocation,
    about=VIOLATION,
    subject_at=(PUNISHED, TREATED),
    issues=papers.REVOCATION,
    says="已经公示的，三个工作日内撤回公示并公开说明理由。",
)
redecide = Act(
    "redecide",
    "重新处理",
    by=HEAD,
    at=DECIDED,
    to=CONCLUDED,
    about=VIOLATION,
    subject_at=(PUNISHED, TREATED),
    subject_to=FOUND,
    needs=(done(revoke),),
)
ACTS = (
    propose,
    propose_departing,
    tell,
    serve_notice,
    state,
    consider,
    ask_hearing,
    waive_hearing,
    set_hearing,
    serve_hearing,
    hear,
    legal_review,
    discuss,
    punish,
    treat,
    exempt,
    finish,
    drop,
    refer,
    revoke,
    redecide,
)
