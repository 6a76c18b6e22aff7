"""举报投诉、跨地区请求 — the two procedures: their acts, the limits that name them, and what follows by itself."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days, working_days
from tongzhou.procedure.declare import (
    Handover,
    Ledger,
    Limit,
    Merging,
    Once,
    Procedure,
    Reply,
    after,
    body_late,
    puts,
)

from . import onward, rules
from .acts import (
    EIGHTEEN,
    IM,
    accept,
    add,
    answer,
    ask,
    assign,
    assist,
    came_back,
    guide,
    helped,
    join,
    mend,
    name_employer,
    recuse,
    refuse,
    relieve,
    report,
    represent,
    restate,
    result,
    serve,
    taken_over,
    transfer,
    withdraw,
)
from .bar import PLACE
from .choices import CHOICES, PLATFORM, PROPOSAL
from .offices import CHIEF, CLERK, LEAGUE, PROVINCE
from .request_acts import ask as send
from .request_acts import (
    back_league,
    back_province,
    escalate,
    note,
    object_,
    reply,
    take,
    take_over,
    to_receiver_league,
    to_receiver_province,
    urge_league,
    urge_province,
)
from .shapes import (
    ACCEPTED,
    ANSWERED,
    ASKED,
    AT_WORK,
    BOTH,
    HANDLER,
    MERGED,
    NUMBER,
    RECEIVED,
    REPORTED,
    REQUEST_NUMBER,
    WAITING,
    WITHDRAWN,
    WORKER,
)

# --- 举报投诉 --------------------------------------------------------------------------------------

all_left = Once(rules.nobody_left, at=WAITING, to=WITHDRAWN, label="全部撤回")

answered = Once(rules.has_result, at=ACCEPTED, to=ANSWERED, label="监察案件办结，结果已反馈")

acceptance = Limit(
    "acceptance",
    "受理审查",
    working_days(5),
    article(IM, 14),
    starts=(report, mend, came_back),
    stops=(accept, refuse, ask, guide, transfer),
    owed_by=CLERK,
)
petition = Limit(
    "petition",
    "书面告知信访人",
    days(15),
    article("信访工作条例", 23),
    starts=after(report, day="petitioned_on"),
    stops=(accept, refuse, guide, transfer, ask),
    owed_by=CLERK,
)
union = Limit(
    "union",
    "对工会建议书立案",
    working_days(5),
    article("内蒙古自治区工会劳动法律监督条例", 24),
    starts=after(report, day="recommended_on"),
    stops=(accept, refuse, guide, transfer),
    owed_by=CLERK,
)
feedback = Limit(
    "feedback",
    "向来源单位反馈",
    days(0),
    article(PLATFORM, 1, verified=False),
    starts=after(report, day="answer_by"),
    stops=(answer, result, refuse, guide, taken_over),
    owed_by=CLERK,
)

claims = Ledger(
    of=WORKER,
    posts=(puts("请求", report, "sums"), puts("请求", add, "sums"), puts("请求", restate, "sums")),
)

to_inspection = Handover(
    after=accept,
    opens="inspection.case",
    takes=BOTH,
    carries=onward.to_inspection,
    cites=EIGHTEEN,
    region=onward.own_county,
)
transferring, assisting, joining = (
    Handover(
        after=act,
        opens="intake.request",
        takes=BOTH,
        carries=carries,
        cites=PLACE,
        region=onward.receiver,
    )
    for act, carries in (
        (transfer, onward.transferred),
        (assist, onward.assisted),
        (join, onward.joined),
    )
)

REPORT = Procedure(
    "intake.report",
    "举报投诉",
    since=date(2010, 5, 1),
    opens=report,
    acts=(
        add,
        represent,
        assign,
        accept,
        ask,
        mend,
        name_employer,
        refuse,
        guide,
        transfer,
        assist,
        join,
        restate,
        withdraw,
        relieve,
        recuse,
        serve,
        taken_over,
        came_back,
        helped,
        answer,
        result,
    ),
    limits=(acceptance, petition, union, feedback),
    onces=(all_left, answered),
    ledgers=(claims,),
    handovers=(transferring, assisting, joining, to_inspection),
    merging=Merging(by=(CLERK, CHIEF), at=WAITING, to=MERGED, cites=EIGHTEEN),
    put_right_by=(CHIEF,),
    steps=(RECEIVED, ACCEPTED, ANSWERED),
    case_number=NUMBER,
    called=rules.called,
    handled_by=HANDLER,
    readings=CHOICES,
)

# --- 跨地区请求 ------------------------------------------------------------------------------------

taking = Limit(
    "taking",
    "接收",
    working_days(3),
    article(PROPOSAL, 1, verified=False),
    starts=send,
    stops=(take_over, take, object_),
    on_lapse=body_late(opens=escalate),
    owed_by=CLERK,
)
replying = Limit(
    "replying",
    "答复协查",
    working_days(15),
    article(PROPOSAL, 2, verified=False),
    starts=(take, urge_league, urge_province),
    stops=reply,
    owed_by=CLERK,
)
opened_here, opened_by_league, opened_by_province = (
    Handover(
        after=act,
        opens="intake.report",
        takes=BOTH,
        carries=onward.opened_anew,
        cites=PLACE,
        when=onward.when_taken,
        region=onward.own_county,
    )
    for act in (take_over, to_receiver_league, to_receiver_province)
)
told_taken = tuple(
    Reply(
        after=act,
        to="intake.report",
        does="taken_over",
        carries=onward.told,
        cites=PLACE,
        when=onward.when_taken,
    )
    for act in (take_over, to_receiver_league, to_receiver_province)
)
told_back = tuple(
    Reply(
        after=act,
        to="intake.report",
        does="came_back",
        carries=onward.told,
        cites=PLACE,
        when=onward.when_back,
    )
    for act in (back_league, back_province)
)
told_help = Reply(after=reply, to="intake.report", does="helped", carries=onward.told, cites=PLACE)

REQUEST = Procedure(
    "intake.request",
    "跨地区协查、移送、联合办理",
    since=date(2010, 5, 1),
    opens=send,
    acts=(
        take_over,
        take,
        object_,
        escalate,
        to_receiver_league,
        to_receiver_province,
        back_league,
        back_province,
        urge_league,
        urge_province,
        reply,
        note,
    ),
    limits=(taking, replying),
    handovers=(opened_here, opened_by_league, opened_by_province),
    replies=(*told_taken, *told_back, told_help),
    put_right_by=(CHIEF,),
    seen_by=(LEAGUE, PROVINCE),
    steps=(ASKED, AT_WORK, REPORTED),
    case_number=REQUEST_NUMBER,
    called=rules.called,
    readings=CHOICES,
)
