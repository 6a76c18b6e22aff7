"""申请、受理 — from the application to the case: brought, corrected, taken, refused, passed on, split, withdrawn."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.facts import bringing as facts
from tongzhou.lines.arbitration.facts import deciding
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.rules import track as rules
from tongzhou.lines.arbitration.states import (
    ACCEPTED,
    ACTING,
    AGENT,
    AGREED,
    APPLIED,
    CLAIMANT,
    CLAIMING,
    CORRECTING,
    DECIDED,
    PASSING,
    REFUSED,
    REPLACED,
    RESPONDENT,
    SPLIT,
    SPOKESMAN,
    SUGGESTED,
    THIRD,
    WITHDRAWN,
)
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import so, that

LAW, RULES = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
BEFORE = (APPLIED, CORRECTING, SUGGESTED)

apply = Act(
    "apply",
    "申请仲裁",
    by=(PARTY, CLERK, HANDED),
    at=(),
    to=APPLIED,
    asks=facts.Application,
    about=(CLAIMANT, RESPONDENT, THIRD),
    adds=True,
    issues=papers.RECEIPT,
    cites=article(LAW, 28),
    says="收到申请之日起五个工作日内决定是否受理。",
)
add_claimants = Act(
    "add_claimants",
    "增加申请人",
    by=CLERK,
    at=BEFORE,
    asks=facts.MoreClaimants,
    about=CLAIMANT,
    adds=True,
    needs=(that(rules.claims_are_of_those_named, "每名申请人至少有一项请求"),),
    cites=article(RULES, 5),
)
vote = Act(
    "vote",
    "推选代表人投票",
    by=PARTY,
    at=(*BEFORE, ACCEPTED),
    asks=facts.Vote,
    about=CLAIMANT,
    needs=(so(rules.is_group, "十人以上的争议才推选代表人", article(RULES, 63)),),
    cites=article(RULES, 63),
)
represent = Act(
    "represent",
    "确定代表人",
    by=CLERK,
    at=(*BEFORE, ACCEPTED),
    asks=facts.Election,
    about=SPOKESMAN,
    adds=True,
    needs=(
        so(rules.is_group, "十人以上的争议才推选代表人", article(RULES, 63)),
        that(rules.three_to_five, "代表人为三至五名", article(RULES, 63)),
    ),
    cites=article(RULES, 63),
)
replace_spokesman = Act(
    "replace_spokesman",
    "更换代表人",
    by=CLERK,
    at=(*BEFORE, ACCEPTED),
    about=SPOKESMAN,
    subject_at=ACTING,
    subject_to=REPLACED,
    needs=(so(rules.speaks_through_others, "本案还没有推选代表人"),),
)
appoint_agent = Act(
    "appoint_agent",
    "登记委托代理人",
    by=(PARTY, CLERK),
    at=(*BEFORE, ACCEPTED),
    asks=facts.Agency,
    about=AGENT,
    adds=True,
)
end_agency = Act(
    "end_agency",
    "解除委托",
    by=CLERK,
    at=(*BEFORE, ACCEPTED),
    about=AGENT,
    subject_at=ACTING,
    subject_to=REPLACED,
    needs=(so(rules.has_agents, "本案还没有委托代理人"),),
)
ask_papers = Act(
    "ask_papers",
    "通知补正",
    by=CLERK,
    at=APPLIED,
    to=CORRECTING,
    asks=facts.Missing,
    needs=(
        so(rules.asked_once, "需要补正的材料须一次性告知，本案已经通知补正过", article(RULES, 29)),
        that(rules.due_is_ahead, "补正期限须在今天以后"),
    ),
    issues=papers.CORRECTION,
    cites=article(RULES, 29),
)
supply = Act(
    "supply",
    "补正材料",
    by=CLERK,
    at=CORRECTING,
    to=APPLIED,
    asks=facts.Supplement,
    cites=article(RULES, 46),
    says="收到申请的时间从补正之日起重新计算。",
)
supply_own = Act(
    "supply_own",
    "补正本人材料",
    by=PARTY,
    at=CORRECTING,
    to=APPLIED,
    asks=facts.Supplement,
    about=CLAIMANT,
    cites=article(RULES, 46),
    says="收到申请的时间从补正之日起重新计算。",
)
suggest = Act(
    "suggest",
    "发出调解建议书",
    by=(CLERK, ARBITRATOR),
    at=APPLIED,
    to=SUGGESTED,
    asks=facts.Suggestion,
    needs=(so(rules.may_be_suggested, "受理前的调解建议适用于集体争议"),),
    issues=papers.SUGGESTION,
)
decline_suggestion = Act(
    "decline_suggestion", "调解不成，恢复受理审查", by=(PARTY, CLERK), at=SUGGESTED, to=APPLIED
)
spoken_for = so(
    rules.speak_through_three_to_five, "十人以上须推选三至五名代表人", article(RULES, 63)
)
accept = Act(
    "accept",
    "受理（一般程序）",
    by=CLERK,
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.Acceptance,
    needs=(
        so(rules.needs_no_group, "十人以上或者集体合同争议，适用集体争议程序", article(RULES, 5)),
    ),
    issues=papers.ACCEPTANCE,
    cites=article(LAW, 29),
)
accept_simple = Act(
    "accept_simple",
    "受理（简易处理）",
    by=CLERK,
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.SimpleAcceptance,
    needs=(
        that(
            rules.may_be_simple,
            "标的额超过上年度职工年平均工资，不能以此理由适用简易处理",
            article(RULES, 56),
        ),
        spoken_for,
    ),
    issues=papers.ACCEPTANCE,
    cites=article(RULES, 56),
)
accept_collective = Act(
    "accept_collective",
    "受理（集体争议）",
    by=CLERK,
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.Acceptance,
    needs=(
        so(rules.is_group, "未满十人且不是集体合同争议，不适用集体争议程序", article(RULES, 5)),
        spoken_for,
    ),
    issues=papers.ACCEPTANCE,
    cites=article(RULES, 64),
    says="受理之日起五个工作日内，将组庭、答辩、举证、开庭事项一次性通知双方。",
)
refuse = Act(
    "refuse",
    "不予受理",
    by=CLERK,
    at=APPLIED,
    to=REFUSED,
    asks=facts.Refusal,
    issues=papers.REFUSAL,
    cites=article(RULES, 31),
    says="申请人可以就该争议向人民法院起诉。",
)
certify_not_decided = Act(
    "certify_not_decided",
    "出具逾期未决定受理证明",
    by=CLERK,
    at=APPLIED,
    issues=papers.NOT_DECIDED,
    cites=article(LAW, 29),
)
transfer = Act(
    "transfer",
    "移送管辖",
    by=HEAD,
    at=ACCEPTED,
    to=PASSING,
    asks=facts.Transfer,
    issues=papers.TRANSFER,
)
take_over = Act(
    "take_over",
    "接受移送",
    by=CLERK,
    at=PASSING,
    to=ACCEPTED,
    asks=facts.Transfer,
    moves=True,
    cites=article(RULES, 46),
    says="审理期限从接受移送之日起重新计算。",
)
withdraw = Act(
    "withdraw",
    "撤回申请",
    by=(PARTY, CLERK),
    at=(*BEFORE, ACCEPTED),
    asks=facts.Withdrawal,
    about=CLAIMANT,
    subject_at=(CLAIMING, AGREED),
    subject_to=WITHDRAWN,
    issues=papers.WITHDRAWAL,
    cites=article(RULES, 35),
    says="撤回后就同一争议再次申请的，仲裁委员会应当受理。",
)
split = Act(
    "split",
    "分案审理",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Splitting,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=SPLIT,
)
cancel = Act(
    "cancel",
    "撤销案件",
    by=HEAD,
    at=ACCEPTED,
    to=DECIDED,
    asks=deciding.Decision,
    issues=papers.CANCELLATION,
    cites=article(RULES, 32),
    says="五个工作日内通知当事人；当事人可以起诉。",
)
terminate = Act(
    "terminate",
    "终结审理",
    by=(HEAD, CHAIR),
    at=ACCEPTED,
    to=DECIDED,
    asks=deciding.Decision,
    issues=papers.TERMINATION,
    says="法院已受理同一争议等情形。",
)
# In the order in which an office looks for them: what every case needs first, what few need last.
TAKING = (
    ask_papers,
    supply,
    supply_own,
    suggest,
    decline_suggestion,
    accept,
    accept_simple,
    accept_collective,
    refuse,
    certify_not_decided,
)
SPEAKING = (vote, represent, replace_spokesman, appoint_agent, end_agency, add_claimants)
LEAVING = (withdraw, split, transfer, take_over, cancel, terminate)
