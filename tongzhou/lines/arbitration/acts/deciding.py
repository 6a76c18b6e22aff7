"""处理结果 — settlement, awards, their service, suits, annulment, payment, enforcement, archive."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.facts import bringing
from tongzhou.lines.arbitration.facts import deciding as facts
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.rules import awards as rules
from tongzhou.lines.arbitration.rules import track
from tongzhou.lines.arbitration.states import (
    ACCEPTED,
    AGREED,
    ARCHIVED,
    AWARDED,
    CLAIMANT,
    CLAIMING,
    DECIDED,
    REFUSED,
    RESPONDENT,
    SETTLED,
    SIDES,
)
from tongzhou.procedure.declare import PARTY, Act
from tongzhou.procedure.needs import done, if_so, so, that, with_consent
from tongzhou.procedure.serving import ServiceOfPaper

from .trying import going_on

LAW, RULES = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
AFTER = (ACCEPTED, DECIDED)
stands = that(rules.is_about_those_with_items, "所列申请人已有处理结果或不在案，请核对名单")
claimed = that(rules.was_claimed, "裁决的项目和金额不得超出请求范围，请核对")
sitting = so(track.has_tribunal, "须先组成仲裁庭", article(LAW, 31))

offer_settlement = Act(
    "offer_settlement",
    "提出调解方案",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Offer,
    about=CLAIMANT,
    subject_at=CLAIMING,
    needs=(sitting, stands),
    cites=article(RULES, 63),
    says="被代表的申请人各自答复是否同意；同意的才列入调解书。",
)
answer_offer = Act(
    "answer_offer",
    "答复调解方案",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Consent,
    about=CLAIMANT,
    subject_at=CLAIMING,
    needs=(done(offer_settlement),),
    cites=article(RULES, 63),
    says="同意以后、调解书制作以前，可以改变答复。",
)
settle = Act(
    "settle",
    "达成调解",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Settlement,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=AGREED,
    needs=(
        sitting,
        stands,
        if_so(
            track.speaks_through_others,
            with_consent(
                "items", "consents", "代表人达成调解的，须经被代表的申请人同意", article(RULES, 63)
            ),
        ),
    ),
    issues=papers.SETTLEMENT,
    cites=article(LAW, 42),
    says="调解书经双方签收后发生法律效力。",
    by_handler=True,
)
sign_settlement = Act(
    "sign_settlement",
    "调解书双方签收",
    by=CLERK,
    at=ACCEPTED,
    asks=facts.Signed,
    about=CLAIMANT,
    subject_at=AGREED,
    subject_to=SETTLED,
    cites=article(LAW, 42),
)
repent = Act(
    "repent",
    "签收前反悔",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Repentance,
    about=CLAIMANT,
    subject_at=AGREED,
    subject_to=CLAIMING,
    needs=(that(track.repents_what_is_unsigned, "调解书已经签收生效，不能反悔"),),
    cites=article(LAW, 42),
    says="仲裁庭应当及时作出裁决。",
)
award_partial = Act(
    "award_partial",
    "先行裁决",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Award,
    about=CLAIMANT,
    subject_at=CLAIMING,
    needs=(sitting, going_on, stands, claimed),
    issues=papers.PARTIAL,
    cites=article(LAW, 43),
    by_handler=True,
)
award_final = Act(
    "award_final",
    "终局裁决",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Award,
    about=CLAIMANT,
    subject_at=CLAIMING,
    needs=(
        sitting,
        going_on,
        stands,
        claimed,
        that(rules.only_final, "有的项目不是终局事项，请另行制作非终局裁决书", article(RULES, 50)),
    ),
    issues=papers.FINAL,
    cites=article(LAW, 47),
    says="自作出之日起发生法律效力；劳动者不服的，收到之日起十五日内可以起诉。",
    by_handler=True,
)
award_other = Act(
    "award_other",
    "非终局裁决",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Award,
    about=CLAIMANT,
    subject_at=CLAIMING,
    needs=(
        sitting,
        going_on,
        stands,
        claimed,
        that(rules.none_final, "有的项目是终局事项，请另行制作终局裁决书", article(RULES, 50)),
    ),
    issues=papers.OTHER,
    cites=article(LAW, 50),
    says="当事人不服的，收到之日起十五日内可以起诉；期满不起诉的，发生法律效力。",
    by_handler=True,
)
certify_late = Act(
    "certify_late",
    "出具逾期未裁决证明",
    by=CLERK,
    at=ACCEPTED,
    issues=papers.LATE,
    cites=article(LAW, 43),
    says="当事人可以就该争议向人民法院起诉。",
)
serve_final = Act(
    "serve_final",
    "送达终局裁决书",
    by=CLERK,
    at=AFTER,
    asks=ServiceOfPaper,
    about=SIDES,
    cites=article(LAW, 48),
    needs=(done(award_final),),
)
serve_other = Act(
    "serve_other",
    "送达非终局裁决书",
    by=CLERK,
    at=AFTER,
    asks=ServiceOfPaper,
    about=SIDES,
    cites=article(LAW, 50),
    needs=(so(rules.has_other_award, "本案还没有非终局裁决"),),
)
sue_final = Act(
    "sue_final",
    "劳动者对终局裁决起诉",
    by=(PARTY, CLERK),
    at=AFTER,
    asks=facts.Suit,
    about=CLAIMANT,
    subject_at=(CLAIMING, AWARDED),
    cites=article(LAW, 48),
    needs=(done(award_final),),
)
sue_other = Act(
    "sue_other",
    "对非终局裁决起诉",
    by=(PARTY, CLERK),
    at=AFTER,
    asks=facts.Suit,
    about=(CLAIMANT, RESPONDENT),
    cites=article(LAW, 50),
    needs=(so(rules.has_other_award, "本案还没有非终局裁决"),),
)
ask_annulment = Act(
    "ask_annulment",
    "申请撤销终局裁决",
    by=(PARTY, CLERK),
    at=AFTER,
    asks=facts.Annulment,
    about=RESPONDENT,
    cites=article(LAW, 49),
    needs=(done(award_final),),
)
annulment_ruled = Act(
    "annulment_ruled",
    "收到撤销裁决的裁定",
    by=CLERK,
    at=AFTER,
    asks=facts.Ruling,
    about=(CLAIMANT, RESPONDENT),
    cites=article(LAW, 49),
    needs=(done(ask_annulment),),
)
sue_annulled = Act(
    "sue_annulled",
    "裁决被撤销后起诉",
    by=(PARTY, CLERK),
    at=AFTER,
    asks=facts.Suit,
    about=(CLAIMANT, RESPONDENT),
    cites=article(LAW, 49),
    needs=(done(annulment_ruled),),
)
court_ruled = Act(
    "court_ruled",
    "收到法院裁判结果",
    by=CLERK,
    at=AFTER,
    asks=facts.Ruling,
    about=(CLAIMANT, RESPONDENT),
    needs=(so(rules.was_sued, "本案没有当事人起诉"),),
)
pay = Act(
    "pay",
    "登记履行（付款）",
    by=(PARTY, CLERK),
    at=AFTER,
    asks=bringing.Given,
    about=CLAIMANT,
    needs=(so(rules.has_outcome, "本案还没有调解或裁决的金额"),),
)
enforce = Act(
    "enforce",
    "申请执行，移交材料",
    by=(PARTY, CLERK),
    at=AFTER,
    asks=facts.Enforcement,
    about=CLAIMANT,
    subject_at=(SETTLED, AWARDED),
    issues=papers.ENFORCEMENT,
    cites=article(LAW, 51),
)
archive = Act(
    "archive",
    "归档",
    by=CLERK,
    at=(DECIDED, REFUSED),
    to=ARCHIVED,
    asks=facts.Archive,
    needs=(so(rules.all_served, "裁决书尚未全部送达，不能归档"),),
    issues=papers.ARCHIVE,
    says="以裁决结案的保存不少于十年，其他不少于五年。",
)
ACTS = (
    offer_settlement,
    answer_offer,
    settle,
    sign_settlement,
    repent,
    award_partial,
    award_final,
    award_other,
    certify_late,
    serve_final,
    serve_other,
    sue_final,
    sue_other,
    ask_annulment,
    annulment_ruled,
    sue_annulled,
    court_ruled,
    pay,
    enforce,
    archive,
)
