"""走访 — the procedure: arranged by oneself, by the chief or by a warning; recorded by the coordinator who goes."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.coordinators import papers
from tongzhou.lines.coordinators.instruments import ARRANGED, MEASURES
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER
from tongzhou.lines.coordinators.risk.procedure import CODE as RISK_CODE
from tongzhou.lines.coordinators.subjects import COORDINATOR_OF, WATCHED
from tongzhou.procedure.declare import HANDED, Act, Handover, Limit, Procedure, Reply, after
from tongzhou.procedure.needs import that

from . import facts, rules
from .states import CANCELLED, RECORDED, WAITING

CODE = "coordinators.visit"

arrange = Act(
    "arrange",
    "安排走访",
    by=(COORDINATOR, MANAGER, HANDED),
    at=(),
    to=WAITING,
    asks=facts.Arranged,
    about=(WATCHED, COORDINATOR_OF),
    adds=True,
    needs=(that(rules.one_employer, "一次走访只到一家用人单位"),),
)
hand = Act(
    "hand", "指派、改派", by=MANAGER, at=WAITING, asks=facts.Handed, about=COORDINATOR_OF, adds=True
)
visit = Act(
    "visit",
    "记录走访",
    by=COORDINATOR,
    at=WAITING,
    to=RECORDED,
    asks=facts.Visit,
    needs=(that(rules.answers_warning, "预警要求核查的，请选择核查结果"),),
    issues=papers.VISIT,
    by_handler=True,
    says="协调员没有执法权：只了解、宣传、劝导和记录，不检查、不处罚，不能单独进入生产场所。",
)
# A second record of the same visit, such as one made without a network meanwhile: both stand in the journal.
further = Act(
    "further",
    "补充走访记录",
    by=COORDINATOR,
    at=RECORDED,
    asks=facts.Visit,
    about=WATCHED,
    issues=papers.VISIT,
    by_handler=True,
    says="已有的走访记录不变，这一份作为补充一并保存；次数不重复计算，预警只收第一份的核查结果。",
)
cancel = Act("cancel", "取消走访", by=MANAGER, at=WAITING, to=CANCELLED, asks=facts.Cancelled)

completion = Limit(
    "completion",
    "完成走访",
    days(0),
    ARRANGED,
    starts=after(arrange, day="until"),
    # Stopped on the day it was made, not on the day the phone found a network.
    stops=(after(visit, only="undated"), after(visit, day="made_on")),
    rolls=False,  # the day was set by whoever arranged it; that of a red warning may be a Saturday
    within=(WAITING,),
)
to_risk = Handover(
    after=visit,
    opens=RISK_CODE,
    takes=(WATCHED, COORDINATOR_OF),
    carries=rules.risk_of,
    cites=MEASURES,
    when=rules.shows_risk,
)
more_risk = Handover(
    after=further,
    opens=RISK_CODE,
    takes=(WATCHED, COORDINATOR_OF),
    carries=rules.risk_of,
    cites=MEASURES,
    when=rules.shows_more,
)
# A warning that sent the coordinator hears what was found, in the same transaction.
to_warning = Reply(
    after=visit,
    to="warning.case",
    does="verified",
    carries=rules.finding,
    cites=MEASURES,
    when=rules.from_a_warning,
)

VISIT = Procedure(
    CODE,
    "协调员走访",
    since=date(2018, 5, 1),
    opens=arrange,
    acts=(hand, visit, further, cancel),
    limits=(completion,),
    handovers=(to_risk, more_risk),
    replies=(to_warning,),
    put_right_by=(MANAGER,),
    seen_by=(MANAGER,),
    steps=(WAITING, RECORDED),
    called=rules.called,
    handled_by=COORDINATOR_OF,
)
