"""状态 — of a coordinator: nominated, on record, active, suspended, removed."""

from __future__ import annotations

from tongzhou.procedure.declare import State

NOMINATED = State("nominated", staff="待备案", public="待备案")
REGISTERED = State("registered", staff="已备案", public="已备案")
ACTIVE = State("active", staff="在岗", public="在岗")
SUSPENDED = State("suspended", staff="暂停", public="暂停")
REMOVED = State("removed", staff="已退出", public="已退出", final=True)
DECLINED = State("declined", staff="不予备案", public="不予备案", final=True)
SERVING = (REGISTERED, ACTIVE)
ON_ROLL = (REGISTERED, ACTIVE, SUSPENDED)
