"""当事人、状态 — whom a matter of arrears holds, and where it can stand. Declarations only."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, State

TAKEN = State("taken", staff="核对台账", public="正在核对工资")
FOUND = State("found", staff="已核定，待责令", public="已核定欠付工资")
ORDERED = State("ordered", staff="已责令支付", public="已责令用人单位支付")
OVERDUE = State("overdue", staff="逾期未付", public="责令期满仍未付清，正在追缴")
WATCHING = State("watching", staff="已到账，回访中", public="工资已到账")
CLOSED = State("closed", staff="已办结", public="已办结", final=True)
COLLECTING = (FOUND, ORDERED, OVERDUE)
LIVE = (TAKEN, *COLLECTING)
EVERYWHERE = (*LIVE, WATCHING, CLOSED)

# What is said of one worker. Closed is a case only when nobody is left in the first two.
CLAIMED = State("claimed", staff="待核对", public="正在核对")
OWED = State("owed", staff="待付", public="待付")
PAID = State("paid", staff="已收清", public="已收清", final=True)
ASIDE = State("aside", staff="另行处理", public="另行处理", final=True)
WORKER = Kind("worker", "劳动者", (CLAIMED, OWED, PAID, ASIDE), registry="party")

# The employer learns who is owed when it is asked for its books or ordered to pay, not before.
IN_CASE = State("in_case", staff="在案", public="在案")
LIABLE = State("liable", staff="清偿责任人", public="应当支付")
EMPLOYER = Kind("employer", "用人单位", (IN_CASE, LIABLE), registry="party")
BOTH = (WORKER, EMPLOYER)

CARRYING = State("carrying", staff="承办", public="承办")
RELIEVED = State("relieved", staff="不再承办", public="不再承办", final=True)
RECUSED = State("recused", staff="已回避", public="已回避", final=True)
OFFICER = Kind(
    "officer", "承办监察员", (CARRYING, RELIEVED, RECUSED), registry="person", blind=RECUSED
)
