"""集体合同审查 — a collective contract takes effect by silence. 劳动合同法 54; 集体合同规定 42–47.

Shapes: silence that gives effect, time itself acting, two versions of one procedure.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from tongzhou.law import article, days
from tongzhou.procedure.declare import (
    PARTY,
    TIME,
    Act,
    Limit,
    Office,
    Paper,
    Procedure,
    State,
    after,
    takes_effect,
)
from tongzhou.procedure.facts import Facts, Text, ask

REVIEWER = Office("example_reviewer", "集体合同审查员")

SIGNED = State("signed", staff="待报送", public="已签订，待报送")
IN_REVIEW = State("in_review", staff="审查中", public="审查中")
ASKED = State("asked", staff="待补正", public="请补充材料")
OBJECTED = State("objected", staff="已提出异议", public="需修改后重新报送")
IN_FORCE = State("in_force", staff="已生效", public="已生效", final=True)


class Signing(Facts, frozen=True):
    """The vote on the draft and the day it was signed."""

    signed_on: Annotated[date, ask("签订日期")]
    employees: Annotated[int, ask("职工总数", ge=1)]
    in_favour: Annotated[int, ask("表决同意人数", ge=0)]

    def check(self) -> None:
        """集体合同规定 36: more than half of all employees must agree."""
        if self.in_favour * 2 <= self.employees:
            raise ValueError("草案须经全体职工过半数同意，方可签订")


class Receipt(Facts, frozen=True):
    """The day on which the department had the whole text in hand."""

    received_on: Annotated[date, ask("收到文本日期")]
    copies: Annotated[int, ask("份数", ge=1)] = 3


class Objection(Facts, frozen=True):
    """What the department objects to, clause by clause."""

    clauses: Annotated[tuple[Text, ...], ask("异议条款", min_length=1)]
    opinion: Annotated[Text, ask("审查意见", long=True)]


sign = Act("sign", "签订", by=PARTY, at=(), to=SIGNED, asks=Signing)
lodge = Act(
    "lodge", "报送", by=(PARTY, REVIEWER), at=(SIGNED, OBJECTED), to=IN_REVIEW, asks=Receipt
)
ask_more = Act("ask_more", "要求补正", by=REVIEWER, at=IN_REVIEW, to=ASKED, asks=Objection)
supply = Act("supply", "补正送达", by=(PARTY, REVIEWER), at=ASKED, to=IN_REVIEW, asks=Receipt)
object_ = Act(
    "object",
    "提出异议",
    by=REVIEWER,
    at=IN_REVIEW,
    to=OBJECTED,
    asks=Objection,
    issues=Paper("opinion", "集体合同审查意见书", "{prefix}集审字〔{year}〕第{n}号", kind="意见"),
)
approve = Act("approve", "审查通过", by=REVIEWER, at=IN_REVIEW, to=IN_FORCE)
stand = Act("stand", "期满未提出异议，即行生效", by=TIME, at=IN_REVIEW, to=IN_FORCE)

submission = Limit(
    "submission",
    "报送审查",
    days(10),
    article("集体合同规定", 42, verified=False),
    starts=after(sign, day="signed_on"),
    stops=lodge,
    owed_by=PARTY,
)
# Sent back for missing papers means not yet received: fifteen days run from the complete text.
review = Limit(
    "review",
    "审查异议",
    days(15),
    article("劳动合同法", 54),
    starts=(after(lodge, day="received_on"), after(supply, day="received_on")),
    stops=(object_, approve, ask_more),
    on_lapse=takes_effect(stand),
)

CONTRACT = Procedure(
    "example.contract",
    "集体合同审查",
    since=date(2008, 1, 1),
    opens=sign,
    acts=(lodge, ask_more, supply, object_, approve, stand),
    limits=(submission, review),
    put_right_by=(REVIEWER,),
    steps=(SIGNED, IN_REVIEW, IN_FORCE),
)
# An imagined amendment, to show what a version is: open cases keep their fifteen days.
CONTRACT_2027 = CONTRACT.amended(since=date(2027, 1, 1), limits=(review.but(length=days(20)),))
