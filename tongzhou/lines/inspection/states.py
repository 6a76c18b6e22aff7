"""状态与当事人 — the stages of a case, and the persons and things in it, each with a small state of its own."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, State

FILED = State("filed", staff="已立案", public="已立案")
INVESTIGATING = State("investigating", staff="调查中", public="正在调查")
SUSPENDED = State("suspended", staff="中止调查", public="调查中止")
CONCLUDED = State("concluded", staff="调查终结，待处理", public="调查完毕，正在处理")
DECIDED = State("decided", staff="已处理，待履行结案", public="已作出处理")
CLOSED = State("closed", staff="已结案，待归档", public="已办结")
ARCHIVED = State("archived", staff="已归档", public="已办结", final=True)
OPEN = (FILED, INVESTIGATING)  # facts are still being found
LIVE = (FILED, INVESTIGATING, SUSPENDED, CONCLUDED, DECIDED)
EVER = (*LIVE, CLOSED, ARCHIVED)

IN_CASE = State("in_case", staff="在案", public="在案")
WORKER = Kind("worker", "劳动者", (IN_CASE,), registry="party")
# 被检查人: a visit without notice stays one; the employer sees the case from the first step it takes part in.
EMPLOYER = Kind("employer", "用人单位", (IN_CASE,), registry="party", sees_from=INVESTIGATING)

SUSPECTED = State("suspected", staff="涉嫌", public="正在调查")
FOUND = State("found", staff="查实", public="已查实")
UNFOUNDED = State("unfounded", staff="违法事实不成立", public="违法事实不成立", final=True)
PUNISHED = State("punished", staff="已行政处罚", public="已作出行政处罚", final=True)
TREATED = State("treated", staff="已行政处理", public="已作出行政处理", final=True)
EXEMPT = State("exempt", staff="不予处罚", public="不予处罚", final=True)
DONE = State("done", staff="改正后结案", public="已责令改正并改正", final=True)
REFERRED = State("referred", staff="移送有关机关", public="已移送有关机关", final=True)
DROPPED = State("dropped", staff="撤销立案", public="撤销立案", final=True)
SETTLED = (UNFOUNDED, PUNISHED, TREATED, EXEMPT, DONE, REFERRED, DROPPED)
VIOLATION = Kind("violation", "违法事项", (SUSPECTED, FOUND, *SETTLED))

ASSIGNED = State("assigned", staff="承办", public="承办")
RECUSED = State("recused", staff="已回避", public="已回避", final=True)
RELIEVED = State("relieved", staff="不再承办", public="不再承办", final=True)
OFFICER = Kind(
    "officer", "承办监察员", (ASSIGNED, RECUSED, RELIEVED), registry="person", blind=RECUSED
)

ASKED = State("asked", staff="待决定", public="待决定")
GRANTED = State("granted", staff="准许", public="准许", final=True)
DENIED = State("denied", staff="驳回", public="驳回", final=True)
RECUSAL = Kind("recusal", "回避申请", (ASKED, GRANTED, DENIED))

HELD = State("held", staff="登记保存中", public="登记保存中")
DEALT = State("dealt", staff="已处理", public="已处理", final=True)
GOODS = Kind("goods", "登记保存的证据", (HELD, DEALT))
