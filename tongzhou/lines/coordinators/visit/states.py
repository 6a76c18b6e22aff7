"""状态 — of a visit."""

from __future__ import annotations

from tongzhou.procedure.declare import State

WAITING = State("waiting", staff="待走访", public="待走访")
RECORDED = State("recorded", staff="已走访", public="已走访", final=True)
CANCELLED = State("cancelled", staff="已取消", public="已取消", final=True)
