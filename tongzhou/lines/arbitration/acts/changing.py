"""变更 — what changes a case while it is tried: objections to jurisdiction, counterclaims, parties, claims."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.facts import bringing as facts
from tongzhou.lines.arbitration.facts import trying
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK, HEAD
from tongzhou.lines.arbitration.rules import track as rules
from tongzhou.lines.arbitration.states import (
    ACCEPTED,
    APPLIED,
    ASKED,
    CLAIMANT,
    CLAIMING,
    COUNTERCLAIM,
    DENIED,
    GRANTED,
    OBJECTION,
    RESPONDENT,
    THIRD,
)
from tongzhou.procedure.declare import PARTY, Act
from tongzhou.procedure.needs import so, that

RULES = "劳动人事争议仲裁办案规则"

object_ = Act(
    "object",
    "提出管辖异议",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Objection,
    about=OBJECTION,
    adds=True,
    needs=(
        that(rules.by_a_respondent, "管辖异议由被申请人提出"),
        that(rules.within_defence, "管辖异议须在答辩期满前书面提出"),
    ),
)
uphold_objection = Act(
    "uphold_objection",
    "管辖异议成立",
    by=(ARBITRATOR, HEAD),
    at=ACCEPTED,
    asks=trying.Reason,
    about=OBJECTION,
    subject_at=ASKED,
    subject_to=GRANTED,
    needs=(so(rules.has_objections, "没有待决定的管辖异议"),),
    issues=papers.OBJECTION,
    says="异议成立的，应当移送有管辖权的仲裁委员会。",
)
reject_objection = Act(
    "reject_objection",
    "驳回管辖异议",
    by=(ARBITRATOR, HEAD),
    at=ACCEPTED,
    asks=trying.Reason,
    about=OBJECTION,
    subject_at=ASKED,
    subject_to=DENIED,
    needs=(so(rules.has_objections, "没有待决定的管辖异议"),),
    issues=papers.OBJECTION,
)
counterclaim = Act(
    "counterclaim",
    "提出反申请",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.CounterClaim,
    about=COUNTERCLAIM,
    adds=True,
    needs=(
        that(rules.by_a_respondent, "反申请由被申请人提出"),
        that(rules.within_defence, "答辩期满后提出的，请另行申请仲裁", article(RULES, 36)),
    ),
    cites=article(RULES, 36),
)
take_counterclaim = Act(
    "take_counterclaim",
    "受理反申请，合并处理",
    by=(CLERK, ARBITRATOR),
    at=ACCEPTED,
    asks=trying.Reason,
    about=COUNTERCLAIM,
    subject_at=ASKED,
    subject_to=GRANTED,
    needs=(so(rules.has_counterclaims, "没有待决定的反申请"),),
    issues=papers.COUNTERCLAIM,
    cites=article(RULES, 46),
    says="审理期限从受理反申请之日起重新计算。",
)
refuse_counterclaim = Act(
    "refuse_counterclaim",
    "不予受理反申请",
    by=(CLERK, ARBITRATOR),
    at=ACCEPTED,
    asks=trying.Reason,
    about=COUNTERCLAIM,
    subject_at=ASKED,
    subject_to=DENIED,
    needs=(so(rules.has_counterclaims, "没有待决定的反申请"),),
    issues=papers.COUNTERCLAIM,
    cites=article(RULES, 36),
)
join = Act(
    "join",
    "追加被申请人、第三人",
    by=(ARBITRATOR, CLERK),
    at=ACCEPTED,
    asks=facts.Joining,
    about=(RESPONDENT, THIRD),
    adds=True,
    issues=papers.JOINING,
    cites=article(RULES, 46),
    says="审理期限从决定追加之日起重新计算。",
)
join_claimants = Act(
    "join_claimants",
    "追加申请人",
    by=(ARBITRATOR, CLERK),
    at=ACCEPTED,
    asks=facts.MoreClaimants,
    about=CLAIMANT,
    adds=True,
    needs=(that(rules.claims_are_of_those_named, "每名申请人至少有一项请求"),),
    issues=papers.JOINING,
    cites=article(RULES, 46),
    says="审理期限从决定追加之日起重新计算。",
)
amend_claim = Act(
    "amend_claim",
    "增加、变更请求",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.MoreClaimants,
    about=CLAIMANT,
    subject_at=CLAIMING,
    needs=(that(rules.claims_are_of_those_named, "每名申请人至少有一项请求"),),
    cites=article(RULES, 46),
    says="审理期限从受理增加、变更请求之日起重新计算。",
)
# A merged case brings persons and sums; what each claims under which head is stated again, and no time moves.
carry_claims = Act(
    "carry_claims",
    "转入并案申请人的请求",
    by=(ARBITRATOR, HEAD, CLERK),
    at=(APPLIED, ACCEPTED),
    asks=facts.MoreClaimants,
    about=CLAIMANT,
    needs=(
        so(rules.was_merged_into, "没有案件并入本案"),
        that(rules.claims_are_of_those_named, "每名申请人至少有一项请求"),
    ),
    cites=article(RULES, 5),
)
ACTS = (
    object_,
    uphold_objection,
    reject_objection,
    counterclaim,
    take_counterclaim,
    refuse_counterclaim,
    join,
    join_claimants,
    amend_claim,
    carry_claims,
)
