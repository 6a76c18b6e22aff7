"""职务 — who keeps the data that others send."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

KEEPER = Office("data_keeper", "数据管理员", level=None, body="hrss")
EVERYONE = (KEEPER,)
