"""检查的状态与当事人."""

from __future__ import annotations

from tongzhou.lines.inspection.states import ASSIGNED, IN_CASE, RECUSED, RELIEVED
from tongzhou.procedure.declare import Kind, State

WAITING = State("waiting", staff="待检查", public="待检查")
VISITED = State("visited", staff="已检查，待报告结果", public="已检查")
REPORTED = State("reported", staff="已报告结果，待公示", public="已检查")
PUBLISHED = State("published", staff="已公示", public="检查结果已公示", final=True)
CANCELLED = State("cancelled", staff="已取消", public="已取消", final=True)
EVER = (WAITING, VISITED, REPORTED, PUBLISHED)

# An unannounced check stays one: the employer sees it when the officers have come, or the notice went out.
EMPLOYER = Kind("employer", "用人单位", (IN_CASE,), registry="party", sees_from=VISITED)
OFFICER = Kind(
    "officer", "检查人员", (ASSIGNED, RECUSED, RELIEVED), registry="person", blind=RECUSED
)
