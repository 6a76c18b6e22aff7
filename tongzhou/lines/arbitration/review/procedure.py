"""调解协议仲裁审查规程 — from the joint request to the mediation statement, in five working days."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, working_days
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.papers import series
from tongzhou.procedure.declare import (
    HANDED,
    PARTY,
    Act,
    Extension,
    Kind,
    Ledger,
    Limit,
    Paper,
    Procedure,
    Reply,
    State,
    puts,
)
from tongzhou.procedure.needs import so
from tongzhou.procedure.serving import ServiceOfPaper

from . import facts, rules

RULES = "劳动人事争议仲裁办案规则"
CODE = "arbitration.review"

IN_CASE = State("in_case", staff="在案", public="在案")
CLAIMANT = Kind("claimant", "申请人（劳动者）", (IN_CASE,), registry="party")
RESPONDENT = Kind("respondent", "申请人（用人单位）", (IN_CASE,), registry="party")
BOTH = (CLAIMANT, RESPONDENT)

RECEIVED = State("received", staff="待决定受理", public="已收到审查申请")
REVIEWING = State("reviewing", staff="审查中", public="审查中")
ISSUED = State("issued", staff="已出具调解书，待送达", public="已出具调解书")
NOT_TAKEN = State("not_taken", staff="不予受理", public="不予受理", final=True)
DENIED = State("denied", staff="不予制作调解书", public="不予制作调解书", final=True)
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回", final=True)
DONE = State("done", staff="已送达办结", public="调解书已送达", final=True)

TAKEN = Paper("review_taken", "仲裁审查受理通知书", series("审"), "通知", BOTH, names_case=True)
REFUSED = Paper("review_refused", "仲裁审查不予受理通知书", series("审不"), "通知", BOTH)
STATEMENT = Paper("review_statement", "仲裁调解书（审查）", series("审调"), served_on=BOTH)
DENIAL = Paper("review_denial", "不予制作调解书决定书", series("审否"), served_on=BOTH)

apply = Act(
    "apply",
    "申请仲裁审查",
    by=(HANDED, CLERK),
    at=(),
    to=RECEIVED,
    asks=facts.Request,
    about=BOTH,
    adds=True,
    cites=article(RULES, 74),
)
take = Act(
    "take",
    "受理审查",
    by=CLERK,
    at=RECEIVED,
    to=REVIEWING,
    asks=facts.Taking,
    needs=(so(rules.in_time, "自协议生效之日起已超过十五日，不予受理审查", article(RULES, 74)),),
    issues=TAKEN,
)
refuse = Act(
    "refuse",
    "不予受理审查",
    by=CLERK,
    at=RECEIVED,
    to=NOT_TAKEN,
    asks=facts.Refusing,
    issues=REFUSED,
)
extend = Act(
    "extend",
    "批准延长审查期限",
    by=(HEAD, CHAIR),
    at=REVIEWING,
    asks=facts.More,
    cites=article(RULES, 76),
)
confirm = Act(
    "confirm",
    "制作调解书",
    by=ARBITRATOR,
    at=REVIEWING,
    to=ISSUED,
    asks=facts.Confirming,
    issues=STATEMENT,
    cites=article(RULES, 76),
    says="调解书经双方签收后发生法律效力，可以申请强制执行。",
)
deny = Act(
    "deny",
    "不予制作调解书",
    by=ARBITRATOR,
    at=REVIEWING,
    to=DENIED,
    asks=facts.Denying,
    issues=DENIAL,
)
withdraw = Act(
    "withdraw",
    "撤回审查申请",
    by=(PARTY, CLERK),
    at=(RECEIVED, REVIEWING, ISSUED),
    to=WITHDRAWN,
    about=BOTH,
    says="调解书送达前，一方或者双方撤回的，准许撤回。",
)
serve = Act(
    "serve",
    "送达文书",
    by=CLERK,
    at=(RECEIVED, REVIEWING, ISSUED, DENIED, NOT_TAKEN),
    asks=ServiceOfPaper,
    about=BOTH,
    cites=article(RULES, 19),
)
finish = Act("finish", "双方已签收，办结", by=CLERK, at=ISSUED, to=DONE)

review = Limit(
    "review",
    "审查调解协议",
    working_days(5),
    article(RULES, 76),
    starts=take,
    stops=(confirm, deny, withdraw),
    extended=Extension(by=extend, most=5, times=1),
    owed_by=ARBITRATOR,
)
agreed = Ledger(of=CLAIMANT, posts=(puts("agreed", apply, "sums"),), labels={"agreed": "协议金额"})

MEDIATION = "mediation.case"
REPLIES = (
    Reply(confirm, MEDIATION, "outcome", rules.issued, article(RULES, 76)),
    Reply(refuse, MEDIATION, "outcome", rules.refused, article(RULES, 74)),
    Reply(deny, MEDIATION, "outcome", rules.refused, article(RULES, 76)),
    Reply(withdraw, MEDIATION, "outcome", rules.taken_back, article(RULES, 74)),
)

AGREEMENT_REVIEW = Procedure(
    CODE,
    "调解协议仲裁审查",
    since=date(2017, 7, 1),
    opens=apply,
    acts=(take, refuse, confirm, deny, extend, serve, finish, withdraw),
    limits=(review,),
    ledgers=(agreed,),
    replies=REPLIES,
    put_right_by=(HEAD,),
    seen_by=(CLERK, ARBITRATOR, HEAD, CHAIR),
    steps=(RECEIVED, REVIEWING, ISSUED, DONE),
    called=rules.called,
    level=6,
)
