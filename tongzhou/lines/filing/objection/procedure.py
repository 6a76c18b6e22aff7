"""备案异议 — the procedure: raised, answered by the employer, decided by the county's office, put right."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days, working_days
from tongzhou.lines.filing.instruments import PROMISE
from tongzhou.lines.filing.offices import CHIEF, OFFICER
from tongzhou.procedure.declare import PARTY, Act, Limit, Procedure, State, after, body_late
from tongzhou.procedure.needs import so, that
from tongzhou.procedure.serving import PROOF, ServiceOfPaper

from . import facts, papers, rules
from .subjects import EMPLOYER, WORKER

CODE = "filing.objection"
RAISED = State("raised", staff="待单位答复", public="已送单位，等待答复")
ANSWERED = State("answered", staff="待处理", public="单位已答复，正在处理")
UPHELD = State("upheld", staff="成立，待更正", public="异议成立，正在更正")
MENDED = State("mended", staff="成立，已更正", public="异议成立，备案已更正", final=True)
DISMISSED = State("dismissed", staff="不成立", public="异议不成立，维持原备案", final=True)
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回", final=True)
OPEN = (RAISED, ANSWERED)

raise_ = Act(
    "raise",
    "提出备案异议",
    by=(PARTY, OFFICER),
    at=(),
    to=RAISED,
    asks=facts.Objection,
    about=(WORKER, EMPLOYER),
    adds=True,
    needs=(that(rules.names_both, "一件异议只针对一名劳动者的一条备案"),),
    says="送单位答复，由工作地备案机构处理；您可以随时查看进度。",
)
answer = Act(
    "answer",
    "单位答复",
    by=(PARTY, OFFICER),
    at=RAISED,
    to=ANSWERED,
    asks=facts.Answer,
    about=EMPLOYER,
    says="同意更正的，请同时在用工备案中办理变更或解除终止；劳动者说没有在本单位工作、确实报错了的，可以作废。",
)
heard = so(rules.heard, "单位还没有答复，答复期限也没有届满，请先听取单位意见")
uphold = Act(
    "uphold",
    "认定异议成立",
    by=(OFFICER, CHIEF),
    at=OPEN,
    to=UPHELD,
    asks=facts.Upheld,
    needs=(heard, that(rules.in_time, "更正期限早于办理日期，请填当日或以后的日期")),
    issues=papers.DECISION,
)
dismiss = Act(
    "dismiss",
    "认定异议不成立",
    by=(OFFICER, CHIEF),
    at=OPEN,
    to=DISMISSED,
    asks=facts.Dismissed,
    needs=(heard,),
    issues=papers.DECISION,
)
serve = Act(
    "serve",
    "送达处理决定书",
    by=(OFFICER, CHIEF),
    at=(UPHELD, MENDED, DISMISSED),
    asks=ServiceOfPaper,
    about=(WORKER, EMPLOYER),
    cites=PROOF,
    says="劳动者和用人单位都要送达；双方在门户也能下载。同意电子送达的，填系统回执编号。",
)
mend = Act(
    "mend",
    "登记更正结果",
    by=OFFICER,
    at=UPHELD,
    to=MENDED,
    asks=facts.Mended,
    says="先在登记簿中办理更正，再登记结果；登记簿中没有更正过的，不能登记。",
)
withdraw = Act(
    "withdraw",
    "撤回异议",
    by=(PARTY, OFFICER),
    at=OPEN,
    to=WITHDRAWN,
    asks=facts.Withdrawn,
    about=WORKER,
)

answering = Limit(
    "answering",
    "单位答复",
    working_days(5),
    PROMISE,
    starts=after(raise_),
    stops=answer,
    owed_by=PARTY,
    within=(RAISED,),
)
deciding = Limit(
    "deciding",
    "处理异议",
    working_days(15),
    PROMISE,
    starts=after(raise_),
    stops=(uphold, dismiss, withdraw),
    within=OPEN,
    on_lapse=body_late(),
)
mending = Limit(
    "mending",
    "更正备案",
    days(0),
    PROMISE,
    starts=after(uphold, day="until"),
    stops=mend,
    owed_by=PARTY,
    within=(UPHELD,),
)

OBJECTION = Procedure(
    CODE,
    "劳动用工备案异议",
    since=date(2007, 1, 1),
    opens=raise_,
    acts=(answer, uphold, dismiss, serve, mend, withdraw),
    limits=(answering, deciding, mending),
    put_right_by=(CHIEF,),
    seen_by=(OFFICER, CHIEF),
    steps=(RAISED, ANSWERED, UPHELD, MENDED),
    called=rules.called,
)
