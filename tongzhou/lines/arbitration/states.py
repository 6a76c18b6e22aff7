"""状态与当事人 — the stages of a dispute, and the persons and things in it, each with a small state of its own."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, State

APPLIED = State("applied", staff="待立案", public="已收到申请，正在审查")
CORRECTING = State("correcting", staff="待补正", public="请补正材料")
SUGGESTED = State("suggested", staff="暂缓受理（调解建议）", public="建议先行调解")
PASSING = State("passing", staff="移送中", public="正在移送有管辖权的仲裁委员会")
ACCEPTED = State("accepted", staff="审理中", public="审理中")
DECIDED = State("decided", staff="已结案，待送达归档", public="已结案")
ARCHIVED = State("archived", staff="已归档", public="已结案", final=True)
REFUSED = State("refused", staff="不予受理", public="不予受理")
MERGED = State("merged", staff="已并案", public="已并入另案一并审理", final=True)

# 申请人. AGREED is not yet settled: a mediation statement takes effect when both sides have signed for it (42).
CLAIMING = State("claiming", staff="请求中", public="审理中")
AGREED = State("agreed", staff="已达成调解，待签收", public="已达成调解，待双方签收")
SETTLED = State("settled", staff="调解书已生效", public="调解书已生效")
AWARDED = State("awarded", staff="已裁决", public="已裁决")
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回")
DEFAULTED = State("defaulted", staff="按撤回处理", public="按撤回处理")
SPLIT = State("split", staff="另案审理", public="已分出另案审理")
ENDED = State("ended", staff="案件终结", public="案件终结")
CLAIMANT = Kind(
    "claimant",
    "申请人",
    (CLAIMING, AGREED, SETTLED, AWARDED, WITHDRAWN, DEFAULTED, SPLIT, ENDED),
    registry="party",
)
IN_CASE = State("in_case", staff="在案", public="在案")
# Who is named in an application has the copy of it served when it is accepted (调解仲裁法 30), and sees no
# trace of it before: a worker who is told to complete the papers is not yet at odds with anybody.
RESPONDENT = Kind("respondent", "被申请人", (IN_CASE,), registry="party", sees_from=ACCEPTED)
THIRD = Kind("third", "第三人", (IN_CASE,), registry="party", sees_from=ACCEPTED)
SIDES = (CLAIMANT, RESPONDENT, THIRD)

ACTING = State("acting", staff="代表", public="代表")
REPLACED = State("replaced", staff="已更换", public="已更换", final=True)
SPOKESMAN = Kind("representative", "代表人", (ACTING, REPLACED), registry="party")
AGENT = Kind("agent", "委托代理人", (ACTING, REPLACED))

SITTING = State("sitting", staff="组成仲裁庭", public="组成仲裁庭")
RECUSED = State("recused", staff="已回避", public="已回避", final=True)
MEMBER = Kind("member", "仲裁庭成员", (SITTING, RECUSED), registry="person", blind=RECUSED)

ASKED = State("asked", staff="待决定", public="待决定")
GRANTED = State("granted", staff="准许", public="准许", final=True)
DENIED = State("denied", staff="驳回", public="驳回", final=True)
RECUSAL = Kind("recusal", "回避申请", (ASKED, GRANTED, DENIED))
OBJECTION = Kind("objection", "管辖异议", (ASKED, GRANTED, DENIED))
COUNTERCLAIM = Kind("counterclaim", "反申请", (ASKED, GRANTED, DENIED))

SET_DOWN = State("set_down", staff="已排期", public="待开庭")
POSTPONED = State("postponed", staff="已延期", public="已延期，另行通知", final=True)
HELD = State("held", staff="已开庭", public="已开庭", final=True)
HEARING = Kind("hearing", "庭审", (SET_DOWN, POSTPONED, HELD))

UNDECIDED = (CLAIMING, AGREED)  # a claimant for whom something is still to be done
