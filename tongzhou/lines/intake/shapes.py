"""当事人、状态、文书 — whom a report and a request hold, where they can stand, and what they issue."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, Paper, State

# --- Whom ------------------------------------------------------------------------------------------

REPORTING = State("reporting", staff="投诉", public="投诉人")
LEFT = State("left", staff="已撤回", public="已撤回", final=True)
WORKER = Kind("worker", "投诉人", (REPORTING, LEFT), registry="party")

# A state no report is ever in: who is reported learns of it from the inspection, never from the report.
NEVER = State("never", staff="不对单位公开", public="不公开")
NAMED = State("named", staff="被反映单位", public="用人单位")
EMPLOYER = Kind("employer", "用人单位", (NAMED,), registry="party", sees_from=NEVER)
BOTH = (WORKER, EMPLOYER)
# Whoever reports what others suffer: follows the report, has no claim, and goes along nowhere.
INFORMED = State("informed", staff="举报", public="举报人")
INFORMANT = Kind("informant", "举报人", (INFORMED,), registry="party")
ALL = (WORKER, EMPLOYER, INFORMANT)

CARRYING = State("carrying", staff="承办", public="承办")
RELIEVED = State("relieved", staff="已改派", public="已改派", final=True)
RECUSED = State("recused", staff="已回避", public="已回避", final=True)
HANDLER = Kind("handler", "承办人", (CARRYING, RELIEVED, RECUSED), registry="person", blind=RECUSED)

# --- Where a report stands -------------------------------------------------------------------------

RECEIVED = State("received", staff="待受理", public="已收到，正在审查")
MENDING = State("mending", staff="待补正", public="请补充材料")
PASSING = State("passing", staff="移送中", public="正在移送有管辖权的地区")
ACCEPTED = State("accepted", staff="已受理立案", public="已受理立案，正在调查")
ANSWERED = State("answered", staff="已反馈", public="已办结，结果已告知", final=True)
REFUSED = State("refused", staff="不予受理", public="不予受理", final=True)
GUIDED = State("guided", staff="已告知其他途径", public="已告知应当去哪里办", final=True)
MOVED = State("moved", staff="已移送其他地区", public="已移送，由接收地区办理", final=True)
MERGED = State("merged", staff="已并案", public="已与同一单位的反映合并办理", final=True)
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回", final=True)
WAITING = (RECEIVED, MENDING)
ALIVE = (RECEIVED, MENDING, PASSING, ACCEPTED)
EVERYWHERE = (*ALIVE, ANSWERED, REFUSED, GUIDED, MOVED)

# --- Where a request stands ------------------------------------------------------------------------

ASKED = State("asked", staff="待接收", public="已发出，等待接收")
DISPUTED = State("disputed", staff="管辖争议待指定", public="正在确定由哪个地区办理")
AT_WORK = State("at_work", staff="协查办理中", public="对方正在办理")
TAKEN_OVER = State("taken_over", staff="已接收", public="接收地区已接收", final=True)
REPORTED = State("reported", staff="已答复", public="已答复", final=True)
SENT_BACK = State("sent_back", staff="已退回", public="退回原地区办理", final=True)

# --- What they issue -------------------------------------------------------------------------------

NUMBER = Paper("intake", "举报投诉编号", "{prefix}投〔{year}〕{n}号")
REQUEST_NUMBER = Paper("intake_request", "跨地区请求编号", "{prefix}协〔{year}〕{n}号")
ACCEPTANCE = Paper("intake_acceptance", "举报投诉受理通知书", kind="通知", served_on=(WORKER,))
REFUSAL = Paper(
    "intake_refusal",
    "举报投诉不予受理告知书",
    "{prefix}不受字〔{year}〕{n}号",
    kind="通知",
    served_on=(WORKER,),
)
CORRECTION = Paper("intake_correction", "举报投诉补正通知书", kind="通知", served_on=(WORKER,))
GUIDANCE = Paper("intake_guidance", "举报投诉事项告知书", kind="通知", served_on=(WORKER,))
LETTER = Paper(
    "intake_letter", "跨地区劳动保障监察协作函", "{prefix}协函〔{year}〕{n}号", kind="函"
)
DESIGNATION = Paper("intake_designation", "指定管辖决定书", "{prefix}监指〔{year}〕{n}号")
REPLY = Paper("intake_reply", "跨地区协作复函", "{prefix}协复〔{year}〕{n}号", kind="函")
