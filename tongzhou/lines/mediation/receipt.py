"""申请、受理、分派 — the acts from the application to the mediator. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import so, that
from tongzhou.procedure.serving import ServiceOfPaper

from . import facts, rules
from .offices import CHIEF, CLERK, MEDIATOR
from .shapes import (
    ACCEPTANCE,
    ACCEPTED,
    AGREEING,
    APPLIED,
    ASKED,
    AT_WORK,
    BEFORE_AGREEMENT,
    BOTH,
    CARRYING,
    CLAIMANT,
    CLAIMING,
    DECLINED,
    EVERYWHERE,
    HANDLER,
    LEFT,
    MEDIATING,
    PERFORMING,
    RECUSED,
    REFUSAL,
    REFUSED,
    RELIEVED,
    RESPONDENT,
    SIGNING,
)
from .ways import CIVIL, COMMITTEE, LAW, PEOPLES, RULES

# --- Receipt and acceptance ------------------------------------------------------------------------

apply = Act(
    "apply",
    "申请调解",
    by=(PARTY, CLERK, HANDED),
    at=(),
    to=APPLIED,
    asks=facts.Application,
    about=BOTH,
    adds=True,
    cites=article(LAW, 12),
)
add = Act(
    "add",
    "增加申请人",
    by=CLERK,
    at=(APPLIED, ACCEPTED, MEDIATING),
    asks=facts.Amendment,
    about=CLAIMANT,
    adds=True,
    says="与本案有共同请求的劳动者一并调解。",
)
amend = Act(
    "amend",
    "变更请求",
    by=(CLERK, MEDIATOR),
    at=(APPLIED, ACCEPTED, MEDIATING),
    asks=facts.Amendment,
    about=CLAIMANT,
    subject_at=CLAIMING,
    says="请求以变更后的为准，此前的请求留在记录中。",
)
consent = Act(
    "consent",
    "同意调解",
    by=(PARTY, CLERK, MEDIATOR),
    at=(APPLIED, ACCEPTED, MEDIATING),
    asks=facts.Reply,
    about=RESPONDENT,
    subject_at=(ASKED, DECLINED),
    subject_to=AGREEING,
    cites=article(COMMITTEE, 22),
)
decline = Act(
    "decline",
    "不同意调解",
    by=(PARTY, CLERK, MEDIATOR),
    at=BEFORE_AGREEMENT,
    asks=facts.Reply,
    about=RESPONDENT,
    subject_at=(ASKED, AGREEING),
    subject_to=DECLINED,
    says="自即日起仲裁时效中断并重新计算（《企业劳动争议协商调解规定》第三十一条）。",
    cites=article(COMMITTEE, 22),
)
route = Act(
    "route",
    "确定调解方式和组织",
    by=(CLERK, CHIEF),
    at=(APPLIED, ACCEPTED),
    asks=facts.Routing,
    moves=True,
    says="案件由所选组织所在地办理。",
)
accept = Act(
    "accept",
    "受理",
    by=(CLERK, CHIEF),
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.Taken,
    needs=(
        so(rules.is_ordinary, "本案的调解方式另有受理办法，请办理相应的受理事项"),
        so(rules.has_both_sides, "申请人或被申请人没有登记，请核对后重新登记"),
        so(
            rules.respondents_consent,
            "被申请人还没有全部表示同意调解，请先登记其答复",
            article(COMMITTEE, 22),
        ),
    ),
    issues=ACCEPTANCE,
    cites=article(COMMITTEE, 22),
)
accept_peoples = Act(
    "accept_peoples",
    "受理（人民调解）",
    by=(CLERK, CHIEF),
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.Taken,
    needs=(
        so(rules.is_peoples, "本案不是人民调解"),
        so(rules.has_both_sides, "申请人或被申请人没有登记，请核对后重新登记"),
        so(rules.nobody_declined, "一方明确拒绝调解的，不得调解", article(PEOPLES, 17)),
    ),
    issues=ACCEPTANCE,
    cites=article(PEOPLES, 17),
)
accept_entrusted = Act(
    "accept_entrusted",
    "接受仲裁委员会委托",
    by=(CLERK, CHIEF),
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.Entrusted,
    needs=(
        so(rules.is_entrusted, "本案不是仲裁委员会委托调解"),
        that(rules.entrusted_by_now, "委托日期不能晚于今天"),
    ),
    issues=ACCEPTANCE,
    cites=article(RULES, 70),
)
accept_court = Act(
    "accept_court",
    "接受人民法院委派",
    by=(CLERK, CHIEF),
    at=APPLIED,
    to=ACCEPTED,
    asks=facts.Entrusted,
    needs=(
        so(rules.is_of_court, "本案不是人民法院委派调解"),
        that(rules.entrusted_by_now, "委派日期不能晚于今天"),
    ),
    issues=ACCEPTANCE,
    cites=article(CIVIL, 125),
)
refuse = Act(
    "refuse",
    "不予受理",
    by=(CLERK, CHIEF),
    at=APPLIED,
    to=REFUSED,
    asks=facts.Refusal,
    issues=REFUSAL,
    says="应当做好记录，并书面通知申请人。",
    cites=article(COMMITTEE, 22),
)
serve = Act(
    "serve",
    "送达文书",
    by=(CLERK, MEDIATOR),
    at=EVERYWHERE,
    asks=ServiceOfPaper,
    about=BOTH,
    says="同意电子送达的，可以短信告知、网上查看，填系统回执编号。",
    cites=article(CIVIL, 87),
)
withdraw = Act(
    "withdraw",
    "撤回调解申请",
    by=(PARTY, CLERK),
    at=BEFORE_AGREEMENT,
    asks=facts.Ground,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=LEFT,
)

# --- The mediator ----------------------------------------------------------------------------------

assign = Act(
    "assign",
    "分派调解员",
    by=CHIEF,
    at=ACCEPTED,
    to=MEDIATING,
    asks=facts.Assignment,
    about=HANDLER,
    adds=True,
    cites=article(PEOPLES, 19),
)
join = Act(
    "join",
    "增派、更换调解员",
    by=CHIEF,
    at=(MEDIATING, SIGNING, PERFORMING),
    asks=facts.Assignment,
    about=HANDLER,
    adds=True,
    cites=article(PEOPLES, 19),
)
relieve = Act(
    "relieve",
    "调解员退出承办",
    by=CHIEF,
    at=(MEDIATING, SIGNING, PERFORMING),
    asks=facts.Ground,
    about=HANDLER,
    subject_at=CARRYING,
    subject_to=RELIEVED,
)
recuse = Act(
    "recuse",
    "调解员回避",
    by=CHIEF,
    at=(MEDIATING, SIGNING, PERFORMING),
    asks=facts.Ground,
    about=HANDLER,
    subject_at=CARRYING,
    subject_to=RECUSED,
    says="该调解员此后看不到本案。",
)
ask_other = Act(
    "ask_other",
    "请求更换调解员",
    by=(PARTY, CLERK),
    at=AT_WORK,
    asks=facts.Ground,
    about=BOTH,
    cites=article(PEOPLES, 23),
)
