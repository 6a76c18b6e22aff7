"""谁 — the worker who raises an objection, and the employer whose declaration it is about."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, State

NAMED = State("named", staff="当事人", public="当事人")
WORKER = Kind("worker", "劳动者", (NAMED,), registry="party")
EMPLOYER = Kind("employer", "用人单位", (NAMED,), registry="party")
