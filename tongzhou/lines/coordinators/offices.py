"""职务 — who visits, who nominates, who keeps the register.

A coordinator sees what names them and nothing else: who coordinates in one enterprise has no business with another.
"""

from __future__ import annotations

from tongzhou.procedure.declare import Office

COORDINATOR = Office("coordinator", "劳动关系协调员", level=None, named=True)
SPONSOR = Office("coordinator_sponsor", "协调员推荐单位经办人")
MANAGER = Office("coordinator_manager", "协调员管理负责人", body="hrss")
STAFF = (MANAGER, SPONSOR)
EVERYONE = (COORDINATOR, SPONSOR, MANAGER)
