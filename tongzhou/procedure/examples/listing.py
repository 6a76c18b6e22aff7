"""失信名单 — an employer is listed after wage arrears. 拖欠农民工工资失信联合惩戒对象名单管理暂行办法.

Shapes: a case opened by hand-over, a right that is lost, an answer given back to where it came from.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from tongzhou.law import article, working_days
from tongzhou.procedure.declare import (
    HANDED,
    PARTY,
    Act,
    Kind,
    Limit,
    Office,
    Procedure,
    Reply,
    State,
    after,
    right_lost,
)
from tongzhou.procedure.facts import Facts, ask
from tongzhou.procedure.view import View

MEASURES = "拖欠农民工工资失信联合惩戒对象名单管理暂行办法"
LISTER = Office("example_lister", "信用管理员")
EMPLOYER = Kind("employer", "用人单位", (State("named", "拟列入", "拟列入"),), registry="employer")
PROPOSED = State("proposed", staff="拟列入", public="处理中")
TOLD = State("told", staff="已告知", public="已告知")
LISTED = State("listed", staff="已列入", public="已列入名单", final=True)
DROPPED = State("dropped", staff="不予列入", public="不予列入", final=True)


class Basis(Facts, frozen=True):
    """What the order that was not obeyed had said."""

    sum_owed: Annotated[int, ask("应付金额", unit="元", ge=1)]
    workers: Annotated[int, ask("涉及人数", ge=1)]
    pay_by: Annotated[date, ask("限期支付日")]


def result(view: View, _facts: Facts) -> dict[str, Any]:
    """Return what the inspection is told."""
    return {"listed": view.state == LISTED.code}


propose = Act(
    "propose", "拟列入", by=HANDED, at=(), to=PROPOSED, asks=Basis, about=EMPLOYER, adds=True
)
tell = Act("tell", "事先告知", by=LISTER, at=PROPOSED, to=TOLD)
object_ = Act("object", "陈述申辩", by=PARTY, at=TOLD)
enlist = Act("enlist", "列入", by=LISTER, at=TOLD, to=LISTED)
drop = Act("drop", "不予列入", by=LISTER, at=(PROPOSED, TOLD), to=DROPPED)

objection = Limit(
    "objection",
    "陈述申辩",
    working_days(5),
    article(MEASURES, 6),
    starts=tell,
    stops=object_,
    on_lapse=right_lost(),
)
decision = Limit(
    "decision",
    "列入决定",
    working_days(20),
    article(MEASURES, 8),
    starts=after(propose, day="pay_by"),
    stops=(enlist, drop),
)

# 回告: the inspection that handed over learns what became of it.
listed = Reply(enlist, "example.inspection", "note_listing", result, article(MEASURES, 8))
dropped = Reply(drop, "example.inspection", "note_listing", result, article(MEASURES, 8))

LISTING = Procedure(
    "example.listing",
    "失信名单列入",
    since=date(2022, 1, 1),
    opens=propose,
    acts=(tell, object_, enlist, drop),
    limits=(objection, decision),
    replies=(listed, dropped),
    put_right_by=(LISTER,),
    steps=(PROPOSED, TOLD, LISTED),
)
