"""调查 — on site, questions, evidence, orders to correct, what puts the investigation off, and its end."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.inspection import papers
from tongzhou.lines.inspection.facts import concluding
from tongzhou.lines.inspection.facts import investigating as facts
from tongzhou.lines.inspection.instruments import LOCAL, PENALTY, RULE
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.rules import deciding, ordering
from tongzhou.lines.inspection.rules import investigating as rules
from tongzhou.lines.inspection.states import (
    CONCLUDED,
    DEALT,
    EMPLOYER,
    FOUND,
    GOODS,
    HELD,
    INVESTIGATING,
    LIVE,
    OFFICER,
    SUSPECTED,
    SUSPENDED,
    VIOLATION,
    WORKER,
)
from tongzhou.procedure.declare import PARTY, Act
from tongzhou.procedure.needs import done, so, that
from tongzhou.procedure.serving import ServiceOfPaper

from .opening import FINDING, has_team

visit = Act(
    "visit",
    "现场检查",
    by=INSPECTOR,
    at=FINDING,
    to=INVESTIGATING,
    asks=facts.SiteRecord,
    hands=OFFICER,
    needs=(has_team,),
    issues=papers.SITE_RECORD,
    cites=article(RULE, 15),
)
inquire = Act(
    "inquire",
    "发出调查询问书",
    by=INSPECTOR,
    at=FINDING,
    to=INVESTIGATING,
    asks=facts.Inquiry,
    about=EMPLOYER,
    needs=(has_team, that(rules.due_is_ahead, "提供期限须在今天以后")),
    issues=papers.INQUIRY,
    cites=article(RULE, 15),
    by_handler=True,
)
supply = Act(
    "supply",
    "提供资料",
    by=(PARTY, INSPECTOR),
    at=(INVESTIGATING, SUSPENDED),
    asks=facts.Supplied,
    about=EMPLOYER,
    cites=article(RULE, 15),
)
interview = Act(
    "interview",
    "询问",
    by=INSPECTOR,
    at=FINDING,
    asks=facts.Interview,
    hands=OFFICER,
    needs=(has_team,),
    issues=papers.INTERVIEW,
    cites=article(PENALTY, 55),
)
add_evidence = Act(
    "add_evidence",
    "登记证据",
    by=INSPECTOR,
    at=(*FINDING, SUSPENDED, CONCLUDED),
    asks=facts.Evidence,
    cites=article(PENALTY, 46),
    by_handler=True,
)
hold = Act(
    "hold",
    "批准先行登记保存",
    by=HEAD,
    at=FINDING,
    to=INVESTIGATING,
    asks=facts.Holding,
    about=GOODS,
    adds=True,
    needs=(has_team,),
    issues=papers.HOLDING,
    cites=article(PENALTY, 56),
    says="须在七个工作日内作出处理。",
)
deal = Act(
    "deal",
    "处理登记保存的证据",
    by=HEAD,
    at=LIVE,
    asks=facts.Dealing,
    about=GOODS,
    subject_at=HELD,
    subject_to=DEALT,
    issues=papers.HOLDING_DECISION,
    cites=article(PENALTY, 56),
)
order = Act(
    "order",
    "责令限期改正",
    by=INSPECTOR,
    at=(INVESTIGATING, CONCLUDED),
    asks=facts.Order,
    about=VIOLATION,
    subject_at=(SUSPECTED, FOUND),
    needs=(has_team, that(ordering.until_is_ahead, "改正期限须在今天以后")),
    issues=papers.ORDER,
    cites=article(RULE, 18),
    by_handler=True,
    says="送达后期限届满仍未改正的，才能依逾期不改正的规定处理。",
)
serve_order = Act(
    "serve_order",
    "送达限期改正指令书",
    by=INSPECTOR,
    at=(INVESTIGATING, SUSPENDED, CONCLUDED),
    asks=ServiceOfPaper,
    about=EMPLOYER,
    needs=(so(ordering.an_order_stands, "还没有制作限期改正指令书"),),
)
recheck = Act(
    "recheck",
    "复查改正情况",
    by=INSPECTOR,
    at=(INVESTIGATING, SUSPENDED, CONCLUDED),
    asks=facts.Recheck,
    about=VIOLATION,
    needs=(done(order),),
    cites=article(RULE, 18),
    by_handler=True,
)
extend = Act(
    "extend",
    "批准延长调查期限",
    by=HEAD,
    at=FINDING,
    asks=facts.More,
    issues=papers.EXTENSION,
    cites=article(RULE, 17),
    says="有投诉人的，三个工作日内告知。",
)
suspend = Act(
    "suspend",
    "中止调查",
    by=HEAD,
    at=INVESTIGATING,
    to=SUSPENDED,
    asks=facts.Suspension,
    issues=papers.SUSPENSION,
    cites=article(LOCAL, 17),
)
resume = Act(
    "resume",
    "恢复调查",
    by=HEAD,
    at=SUSPENDED,
    to=INVESTIGATING,
    asks=facts.Ground,
    issues=papers.RESUMPTION,
    cites=article(LOCAL, 17),
)
tell_worker = Act(
    "tell_worker",
    "告知投诉人",
    by=INSPECTOR,
    at=(*LIVE,),
    asks=facts.Told,
    about=WORKER,
    cites=article(LOCAL, 18),
)
serve = Act(
    "serve",
    "送达其他文书",
    by=INSPECTOR,
    at=LIVE,
    asks=ServiceOfPaper,
    about=(EMPLOYER, WORKER),
    says="限期改正指令书、事先告知书、决定书、催告书用各自的送达事项登记，期限由此起算。",
)
conclude = Act(
    "conclude",
    "调查终结",
    by=INSPECTOR,
    at=INVESTIGATING,
    to=CONCLUDED,
    asks=concluding.Conclusion,
    about=VIOLATION,
    hands=OFFICER,
    needs=(
        has_team,
        so(
            rules.has_evidence,
            "还没有现场检查、询问笔录或者证据，不能终结调查",
            article(PENALTY, 54),
        ),
        so(rules.nothing_held, "先行登记保存的证据尚未处理", article(PENALTY, 56)),
        that(deciding.finds_all, "须对每项违法事项写明查实或者不成立"),
    ),
    issues=papers.REPORT,
    cites=article(RULE, 17),
    says="自调查终结起十五个工作日内作出处理。",
)
reopen = Act(
    "reopen",
    "补充调查",
    by=HEAD,
    at=CONCLUDED,
    to=INVESTIGATING,
    asks=facts.Ground,
    says="案件退回调查阶段；九十日的决定期限不停止计算。",
)
ACTS = (
    visit,
    inquire,
    supply,
    interview,
    add_evidence,
    hold,
    deal,
    order,
    serve_order,
    recheck,
    extend,
    suspend,
    resume,
    tell_worker,
    serve,
    conclude,
    reopen,
)
