"""状态 — of a visit."""

from __future__ import annotations

from tongzhou.procedure.declare import State

WAITING = State("waiting", staff="待走访", public="待走访")
# Whoever had it has left, or carries the warning no longer: it waits for the chief to give it to somebody.
UNASSIGNED = State("unassigned", staff="待指派", public="待走访")
RECORDED = State("recorded", staff="已走访", public="已走访", final=True)
CANCELLED = State("cancelled", staff="已取消", public="已取消", final=True)
