"""劳动保障监察 — complaint, investigation by two officers, order, hand-over. 劳动保障监察条例.

Shapes: two officers, recusal, review before a grave decision, transfer between regions, referral with
receipt, sealed identity, hand-over to another line.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from tongzhou.law import article, days, working_days
from tongzhou.procedure.declare import (
    HANDED,
    PARTY,
    Act,
    Extension,
    Handover,
    Kind,
    Limit,
    Office,
    Paper,
    Procedure,
    State,
)
from tongzhou.procedure.facts import Destination, Facts, Naming, Text, ask
from tongzhou.procedure.needs import done, if_so, that
from tongzhou.procedure.view import View

RULE, PENALTY, WAGES = "劳动保障监察条例", "行政处罚法", "保障农民工工资支付条例"
DETAIL = "关于实施《劳动保障监察条例》若干规定"
INSPECTOR = Office("example_inspector", "劳动保障监察员")
HEAD = Office("example_inspection_head", "人社局负责人")
LEGAL = Office("example_legal", "法制审核人员")
DUTY = Office("example_duty", "接访窗口")
OVERSEER = Office("example_overseer", "自治区业务指导", level=2)  # looks at cases and acts in none

ASSIGNED = State("assigned", staff="承办", public="承办")
RECUSED = State("recused", staff="已回避", public="已回避")
OFFICER = Kind("officer", "承办监察员", (ASSIGNED, RECUSED), registry="person", blind=RECUSED)
COMPLAINANT = Kind("complainant", "投诉人", (State("named", "实名", "实名"),))
EMPLOYER = Kind("employer", "用人单位", (State("named", "被投诉", "被投诉"),), registry="employer")
SENT = State("sent", staff="已移送", public="已移送")
ACKNOWLEDGED = State("acknowledged", staff="已签收", public="已签收")
REPORTED = State("reported", staff="已反馈", public="已反馈")
REFERRAL = Kind("referral", "移送外单位", (SENT, ACKNOWLEDGED, REPORTED))

RECEIVED = State("received", staff="待立案", public="已收到")
PASSING = State("passing", staff="移送待接收", public="正在转交有管辖权的部门")
OPENED = State("opened", staff="已立案", public="正在调查")
CONCLUDED = State("concluded", staff="调查终结", public="调查完毕，正在处理")
ORDERED = State("ordered", staff="已责令支付", public="已责令用人单位支付")
CLOSED = State("closed", staff="已结案", public="已办结", final=True)


class Complaint(Naming, frozen=True):
    """What somebody complains of; who it was stays sealed."""

    informant: Annotated[Text, ask("投诉人姓名", sealed=True)]
    matter: Annotated[Text, ask("事项")]
    sum_owed: Annotated[int, ask("拖欠金额", unit="元", ge=0)] = 0
    first_seen: Annotated[date | None, ask("首次接收日期")] = None


class Transfer(Destination, frozen=True):
    """Where the case belongs, and why."""

    ground: Annotated[str, ask("依据")] = "用工所在地管辖"


class Outside(Facts, frozen=True):
    """A body outside, and what was sent with the letter."""

    body: Annotated[Text, ask("受移送单位")]
    files: Annotated[tuple[Text, ...], ask("所附材料", min_length=1)]


class Team(Naming, frozen=True):
    """What the registry said of the officers on the day they were assigned: the judgment stays pure."""

    certificates: Annotated[dict[str, date], ask("执法证有效期")]


class Draft(Facts, frozen=True):
    """What the officers propose."""

    fine: Annotated[int, ask("拟处罚款", unit="元", ge=0)]
    stops_work: Annotated[bool, ask("责令停产停业")] = False


class More(Facts, frozen=True):
    """Days granted."""

    days: Annotated[int, ask("延长工作日", ge=1, le=30)]


class Order(Facts, frozen=True):
    """What is to be paid, and by when."""

    pay_by: Annotated[date, ask("限期支付日")]
    sum_owed: Annotated[int, ask("应付金额", unit="元", ge=1)]
    workers: Annotated[int, ask("涉及人数", ge=1)]


class Listed(Facts, frozen=True):
    """What became of the hand-over to the credit line."""

    listed: Annotated[bool, ask("已列入名单")]


def two(_view: View, facts: Team) -> bool:
    """At least two officers."""
    return len(facts.certificates) >= 2


def valid_today(_view: View, facts: Team, on: date) -> bool:
    """Every certificate is valid on the day."""
    return all(until >= on for until in facts.certificates.values())


def is_grave(view: View) -> bool:
    """A fine of fifty thousand yuan, or a stop of work: legal review comes first."""
    said = view.latest(draft)
    return said is not None and (said.stops_work or said.fine >= 5_000_000)


def basis(view: View, _facts: Facts) -> dict[str, Any]:
    """Return what the credit line is told."""
    said = view.latest(order)
    assert said
    return {"sum_owed": said.sum_owed, "workers": said.workers, "pay_by": said.pay_by}


complain = Act(
    "complain",
    "投诉",
    by=(PARTY, DUTY),
    at=(),
    to=RECEIVED,
    asks=Complaint,
    about=(COMPLAINANT, EMPLOYER),
    adds=True,
)
pass_on = Act(
    "pass_on", "移送", by=INSPECTOR, at=RECEIVED, to=PASSING, asks=Transfer, cites=article(RULE, 13)
)
take_over = Act(
    "take_over", "接收", by=INSPECTOR, at=PASSING, to=RECEIVED, asks=Destination, moves=True
)
give_back = Act(
    "give_back", "退回移送", by=INSPECTOR, at=PASSING, to=RECEIVED, asks=Destination, moves=True
)
open_ = Act(
    "open",
    "立案",
    by=INSPECTOR,
    at=RECEIVED,
    to=OPENED,
    issues=Paper("filing", "立案审批表", "{prefix}监案字〔{year}〕第{n}号"),
)
assign = Act(
    "assign",
    "指派监察员",
    by=HEAD,
    at=OPENED,
    asks=Team,
    about=OFFICER,
    adds=True,
    needs=(
        that(two, "须指派二名以上持有效证件的监察员", article(RULE, 16)),
        that(valid_today, "执法证已过期"),
    ),
)
recuse = Act(
    "recuse", "决定回避", by=HEAD, at=OPENED, about=OFFICER, subject_at=ASSIGNED, subject_to=RECUSED
)
visit = Act("visit", "现场检查", by=INSPECTOR, at=OPENED, hands=OFFICER)
extend = Act("extend", "批准延期", by=HEAD, at=OPENED, asks=More)
conclude = Act(
    "conclude",
    "调查终结",
    by=INSPECTOR,
    at=OPENED,
    to=CONCLUDED,
    hands=OFFICER,
    needs=(done(visit),),
)
refer = Act(
    "refer",
    "移送公安机关",
    by=HEAD,
    at=(OPENED, CONCLUDED),
    asks=Outside,
    about=REFERRAL,
    adds=True,
    issues=Paper("referral", "案件移送书"),
)
acknowledge = Act(
    "acknowledge",
    "收到回执",
    by=INSPECTOR,
    at=(OPENED, CONCLUDED, ORDERED, CLOSED),
    about=REFERRAL,
    subject_at=SENT,
    subject_to=ACKNOWLEDGED,
)
report = Act(
    "report",
    "收到处理结果",
    by=INSPECTOR,
    at=(OPENED, CONCLUDED, ORDERED, CLOSED),
    about=REFERRAL,
    subject_at=ACKNOWLEDGED,
    subject_to=REPORTED,
)
draft = Act("draft", "拟处理意见", by=INSPECTOR, at=CONCLUDED, asks=Draft)
review = Act("review", "法制审核", by=LEGAL, at=CONCLUDED, needs=(done(draft),))
order = Act(
    "order",
    "责令支付",
    by=HEAD,
    at=CONCLUDED,
    to=ORDERED,
    asks=Order,
    needs=(done(draft), if_so(is_grave, done(review, since=draft, cites=article(PENALTY, 58)))),
)
confirm_unpaid = Act("confirm_unpaid", "认定逾期不支付", by=HEAD, at=ORDERED, to=CLOSED)
note_listing = Act("note_listing", "收到名单处理结果", by=HANDED, at=CLOSED, asks=Listed)
confirm_paid = Act("confirm_paid", "确认支付到位", by=INSPECTOR, at=ORDERED, to=CLOSED)

filing = Limit(
    "filing",
    "立案",
    working_days(5),
    article(DETAIL, 18),
    starts=(complain, take_over, give_back),
    stops=(open_, pass_on),
)
reply = Limit(
    "reply",
    "接收移送",
    working_days(3),
    article("跨地区协作约定（示例，非法定）", 1, verified=False),
    starts=pass_on,
    stops=(take_over, give_back),
)
investigation = Limit(
    "investigation",
    "调查",
    working_days(60),
    article(RULE, 17),
    starts=open_,
    stops=conclude,
    extended=Extension(by=extend, most=30),
)
receipt = Limit(
    "receipt",
    "移送回执",
    days(3),
    article("行政执法机关移送涉嫌犯罪案件的规定", 8, verified=False),
    per=REFERRAL,
    starts=refer,
    stops=acknowledge,
    outlives=True,
)
to_credit_list = Handover(
    after=confirm_unpaid,
    opens="example.listing",
    takes=(EMPLOYER,),
    carries=basis,
    cites=article(WAGES, 48),
)

INSPECTION = Procedure(
    "example.inspection",
    "劳动保障监察",
    since=date(2004, 12, 1),
    opens=complain,
    acts=(
        pass_on,
        take_over,
        give_back,
        open_,
        assign,
        recuse,
        visit,
        extend,
        conclude,
        refer,
        acknowledge,
        report,
        draft,
        review,
        order,
        confirm_unpaid,
        confirm_paid,
        note_listing,
    ),
    limits=(filing, reply, investigation, receipt),
    handovers=(to_credit_list,),
    put_right_by=(HEAD,),
    seen_by=(OVERSEER,),
    steps=(RECEIVED, OPENED, CONCLUDED, ORDERED, CLOSED),
    handled_by=OFFICER,
)
