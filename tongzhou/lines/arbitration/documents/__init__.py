"""文书 — how the instruments of arbitration are drawn, one module for each sort."""

from __future__ import annotations

from tongzhou.procedure.papers import Draft, Template

DOCUMENTS: tuple[Template | Draft, ...] = ()
