"""移送的状态与当事人."""

from __future__ import annotations

from tongzhou.lines.inspection.states import IN_CASE
from tongzhou.procedure.declare import Kind, State

SUSPECTED = State("suspected", staff="拟移送，待报告", public="正在审查")
REPORTED = State("reported", staff="已报告，待负责人决定", public="正在审查")
APPROVED = State("approved", staff="已批准，待送公安", public="正在移送公安机关")
SENT = State("sent", staff="已移送，待公安决定", public="已移送公安机关")
TAKEN = State("taken", staff="公安已立案", public="公安机关已立案")
REFUSED = State("refused", staff="公安不予立案", public="公安机关不予立案")
RECONSIDERING = State("reconsidering", staff="已提请复议", public="已移送公安机关")
SUPERVISED = State("supervised", staff="已建议立案监督", public="已移送公安机关")
DECLINED = State("declined", staff="不予移送", public="不移送公安机关", final=True)
RETURNED = State("returned", staff="退回，行政处理", public="由本机关继续处理", final=True)
ENDED = State("ended", staff="刑事程序已有结果", public="司法程序已有结果", final=True)
WITH_POLICE = (SENT, RECONSIDERING, SUPERVISED)

WORKER = Kind("worker", "劳动者", (IN_CASE,), registry="party", sees_from=SENT)
# A firm that learns of the transfer beforehand may hide what is to be seized.
EMPLOYER = Kind("employer", "用人单位", (IN_CASE,), registry="party", sees_from=TAKEN)
MEMBER = Kind(
    "member", "专案人员", (State("acting", staff="专案", public="专案"),), registry="person"
)
