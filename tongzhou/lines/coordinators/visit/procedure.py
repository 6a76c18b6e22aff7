"""走访 — the procedure: arranged by oneself, by the chief or by a warning; recorded by the coordinator who goes."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.coordinators import papers
from tongzhou.lines.coordinators.instruments import ARRANGED, MEASURES
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER
from tongzhou.lines.coordinators.risk.procedure import CODE as RISK_CODE
from tongzhou.lines.coordinators.subjects import CARRYING, COORDINATOR_OF, RELIEVED, WATCHED
from tongzhou.procedure.declare import HANDED, Act, Handover, Limit, Once, Procedure, Reply, after
from tongzhou.procedure.needs import that

from . import facts, rules
from .states import CANCELLED, RECORDED, UNASSIGNED, WAITING

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
OPEN = (WAITING, UNASSIGNED)
hand = Act(
    "hand",
    "指派、改派",
    by=MANAGER,
    at=OPEN,
    to=WAITING,
    asks=facts.Handed,
    about=COORDINATOR_OF,
    adds=True,
)
# A visit goes with the warning that sent it, and does not stay with somebody who cannot go any more.
give_back = Act(
    "give_back",
    "退回待指派",
    by=HANDED,
    at=OPEN,
    asks=facts.GivenBack,
    about=COORDINATOR_OF,
    subject_at=CARRYING,
    subject_to=RELIEVED,
    says="预警调整责任人，或者协调员暂停、退出、聘期届满、派驻结束的，由系统退回。",
)
taken_up = Act(
    "taken_up",
    "随预警改派",
    by=HANDED,
    at=UNASSIGNED,
    to=WAITING,
    asks=facts.TakenUp,
    about=(WATCHED, COORDINATOR_OF),
    adds=True,
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
cancel = Act("cancel", "取消走访", by=MANAGER, at=OPEN, to=CANCELLED, asks=facts.Cancelled)
nobodys = Once(rules.nobody_goes, at=WAITING, to=UNASSIGNED, label="没有人承办")

completion = Limit(
    "completion",
    "完成走访",
    days(0),
    ARRANGED,
    starts=(after(arrange, day="until"), after(taken_up, day="until")),
    # Stopped on the day it was made, not on the day the phone found a network.
    stops=(after(visit, only="undated"), after(visit, day="made_on")),
    rolls=False,  # the day was set by whoever arranged it; that of a red warning may be a Saturday
    within=OPEN,
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
# … and of every change of who goes: whoever watches sees it in the log of the warning too.
told_moved = tuple(
    Reply(
        after=act,
        to="warning.case",
        does="visit_moved",
        carries=rules.moved,
        cites=MEASURES,
        when=when,
    )
    for act, when in (
        (hand, rules.sent_by_warning),
        (cancel, rules.sent_by_warning),
        (give_back, rules.warning_is_told),
    )
)
# Who has left carries the warning no longer either: it is looked for somebody else.
told_left = Reply(
    after=give_back,
    to="warning.case",
    does="carrier_left",
    carries=rules.left,
    cites=MEASURES,
    when=rules.warning_is_told,
    concerning=rules.who_leaves,
)

VISIT = Procedure(
    CODE,
    "协调员走访",
    since=date(2018, 5, 1),
    opens=arrange,
    acts=(hand, give_back, taken_up, visit, further, cancel),
    limits=(completion,),
    onces=(nobodys,),
    handovers=(to_risk, more_risk),
    replies=(to_warning, *told_moved, told_left),
    put_right_by=(MANAGER,),
    seen_by=(MANAGER,),
    steps=(WAITING, RECORDED),
    called=rules.called,
    handled_by=COORDINATOR_OF,
)
