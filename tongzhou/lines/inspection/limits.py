"""期限 — each sentence of the law about time in an inspection case, as one object.

行政处罚法 writes 三日、五日、七日: working days (85); 九十日、十五日 are calendar days. 监察条例 writes 工作日 itself.
"""

from __future__ import annotations

from tongzhou.law import article, days, months, working_days
from tongzhou.procedure.declare import (
    PARTY,
    Between,
    Extension,
    Limit,
    after,
    right_lost,
    takes_effect,
)

from .acts import deciding as d
from .acts import investigating as i
from .acts import opening as o
from .acts import performing as p
from .instruments import DETAIL, FORCE, LOCAL, PENALTY, REVIEW, RULE, SUIT, UNION
from .offices import HEAD, INSPECTOR
from .states import (
    CONCLUDED,
    DECIDED,
    EMPLOYER,
    FILED,
    GOODS,
    INVESTIGATING,
    LIVE,
    SUSPENDED,
    VIOLATION,
    WORKER,
)

UNDECIDED = (FILED, INVESTIGATING, SUSPENDED, CONCLUDED)
stay = Between(i.suspend, i.resume, "中止调查")

investigation = Limit(
    "investigation",
    "完成调查",
    working_days(60),
    article(RULE, 17),
    starts=o.file,
    stops=i.conclude,
    extended=Extension(by=i.extend, most=30),
    not_counted=(stay,),
    owed_by=INSPECTOR,
    within=UNDECIDED,
)
decision = Limit(
    "decision",
    "作出处理",
    working_days(15),
    article(DETAIL, 37, verified=False),
    during=CONCLUDED,
    owed_by=HEAD,
)
ninety = Limit(
    "ninety",
    "作出行政处罚决定",
    days(90),
    article(PENALTY, 60),
    starts=o.file,
    stops=d.punish,
    owed_by=HEAD,
    within=UNDECIDED,
)
tell_change = Limit(
    "tell_change",
    "告知投诉人延期、中止",
    working_days(3),
    article(LOCAL, 18),
    per=WORKER,
    starts=(i.extend, i.suspend),
    stops=i.tell_worker,
    within=LIVE,
)
materials = Limit(
    "materials",
    "提供资料",
    days(0),
    article(RULE, 15),
    per=EMPLOYER,
    starts=after(i.inquire, day="due"),
    stops=i.supply,
    owed_by=PARTY,
    within=(INVESTIGATING, SUSPENDED),
)
holding = Limit(
    "holding",
    "处理先行登记保存的证据",
    working_days(7),
    article(PENALTY, 56),
    per=GOODS,
    starts=i.hold,
    stops=i.deal,
    within=LIVE,
)
correction = Limit(
    "correction",
    "改正违法行为",
    days(0),
    article(RULE, 18),
    per=VIOLATION,
    starts=after(i.order, day="until"),
    stops=after(i.recheck, day="met_on"),
    owed_by=PARTY,
    within=UNDECIDED,
)
statement = Limit(
    "statement",
    "陈述申辩",
    days(0),
    article(PENALTY, 45),
    per=EMPLOYER,
    starts=after(d.tell, day="until"),
    stops=d.state,
    owed_by=PARTY,
    within=(CONCLUDED,),
)
hearing_request = Limit(
    "hearing_request",
    "要求听证",
    working_days(5),
    article(PENALTY, 64),
    per=EMPLOYER,
    starts=after(d.serve_notice, day="received_on"),
    stops=(d.ask_hearing, d.waive_hearing),
    on_lapse=right_lost(),
    owed_by=PARTY,
    within=(CONCLUDED,),
)
hearing_notice = Limit(
    "hearing_notice",
    "通知听证的时间地点",
    working_days(7),
    article(PENALTY, 64),
    per=EMPLOYER,
    starts=after(d.set_hearing, day="hearing_on"),
    stops=after(d.serve_hearing, day="received_on"),
    back=True,
    owed_by=INSPECTOR,
    within=(CONCLUDED,),
)
serve_punishment = Limit(
    "serve_punishment",
    "送达行政处罚决定书",
    working_days(7),
    article(PENALTY, 61),
    per=EMPLOYER,
    starts=d.punish,
    stops=after(p.serve_punishment, day="received_on"),
    outlives=True,
)
serve_treatment = serve_punishment.but(
    code="serve_treatment",
    label="送达行政处理决定书",
    cites=article(DETAIL, 38, verified=False),
    starts=d.treat,
    stops=after(p.serve_treatment, day="received_on"),
)
major = Limit(
    "major",
    "重大决定报上级备案",
    days(10),
    article(LOCAL, 20),
    starts=(after(d.punish, only="major"), after(d.treat, only="major")),
    stops=p.report_up,
    outlives=True,
)
# 国务院办公厅三项制度 asks seven working days; the text was not at hand.
publication = Limit(
    "publication",
    "公示行政处罚",
    working_days(7),
    article(
        "全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
        1,
        verified=False,
    ),
    starts=d.punish,
    stops=p.publish,
    outlives=True,
)
unpublish = Limit(
    "unpublish",
    "撤回公示并说明理由",
    working_days(3),
    article(PENALTY, 48),
    starts=d.revoke,
    stops=p.withdraw_publication,
    outlives=True,
)
payment = Limit(
    "payment",
    "缴纳罚款",
    days(15),
    article(PENALTY, 67),
    per=EMPLOYER,
    starts=after(p.serve_punishment, day="received_on"),
    stops=(after(p.pay, day="completed_on"), p.defer),
    owed_by=PARTY,
    within=(CONCLUDED, DECIDED),
)
deferred = Limit(
    "deferred",
    "缴清罚款（延期、分期）",
    days(0),
    article(PENALTY, 66),
    per=EMPLOYER,
    starts=after(p.defer, day="until"),
    stops=after(p.pay, day="completed_on"),
    owed_by=PARTY,
    within=(DECIDED,),
)
performance = Limit(
    "performance",
    "履行行政处理决定",
    days(0),
    article(RULE, 18),
    starts=after(d.treat, day="perform_by"),
    stops=p.perform,
    owed_by=PARTY,
    within=(CONCLUDED, DECIDED),
)
SERVED = (after(p.serve_punishment, day="received_on"), after(p.serve_treatment, day="received_on"))
review = Limit(
    "review",
    "申请行政复议",
    days(60),
    article(REVIEW, 20),
    starts=SERVED,
    stops=after(p.ask_review, day="filed_on"),
    on_lapse=right_lost(),
    owed_by=PARTY,
    outlives=True,
)
suit = Limit(
    "suit",
    "提起行政诉讼",
    months(6),
    article(SUIT, 46),
    starts=SERVED,
    stops=(after(p.sue, day="filed_on"), p.ask_review),
    on_lapse=takes_effect(p.suit_over),
    owed_by=PARTY,
    outlives=True,
)
suit_after_review = Limit(
    "suit_after_review",
    "不服复议决定起诉",
    days(15),
    article(SUIT, 45),
    starts=after(p.review_ruled, day="received_on"),
    stops=after(p.sue, day="filed_on"),
    on_lapse=takes_effect(p.suit_over),
    owed_by=PARTY,
    outlives=True,
)
urging = Limit(
    "urging",
    "催告后履行",
    working_days(10),
    article(FORCE, 54),
    per=EMPLOYER,
    starts=after(p.serve_urging, day="received_on"),
    stops=after(p.pay, day="completed_on"),
    owed_by=PARTY,
    within=(DECIDED,),
)
enforcement = Limit(
    "enforcement",
    "申请法院强制执行",
    months(3),
    article(FORCE, 53),
    starts=p.suit_over,
    stops=p.apply_court,
    on_lapse=right_lost(),
    within=(DECIDED,),
)
# The text says 九十日: shorter or longer than sixty and thirty working days. Both clocks run, the earlier warns.
union_closing = Limit(
    "union_closing",
    "办结工会建议的案件",
    days(90),
    article(UNION, 24),
    starts=after(o.register_union, day="filed_on"),
    stops=p.close,
    owed_by=INSPECTOR,
)
union_telling = Limit(
    "union_telling",
    "告知工会结果",
    working_days(5),
    article(UNION, 24),
    starts=after(p.close, only="for_union"),
    stops=p.tell_union,
    outlives=True,
)
LIMITS = (
    investigation,
    decision,
    ninety,
    tell_change,
    materials,
    holding,
    correction,
    statement,
    hearing_request,
    hearing_notice,
    serve_punishment,
    serve_treatment,
    major,
    publication,
    unpublish,
    payment,
    deferred,
    performance,
    review,
    suit,
    suit_after_review,
    urging,
    enforcement,
    union_closing,
    union_telling,
)
