"""状态与当事人 — the stages of a warning. What the employer reads of them accuses nobody."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, State

CANDIDATE = State("candidate", staff="待研判", public="收到信息")
VALID = State("valid", staff="已研判，待签发", public="正在核对")
ISSUED = State("issued", staff="已签发，待派发", public="已安排了解情况")
DISPATCHED = State("dispatched", staff="已派发，待签收", public="已确定联系人")
SIGNED = State("signed", staff="已签收，待核实", public="联系人已接手")
ASKED = State("asked", staff="已发提示函，待说明、核实", public="正在了解情况")
VERIFIED = State("verified", staff="已核实，待处置", public="已了解情况")
MEASURES = State("measures", staff="处置中", public="正在协助解决")
FED_BACK = State("fed_back", staff="已反馈，待审核", public="正在协助解决")
WATCHED = State("watched", staff="已降级，跟踪观察", public="正在跟进")
CLOSED = State("closed", staff="已解除", public="已经结束", final=True)
TRANSFERRED = State("transferred", staff="已转办", public="已转有关部门办理", final=True)
FALSE = State("false", staff="误报", public="已经结束", final=True)
DUPLICATE = State("duplicate", staff="重复", public="已经结束", final=True)

FINDING = (SIGNED, ASKED)  # nobody has yet looked on site
WORKING = (SIGNED, ASKED, VERIFIED, MEASURES)  # in the hands of the responder
LIVE = (ISSUED, DISPATCHED, *WORKING, FED_BACK, WATCHED)
EVER = (CANDIDATE, VALID, *LIVE)

IN_CASE = State("in_case", staff="在案", public="在案")
EMPLOYER = Kind("employer", "用人单位", (IN_CASE,), registry="party", sees_from=ASKED)

ASSIGNED = State("assigned", staff="承办", public="承办")
RELIEVED = State("relieved", staff="不再承办", public="不再承办", final=True)
HANDLER = Kind("handler", "处置责任人", (ASSIGNED, RELIEVED), registry="person", left=RELIEVED)

HELPING = State("helping", staff="协办", public="协办")
HELPER = Kind("helper", "协办人", (HELPING,), registry="person")

PENDING = State("pending", staff="待落实", public="待落实")
DONE = State("done", staff="已落实", public="已落实", final=True)
DROPPED = State("dropped", staff="不再实施", public="不再实施", final=True)
MEASURE = Kind("measure", "处置措施", (PENDING, DONE, DROPPED))
